"""The neutral catalogue: human and technical answers side by side, and a page for each measure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.content.queries import label
from parvis.content.schemas import Measure
from parvis.people.models import Account
from parvis.solutions import queries
from parvis.solutions.rules import Wanted, is_stale
from parvis.web.components.cost import in_short
from parvis.web.components.effects import effects
from parvis.web.pages.reading import signed_in

LONGEST = 100
FACETS = (
    ("kind", "kinds"),
    ("category", "categories"),
    ("function", "functions"),
    ("threat", "threats"),
    ("phase", "phases"),
)


@dataclass(frozen=True)
class Entry:
    """A measure as a list shows it."""

    id: str
    label: str
    summary: str
    kind: str
    functions: str
    cost: str
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


def entry(row: Measure, words: Words) -> Entry:
    sides = effects(row, words.of["side_effects"])
    return Entry(
        id=row.id,
        label=label(row.label),
        summary=label(row.description),
        kind=words.of["kinds"].get(row.kind, row.kind),
        functions=", ".join(words.of["functions"].get(code, code) for code in row.functions),
        cost=in_short(row, words.of["cost_units"]),
        grade=words.of["evidence_grades"].get(f"grade_{row.evidence.effect.grade}", ""),
        evaluated=row.evidence.effect.grade > 0,
        privacy="" if row.privacy == "none" else words.of["privacy"].get(row.privacy, row.privacy),
        police=row.remit == "police",
        stale=is_stale(row.checked_on, timezone.localdate()),
        better=[effect.label for effect in sides if effect.side == "better"],
        worse=[effect.label for effect in sides if effect.side == "worse"],
    )


def sections(rows: list[Measure]) -> list[Section]:
    """The measures by how they work, each way with its two sides."""
    words = Words()
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
    """What a city can do, with the means to narrow it down."""
    wanted = Wanted(
        text=request.GET.get("q", "").strip()[:LONGEST],
        **{name: request.GET.get(name, "")[:LONGEST] for name, _facet in FACETS},
    )
    rows = queries.catalogue(wanted)
    known = queries.facets()
    labels = {"kind": _("Kind"), "category": _("Category"), "function": _("What it is for"), "threat": _("Threat"),
              "phase": _("Phase")}  # fmt: skip
    fields = [
        {"name": name, "label": labels[name], "choices": known[facet], "value": getattr(wanted, name)}
        for name, facet in FACETS
    ]
    narrowed = any(asdict(wanted).values())
    context = {"sections": sections(rows), "count": len(rows), "all": len(queries.measures()), "text": wanted.text,
               "fields": fields, "narrowed": narrowed}  # fmt: skip
    return render(request, "solutions/catalogue.html", context)


@dataclass(frozen=True)
class Known:
    """One side of what is known of a measure."""

    label: str
    question: str
    grade: int
    words: str
    text: str

    @property
    def pips(self) -> list[bool]:
        return [step < self.grade for step in range(5)]


@signed_in
def measure(request: HttpRequest, account: Account, code: str) -> HttpResponse:
    """All that the catalogue says of one measure, with what else could answer the same threats."""
    row = queries.measure(code)
    if row is None:
        raise Http404
    words = Words()
    context = {
        "measure": row,
        "entry": entry(row, words),
        "effects": effects(row, words.of["side_effects"]),
        "known": known(row),
        "facts": facts(row),
        "others": [entry(other, words) for other in queries.kinship(row)],
        "drafts": queries.drafts(account)[:5],
    }
    return render(request, "solutions/measure.html", context)


def known(row: Measure) -> list[Known]:
    """The five sides of evidence. Grade 0 is said plainly."""
    grades = queries.vocabulary("evidence_grades")
    found = []
    for code, name in queries.vocabulary("evidence_sides").items():
        finding = getattr(row.evidence, code)
        text = label(finding.text) if finding.text else ""
        words = grades.get(f"grade_{finding.grade}", str(finding.grade))
        found.append(Known(name, queries.term_note("evidence_sides", code), finding.grade, words, text))
    return found


def facts(row: Measure) -> list[tuple[str, str]]:
    """What kind of thing it is, in the words of the catalogue."""
    listed: list[tuple[str, str, Sequence[str]]] = [
        (_("What it is for"), "functions", row.functions),
        (_("Helps against"), "threats", row.threats),
        (_("When"), "phases", row.phases),
        (_("Category"), "categories", [row.category]),
        (_("Permanent or for an event"), "temporal", row.temporal),
        (_("How it works"), "points_of_application", [row.point_of_application]),
        (_("Whose task"), "remits", [row.remit]),
    ]
    found = []
    for title, vocabulary, codes in listed:
        words = queries.vocabulary(vocabulary)
        found.append((title, ", ".join(words.get(code, code) for code in codes) or "—"))
    return found
