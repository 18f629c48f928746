"""The check of a plan as a file."""

from collections.abc import Callable

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.plans.models import Plan
from parvis.plans.queries import last_check
from parvis.reports import events, pdf, word
from parvis.reports.plan.paper import Paper, paper
from parvis.reports.plan.report import report
from parvis.reports.plan.tables import workbook
from parvis.reports.workbook import to_xlsx

CHECKS: dict[str, Callable[[Paper], bytes]] = {
    "docx": lambda of: word.render(report(of)),
    "pdf": lambda of: pdf.render(report(of)),
    "xlsx": lambda of: to_xlsx(workbook(of), of.marking.label),
}


@verb(events.CheckDocumentWritten)
def write_check(account: Account, of: Plan, kind: str) -> bytes:
    """What the last check of a plan found, as docx, pdf or xlsx, in the reader's language."""
    require(account, Can.EXPORT, of)
    if kind not in CHECKS:
        raise Refused(_("The check of a plan comes as .docx, .pdf or .xlsx. Nothing was written."))
    run = last_check(account, of)
    if run is None:
        raise Refused(_("This plan has not been checked yet. Nothing was written: check it first."))
    found = paper(account, of, run, timezone.localdate())
    body = CHECKS[kind](found)
    event = events.CheckDocumentWritten(format=kind, language=translation.get_language() or "en", edition=run.edition)
    record(account, event, object_id=of.pk, place_id=of.place_id, marking=found.marking)
    return body
