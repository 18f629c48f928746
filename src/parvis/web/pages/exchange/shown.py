"""A practice sheet made ready to be read, ours or received: headings, paragraphs, labels."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language_info

from parvis.assessment.queries import picks
from parvis.content.queries import label, measures, term
from parvis.exchange.models import Practice
from parvis.exchange.rules.sheet import PARTS, Sheet
from parvis.exchange.rules.wording import grades, parts
from parvis.solutions.queries import vocabulary


@dataclass(frozen=True)
class Block:
    """A paragraph, or a list."""

    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Shown:
    title: str
    summary: tuple[Block, ...]
    sections: list[Section]
    missing: list[str]
    evidence: str
    spaces: list[str]
    threats: list[str]
    measures: list[str]
    cost: str
    again: str


def shown(sheet: Sheet, language: str) -> Shown:
    """The sheet in one of its languages."""
    words: Mapping[str, str] = {str(part): text for part, text in sheet.texts.get(language, {}).items()}
    headings = parts()
    threats, known = picks(), measures()
    body = PARTS[1:]
    return Shown(
        title=words.get("title", ""),
        summary=blocks(words.get("summary", "")),
        sections=[Section(headings[part][0], blocks(words[part])) for part in body if words.get(part)],
        missing=[headings[part][0] for part in PARTS if not words.get(part)],
        evidence=grades()[sheet.evidence],
        spaces=[term("categories", code) for code in sheet.space_types],
        threats=[threats[code].label if code in threats else code for code in sheet.threat_types],
        measures=[label(known[code].label) if code in known else code for code in sheet.measures],
        cost=vocabulary("cost_bands").get(sheet.cost_band, sheet.cost_band),
        again=str(dict(Practice.Again.choices).get(sheet.would_do_again, "")),
    )


def blocks(words: str) -> tuple[Block, ...]:
    """Lines that begin with a dash are a list; an empty line ends a paragraph. Nothing else is marked up."""
    found: list[Block] = []
    items: list[str] = []
    lines: list[str] = []

    def close() -> None:
        if lines:
            found.append(Block(text="\n".join(lines)))
        if items:
            found.append(Block(items=tuple(items)))
        lines.clear()
        items.clear()

    for line in words.splitlines():
        bullet = line.startswith("- ")
        if not line.strip() or (bullet and lines) or (not bullet and items):
            close()
        if line.strip():
            (items if bullet else lines).append(line.removeprefix("- ").strip())
    close()
    return tuple(found)


def language_name(code: str) -> str:
    """A language in its own words."""
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code


def pick_language(sheet_languages: list[str], asked: str, readers: str, first: str) -> str:
    """The language to show: the one asked for, else the reader's, else the one of the writer."""
    return next((code for code in (asked, readers, first) if code in sheet_languages), sheet_languages[0])


def tabs(languages: list[str], current: str) -> list[dict[str, object]]:
    """One tab for each language, when there are several."""
    if len(languages) < 2:  # noqa: PLR2004  # one language needs no choice
        return []
    return [
        {"label": language_name(code), "url": f"?language={code}", "current": code == current} for code in languages
    ]
