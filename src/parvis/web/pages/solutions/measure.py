"""The page of one measure: what it costs, what it does, what is known of it, what the law asks."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.content.queries import label
from parvis.content.schemas import Measure
from parvis.people.models import Account
from parvis.solutions import queries
from parvis.web.components.cost import span
from parvis.web.components.effects import effects
from parvis.web.pages.reading import signed_in
from parvis.web.pages.solutions.catalogue import Words, entry


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
        "paid": paid(row),
        "law": law(row),
        "facts": facts(row),
        "others": [entry(other, words) for other in queries.kinship(row)],
        "drafts": queries.drafts(account)[:5],
    }
    return render(request, "solutions/measure.html", context)


def known(row: Measure) -> list[Known]:
    """The five sides of evidence. Grade 0 is said plainly."""
    grades = queries.vocabulary("evidence_grades")
    silent = {
        "effect": _("We found no evaluation."),
        "economics": _("We found no study of costs and savings; the range of costs is all that we can say."),
    }
    found = []
    for code, name in queries.vocabulary("evidence_sides").items():
        finding = getattr(row.evidence, code)
        text = label(finding.text) if finding.text else silent.get(code, _("We have nothing to tell yet."))
        words = grades.get(f"grade_{finding.grade}", str(finding.grade))
        found.append(Known(name, queries.term_note("evidence_sides", code), finding.grade, words, text))
    return found


def paid(row: Measure) -> dict[str, str]:
    """What it costs, in which year's euros, and who says so."""
    cost = row.cost
    return {
        "once": span(cost.once),
        "yearly": span(cost.yearly) if cost.yearly[1] else _("nothing to speak of"),
        "unit": queries.vocabulary("cost_units").get(cost.per, cost.per),
        "year": str(cost.year),
        "currency": cost.currency,
        "published": "yes" if cost.basis == "published" else "",
        "note": label(cost.note) if cost.note else "",
    }


@dataclass(frozen=True)
class Law:
    """What to look up before deciding."""

    ai_act: str
    ai_note: str
    hints: list[tuple[str, str]]


def law(row: Measure) -> Law:
    topics = queries.vocabulary("legal_topics")
    hints = [(topics.get(hint.topic, hint.topic), label(hint.text)) for hint in row.legal]
    name = queries.vocabulary("ai_act").get(row.ai_act, row.ai_act)
    return Law(name, queries.term_note("ai_act", row.ai_act), hints)


def facts(row: Measure) -> list[tuple[str, str]]:
    """What kind of thing it is, in the words of the catalogue."""
    listed: list[tuple[str, str, Sequence[str]]] = [
        (_("What it is for"), "functions", row.functions),
        (_("Helps against"), "threats", row.threats),
        (_("When"), "phases", row.phases),
        (_("Kind of place"), "places", row.places),
        (_("Techniques of prevention"), "techniques", row.techniques),
        (_("Reversible"), "reversible", [row.reversible]),
        (_("Category"), "categories", [row.category]),
        (_("Permanent or for an event"), "temporal", row.temporal),
        (_("How it works"), "points_of_application", [row.point_of_application]),
        (_("Whose task"), "remits", [row.remit]),
    ]
    found = []
    for title, vocabulary, codes in listed:
        words = queries.vocabulary(vocabulary)
        nothing = _("any") if vocabulary == "places" else "—"
        found.append((title, ", ".join(words.get(code, code) for code in codes) or nothing))
    return found
