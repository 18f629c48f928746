"""What a pack holds, for somebody who decides whether to take it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from parvis.content.models import PackVersion
from parvis.content.queries import current, label, measures, pack, terms
from parvis.content.schemas import MethodPack, Pack, ThreatsPack


@dataclass(frozen=True)
class Line:
    """One pack in use, for the list."""

    row: PackVersion
    pack: Pack
    kind: str
    excel: bool


def kinds() -> dict[str, str]:
    return {
        "threats": _("Threats"),
        "places": _("Kinds of places"),
        "method": _("Method"),
        "measures": _("Measures"),
        "criteria": _("Criteria"),
        "exercise": _("Exercise"),
        "indicators": _("Survey"),
        "duties": _("Duties to exercise"),
        "plan": _("Plan to begin with"),
    }


def lines(rows: list[PackVersion]) -> list[Line]:
    """The packs in use, methods first: they are what most people come for."""
    found = [
        Line(row, pack(row.urn, row.version), kinds().get(row.kind, row.kind), row.kind == "method") for row in rows
    ]
    return sorted(found, key=lambda line: not line.excel)


def parts(found: Pack) -> list[tuple[str, str]]:
    """The parts of the pack and what stands in them, in a line each."""
    if isinstance(found, MethodPack):
        return _method(found)
    lists = [(name, getattr(found, name)) for name in type(found).model_fields]
    return [(name.replace("_", " "), str(len(value))) for name, value in lists if isinstance(value, list)]


def _method(method: MethodPack) -> list[tuple[str, str]]:
    rows = [(_("Steps"), _names(method.steps)), (_("Factors"), _factors(method))]
    if method.impacts:
        rows.append((_("Kinds of consequence"), _names(method.impacts)))
    if method.outcome:
        rows.append((_("Rule"), _("grids") if method.outcome.by == "grids" else method.outcome.expression))
    rows.append((_("Bands"), _names(method.bands)))
    form = method.questionnaire
    if form:
        asked = {section.code: 0 for section in form.sections}
        for question in form.questions:
            asked[question.section] += 1
        told = ", ".join(f"{label(section.label)} ({asked[section.code]})" for section in form.sections)
        rows += [(_("Questions"), str(len(form.questions))), (_("Sections"), told)]
    rows.append((_("Tiers"), _names(method.tiers)))
    rows.append((_("Threat lists"), ", ".join(method.threats) or _("all in use")))
    carried = "; ".join(f"{entry.version}: {label(entry.words)}" for entry in method.carried_over)
    rows.append((_("Rule for old values"), carried))
    return [(name, text) for name, text in rows if text]


def _names(items: list[Any]) -> str:
    return ", ".join(label(item.label) for item in items)


def _factors(method: MethodPack) -> str:
    return "; ".join(
        f"{label(factor.label)} ({', '.join(f'{level.value} {label(level.label)}' for level in factor.levels)})"
        for factor in method.factors
    )


def unknown(found: Pack) -> list[str]:
    """Zones, threats and measures that a method names and this installation does not know; they are shown as bare codes."""
    form = found.questionnaire if isinstance(found, MethodPack) else None
    asked = form.questions if form else []
    named = {code for question in asked for code in (*question.zones, *question.threats, *question.measures)}
    threats = {threat.code for one in current(ThreatsPack) for threat in one.threats}
    return sorted(named - set(terms("zone_kinds")) - threats - set(measures()))


def questions(found: Pack) -> list[tuple[str, list[str]]]:
    """The questions of a method under their sections."""
    form = found.questionnaire if isinstance(found, MethodPack) else None
    asked = (
        [(section, [q for q in form.questions if q.section == section.code]) for section in form.sections]
        if form
        else []
    )
    return [(label(section.label), [label(question.text) for question in mine]) for section, mine in asked]
