"""Which documents there are of an assessment: for whom, in which formats, and how each is made."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from parvis.reports import pdf, word
from parvis.reports.assessment.book import inventory, inventory_geojson, scenario_book
from parvis.reports.assessment.case import Case
from parvis.reports.assessment.minutes import minutes
from parvis.reports.assessment.report import report
from parvis.reports.assessment.tables import measures, tables
from parvis.reports.assessment.workshop import agenda, attendance, invitation, materials
from parvis.reports.document import Document
from parvis.reports.workbook import to_csv, to_xlsx, to_zip

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Writer = Callable[[Case], bytes]


@dataclass(frozen=True)
class Kind:
    """One document: its code, its title, for whom it is, and a writer for each format."""

    code: str
    title: "str | _StrPromise"
    audience: "str | _StrPromise"
    writers: dict[str, Writer]


def _written(make: Callable[[Case], Document]) -> dict[str, Writer]:
    return {"pdf": lambda case: pdf.render(make(case)), "docx": lambda case: word.render(make(case))}


SHELF = {
    kind.code: kind
    for kind in (
        Kind("report", _("Assessment report"), _("Managing body, police, council in closed session: everything that you may see."), _written(report)),
        Kind("scenarios", _("Scenario book"), _("The team at the table: one scenario a page, its questions, room for notes."), _written(scenario_book)),
        Kind(
            "measures", _("Inventory of measures"), _("Technical services and those who look after them: list, map, counts by zone and state."),
            _written(inventory) | {
                "xlsx": lambda case: to_xlsx([measures(case)], case.marking().label),
                "csv": lambda case: to_csv(measures(case)),
                "geojson": inventory_geojson,
            },
        ),
        Kind("agenda", _("Agenda"), _("Facilitator: two days, half a day or ninety minutes."), _written(agenda)),
        Kind("invitation", _("Invitation"), _("The organisations of the team: a letter to complete."), _written(invitation)),
        Kind("attendance", _("Attendance list"), _("Facilitator: to sign at the door."), _written(attendance)),
        Kind("materials", _("Materials"), _("Facilitator: what has to be on the table."), _written(materials)),
        Kind("minutes", _("Minutes"), _("The team: what was revised and why, decisions, open points, room to write."), _written(minutes)),
        Kind(
            "tables", _("Tables"), _("Whoever goes on calculating: judgements, risk list, measures, findings."),
            {"xlsx": lambda case: to_xlsx(tables(case), case.marking().label), "zip": lambda case: to_zip(tables(case))},
        ),
    )
}  # fmt: skip
