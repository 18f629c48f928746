"""Findings of a check in words: with the names of a plan, and the days of their evidence as the reader writes them."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.content.language import figure
from parvis.engines.drill import Finding, findings_of
from parvis.plans.models import PlanFinding


def severity(code: str) -> str:
    return {"error": _("serious"), "warning": _("likely to fail"), "note": _("worth a look")}[code]


def near(names: Mapping[str, str], finding: Finding) -> dict[str, str]:
    """Roles by name; of the tasks only the one that the finding is about by its text, the others by their code."""
    found = {code: name for code, name in names.items() if code == finding.subject or not name.startswith(f"{code} (")}
    return found | days(finding)


def days(finding: Finding) -> dict[str, str]:
    """The days in the evidence of a rule of practice."""
    found = (str(finding.values[name]) for name in ("last", "since") if name in finding.values)
    return {day: date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT") for day in found}


def said_then(row: PlanFinding) -> str:
    """A finding that was kept, as it was said when it was found."""
    facts = {"rule": row.rule, "severity": row.severity, "subject": row.subject, "values": row.values}
    finding = findings_of([facts])[0]
    return finding.sentence(_, row.names | days(finding), figure)
