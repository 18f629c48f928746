"""The picture of the spread and the grid of a method as vector drawings for documents. One dot is one expert."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from textwrap import shorten, wrap
from xml.sax.saxutils import escape

FACE = 'font-family="Libertinus Serif"'
INK, SOFT, MARK, BAND = "#1d2b33", "#56646c", "#1f5f74", "#c9dbe1"
WIDTH, LABEL, EDGE = 680.0, 300.0, 20.0
LINE, PILE, RADIUS = 30.0, 7.0, 4.2
CELL, GAP, LEFT = 54.0, 3.0, 40.0
#: Places of up to six dots in a cell, as shares of its side; a lone dot stands in the middle.
SPOTS = ((0.28, 0.5), (0.68, 0.5), (0.28, 0.8), (0.68, 0.8), (0.28, 0.2), (0.68, 0.2))
LONGEST = 52
WORDS_ACROSS = 12  # letters of a band side by side above the axis


@dataclass(frozen=True)
class Strip:
    """One line of the picture of the spread: the band of each expert, counted from 1, and the middle."""

    label: str
    dots: tuple[int, ...]
    median: int


def spread(strips: Sequence[Strip], bands: Sequence[str]) -> str:
    """All scenarios under one another on the same axis of bands."""
    right = WIDTH - EDGE - 40

    def across(band: int) -> float:
        return LABEL + 40 + (right - LABEL - 40) * (band - 1) / max(len(bands) - 1, 1)

    heads = [wrap(band, WORDS_ACROSS)[:3] for band in bands]
    top = 22.0 + 12 * max(len(lines) for lines in heads)
    pieces = [
        label(across(place), 14 + 12 * line, words, "middle", SOFT, 11)
        for place, lines in enumerate(heads, 1)
        for line, words in enumerate(lines)
    ]
    for strip in strips:
        piled = max(Counter(strip.dots).values(), default=1)
        height = LINE + PILE * (piled - 1)
        base = top + height - 12
        pieces += [label(0, base + 4, shorten(strip.label, LONGEST, placeholder=" …"), "start", INK, 12)]
        pieces += _strip(strip, base, across, len(bands))
        top += height
    return whole(WIDTH, top + 6, pieces)


def _strip(strip: Strip, base: float, across: Callable[[int], float], bands: int) -> list[str]:
    low, high = min(strip.dots), max(strip.dots)
    pieces = [f'<path d="M{across(1):.1f} {base:.1f}H{across(bands):.1f}" stroke="#d6d2c6" stroke-width="1"/>']
    if low < high:
        pieces.append(f'<path d="M{across(low):.1f} {base:.1f}H{across(high):.1f}" stroke="{BAND}" stroke-width="9"/>')
    middle = across(strip.median)
    pieces.append(f'<path d="M{middle:.1f} {base - 8:.1f}v16" stroke="{INK}" stroke-width="2"/>')
    there = Counter[int]()
    for dot in sorted(strip.dots):
        pieces.append(_dot(across(dot), base - PILE * there[dot]))
        there[dot] += 1
    return pieces


def grid(bands: Sequence[Sequence[int]], marks: Iterable[tuple[int, int]], rows: str, columns: str) -> str:
    """`bands[row - 1][column - 1]` counted from 1; rows rise upwards. `marks` are pairs of row and column."""
    height, width, top = len(bands), len(bands[0]), max(max(row) for row in bands)
    pieces = [label(0, 12, f"{rows} ↑", "start", SOFT, 12)]
    below = 20 + height * (CELL + GAP)
    for row, line in enumerate(bands, 1):
        y = 20 + (height - row) * (CELL + GAP)
        pieces.append(label(LEFT - 12, y + CELL / 2 + 4, str(row), "middle", SOFT, 12))
        for column, band in enumerate(line, 1):
            x = LEFT + (column - 1) * (CELL + GAP)
            depth = 0.06 + 0.5 * (band - 1) / max(top - 1, 1)
            pieces.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{CELL}" height="{CELL}" fill="{MARK}" fill-opacity="{depth:.2f}"/>'
            )
            pieces.append(label(x + CELL - 4, y + 13, str(band), "end", INK, 11))
    pieces += [
        label(LEFT + (column - 1) * (CELL + GAP) + CELL / 2, below + 12, str(column), "middle", SOFT, 12)
        for column in range(1, width + 1)
    ]
    pieces.append(label(LEFT + width * (CELL + GAP), below + 28, f"{columns} →", "end", SOFT, 12))
    return whole(LEFT + width * (CELL + GAP) + 4, below + 34, [*pieces, *_marks(list(marks), height)])


def _marks(marks: list[tuple[int, int]], height: int) -> list[str]:
    together, there, found = Counter(marks), Counter[tuple[int, int]](), []
    for row, column in sorted(marks):
        lone = together[row, column] == 1
        across, down = (0.48, 0.5) if lone else SPOTS[min(there[row, column], len(SPOTS) - 1)]
        there[row, column] += 1
        x = LEFT + (column - 1) * (CELL + GAP) + CELL * across
        found.append(_dot(x, 20 + (height - row) * (CELL + GAP) + CELL * down, 5.5))
    return found


def _dot(x: float, y: float, radius: float = RADIUS) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{MARK}" stroke="#ffffff" stroke-width="1"/>'


def label(x: float, y: float, words: str, anchor: str, colour: str, size: int) -> str:  # noqa: PLR0917  # as in SVG
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-size="{size}">{escape(words)}</text>'


def whole(width: float, height: float, pieces: list[str]) -> str:
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {FACE}>{"".join(pieces)}</svg>'
