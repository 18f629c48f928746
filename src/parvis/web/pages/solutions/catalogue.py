"""The neutral catalogue: human and technical answers side by side, and a page for each measure."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from parvis.content.queries import label
from parvis.content.schemas import Measure
from parvis.people.models import Account
from parvis.solutions import queries
from parvis.solutions.rules import is_stale
from parvis.web.components.cost import in_short, over
from parvis.web.components.effects import side
from parvis.web.pages.reading import signed_in
from parvis.web.pages.solutions.searching import Sought


@dataclass(frozen=True)
class Entry:
    """A measure as a list shows it."""

    id: str
    label: str
    summary: str
    kind: str
    functions: str
    cost: str
    over: str
    grade: str
    evaluated: bool
    privacy: str
    police: bool
    stale: bool
    better: list[str]
    worse: list[str]


@dataclass(frozen=True)
class Section:
    """All that works in the same way: people, shape and procedures on one side, technology on the other."""

    code: str
    label: str
    note: str
    human: list[Entry]
    technical: list[Entry]

    @property
    def count(self) -> int:
        return len(self.human) + len(self.technical)


class Words:
    """The vocabularies that a list of entries needs, read once."""

    def __init__(self) -> None:
        names = (
            "kinds",
            "functions",
            "cost_units",
            "evidence_grades",
            "privacy",
            "side_effects",
            "points_of_application",
        )
        self.of = {name: queries.vocabulary(name) for name in names}


def entry(row: Measure, words: Words, budget: int | None = None) -> Entry:
    sides: dict[str, str] = {code: side(effect.value) for code, effect in row.side_effects.items()}
    names = words.of["side_effects"]
    return Entry(
        id=row.id,
        label=label(row.label),
        summary=label(row.description),
        kind=words.of["kinds"].get(row.kind, row.kind),
        functions=", ".join(words.of["functions"].get(code, code) for code in row.functions),
        cost=in_short(row, words.of["cost_units"]),
        over="" if budget is None else over(row, budget),
        grade=words.of["evidence_grades"].get(f"grade_{row.evidence.effect.grade}", ""),
        evaluated=row.evidence.effect.grade > 0,
        privacy="" if row.privacy == "none" else words.of["privacy"].get(row.privacy, row.privacy),
        police=row.remit == "police",
        stale=is_stale(row.checked_on, timezone.localdate()),
        better=[name for code, name in names.items() if sides.get(code) == "better"],
        worse=[name for code, name in names.items() if sides.get(code) == "worse"],
    )


def sections(rows: list[Measure], words: Words) -> list[Section]:
    """The measures by how they work, each way with its two sides."""
    found = []
    for code, name in words.of["points_of_application"].items():
        mine = sorted((r for r in rows if r.point_of_application == code), key=lambda r: r.remit == "police")
        human = [entry(row, words) for row in mine if row.kind != "technical"]
        technical = [entry(row, words) for row in mine if row.kind == "technical"]
        if mine:
            note = queries.term_note("points_of_application", code)
            found.append(Section(code, name, note, human, technical))
    return found


@signed_in
def catalogue(request: HttpRequest, account: Account) -> HttpResponse:  # open to everyone with an account
    """What a city can do, with the means to narrow it down: in words, by filters, or both."""
    sought = Sought(request.GET)
    rows = queries.catalogue(sought.asks)
    words = Words()
    context = {
        "sections": [] if sought.asks else sections(rows, words),
        "found": [entry(row, words, sought.budget) for row in rows] if sought.asks else [],
        "count": len(rows),
        "all": len(queries.measures()),
        "sought": sought,
        "loosened": None if rows else sought.loosened(),
    }
    return render(request, "solutions/catalogue.html", context)
