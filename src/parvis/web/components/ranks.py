"""How likely each option takes each rank: one bar per option, cut into ranks from first to last."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.web.components.record import part, percent

WIDE = 0.07  # a narrower piece has no room for its number
DARK = 0.6  # from this opacity on, light figures are legible


@dataclass(frozen=True)
class Piece:
    """One rank of one option."""

    rank: int
    x: str
    width: str
    middle: str
    opacity: str
    wide: bool
    ink: str


@dataclass(frozen=True)
class Row:
    """One option with its pieces and the same in words."""

    label: str
    first: str
    text: str
    parts: tuple[Piece, ...]


def ranks(rows: Sequence[object]) -> list[Row]:
    """Rows with `label` and `probabilities` (first rank first, sum 1) as bars; the first rank is the darkest."""
    return [_row(str(part(row, "label", "")), list(part(row, "probabilities", []))) for row in rows]


def _row(label: str, shares: list[float]) -> Row:
    pieces: list[Piece] = []
    start = 0.0
    for rank, share in enumerate(shares, start=1):
        opacity = 1 - 0.88 * (rank - 1) / max(len(shares) - 1, 1)
        ink = "dark" if opacity >= DARK else "light"
        if share > 0:
            middle = percent(start + share / 2)
            pieces.append(Piece(rank, percent(start), percent(share), middle, f"{opacity:.2f}", share >= WIDE, ink))
        start += share
    said = [
        _("rank %(rank)s: %(share)s %%") % {"rank": rank, "share": round(100 * share)}
        for rank, share in enumerate(shares, 1)
    ]
    first = f"{round(100 * shares[0])} %" if shares else ""
    return Row(label, first, f"{label}: {', '.join(said)}", tuple(pieces))
