"""The after-action report of an exercise as a file, the same evening."""

from collections.abc import Callable

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exercises.models import Exercise
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.reports import events, pdf, word
from parvis.reports.exercise.evening import Evening, evening
from parvis.reports.exercise.poam import poam
from parvis.reports.exercise.report import report
from parvis.reports.exercise.tables import workbook
from parvis.reports.workbook import to_xlsx

EVENING: dict[str, Callable[[Evening], bytes]] = {
    "docx": lambda of: word.render(report(of)),
    "pdf": lambda of: pdf.render(report(of)),
    "xlsx": lambda of: to_xlsx(workbook(of), of.marking.label),
    "json": poam,
}


@verb(events.ExerciseDocumentWritten)
def write_exercise(account: Account, of: Exercise, kind: str) -> bytes:
    """The report as docx or pdf, its tables as xlsx, the improvement plan as json (OSCAL), in the reader's language."""
    require(account, Can.EXPORT, of)
    if kind not in EVENING:
        raise Refused(_("The report of an exercise comes as .docx, .pdf, .xlsx or .json. Nothing was written."))
    if not of.played:
        raise Refused(_("The exercise has not been played to its end yet. Nothing was written."))
    found = evening(account, of, timezone.localdate())
    body = EVENING[kind](found)
    event = events.ExerciseDocumentWritten(format=kind, language=translation.get_language() or "en")
    record(account, event, object_id=of.pk, place_id=of.place_id, marking=found.marking)
    return body
