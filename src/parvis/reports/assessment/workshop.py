"""Papers of the workshop: agenda, attendance list, invitation, materials. Agendas are those of the packs."""

from dataclasses import replace
from datetime import datetime
from itertools import groupby

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from parvis.access.models import Marking
from parvis.assessment import queries
from parvis.content.queries import label
from parvis.content.schemas import WorkshopsPack
from parvis.content.schemas.workshops import Agenda
from parvis.reports.assessment import parts
from parvis.reports.assessment.case import Case, home_of
from parvis.reports.document import Document, Section, Table
from parvis.reports.frame import framed

EMPTY_ROWS = 6
BEGINS = datetime(2000, 1, 3, 9)  # noqa: DTZ001  # of an agenda that nobody has planned yet: only the hour is read


def _paper(case: Case, title: str, sections: list[Section], signatures: list[str] | None = None) -> Document:
    return framed(
        title=title,
        subtitle=f"{case.of.title} · {case.place.name} · {case.condition}",
        tlp=Marking(max(case.of.marking, case.place.marking)).label,
        made=case.today,
        made_words=_("Made on %(date)s") % {"date": date_format(case.today, "DATE_FORMAT")},
        sections=sections,
        sources=parts.sources(case),
        signature_lines=signatures or [],
    )


def agenda(case: Case) -> Document:
    """The workshops as they are planned; before that the agendas to choose from."""
    title = _("Agenda of the workshop")
    if case.meetings:
        sections = [section for place, found in enumerate(case.meetings) for section in _planned(found, place)]
        return _paper(case, title, sections)
    listed = queries.agendas()
    sections = [
        Section(_("To fill in"), table=Table([_("What"), _("Noted")], [[_("Date"), ""], [_("Room"), ""], [_("Facilitator"), ""]])),
        *[Section(label(pack.title), [label(pack.summary)]) for pack in _packs(listed)],
    ]  # fmt: skip
    for place, (_pack, found) in enumerate(listed):
        sections.append(Section(label(found.label), own_page=place > 0))
        sections += _days(queries.points(found, BEGINS))
    made = _paper(case, title, sections)
    return replace(
        made, sources=[*made.sources, *(line for pack in _packs(listed) for line in parts.pack_sources(pack))]
    )


def _packs(listed: list[tuple[WorkshopsPack, Agenda]]) -> list[WorkshopsPack]:
    return list({pack.urn: pack for pack, _agenda in listed}.values())


def _planned(found: queries.Meeting, place: int) -> list[Section]:
    """One workshop: when, where, by which agenda, and its points at their hours."""
    rows = [[_("Date and time"), when_of(found)], [_("Room"), found.workshop.where], [_("Facilitator"), ""]]
    head = Section(
        f"{found.workshop.title} · {found.agenda}", table=Table([_("What"), _("Noted")], rows), own_page=place > 0
    )
    return [head, *_days(found.points)]


def when_of(found: queries.Meeting) -> str:
    return date_format(timezone.localtime(found.workshop.starts), "DATETIME_FORMAT")


def _days(points: list[queries.Point]) -> list[Section]:
    """A table for each day; the days are counted only where there are several."""
    days = [(day, list(there)) for day, there in groupby(points, key=lambda point: point.day)]
    return [
        Section(_("Day %(n)s") % {"n": day} if len(days) > 1 else _("Course"), table=_clock(there), level=2)
        for day, there in days
    ]


def _clock(points: list[queries.Point]) -> Table:
    rows = [[f"{_hour(one.starts)} - {_hour(one.ends)}", one.label, one.what] for one in points]
    return Table([_("Time"), _("What"), _("How")], rows)


def _hour(when: datetime) -> str:
    return time_format(timezone.localtime(when) if timezone.is_aware(when) else when, "H:i")


def _next(case: Case) -> queries.Meeting | None:
    """The workshop to which these papers belong: the first whose minutes are not closed."""
    return next((found for found in case.meetings if not found.workshop.closed), None)


def _when_and_where(case: Case) -> str:
    found = _next(case)
    if found is None:
        return _("Date and time: ____________________    Room: ______________________________")
    return _("Date and time: %(when)s    Room: %(where)s") % {"when": when_of(found), "where": found.workshop.where}


def attendance(case: Case) -> Document:
    """The list to sign: everybody of the team, and empty lines for those who come besides."""
    rows = [
        [
            str(seat.account or ""),
            home_of(seat),
            seat.get_circle_display(),
            "",
            "",
        ]
        for seat in case.team
    ]
    rows += [["", "", "", "", ""] for _row in range(EMPTY_ROWS)]
    head = [_("Name"), _("Organisation"), _("Circle"), _("Signature, first half"), _("Signature, second half")]
    words = [
        _when_and_where(case),
        _(
            "Why we ask: the report says which organisations took part. The list stays with the minutes, and is destroyed with them."
        ),
    ]
    return _paper(
        case, _("Attendance list"), [Section(_("Who was there"), words, Table(head, rows))], [_("Facilitator")]
    )


def invitation(case: Case) -> Document:
    """A letter to each organisation of the team."""
    letter = [
        _("To: ______________________________"),
        _("%(city)s assesses how well %(place)s is protected, in this condition: %(condition)s. We invite your organisation to take part, and ask you to send a person who knows the place.")
        % {"city": case.place.owner.name, "place": case.place.name, "condition": case.condition},
        _when_and_where(case),
        _("We look at what already protects the place, tell what could happen there, and each expert judges alone before we talk. Nobody's value is averaged away: where views differ, the report shows it, by organisation and not by name."),
        _("Please bring what you know of the place: incidents of the last years, works and events that are planned, who is on duty when. No classified document."),
        _("What is said stays among those invited. This letter and the papers are marked; please follow the marking."),
        _("Please answer by: ____________________    Contact: ______________________________"),
    ]  # fmt: skip
    return _paper(
        case, _("Invitation"), [Section(_("Invitation to the workshop"), letter)], [_("For the managing body")]
    )


def materials(case: Case) -> Document:
    """What has to be on the table, counted for this team."""
    judges = sum(seat.circle != "informed" for seat in case.team)
    people = max(len(case.team), 1)
    rows = [
        [_("Scenario book, printed"), str(people), "☐"],
        [_("Inventory of measures with the map, printed large"), "2", "☐"],
        [_("Scales and anchors of the method, one sheet each"), str(max(judges, 1)), "☐"],
        [_("Phone or laptop with access for each expert, or paper forms"), str(max(judges, 1)), "☐"],
        [_("Screen for the spread, seen from every seat"), "1", "☐"],
        [_("Attendance list"), "1", "☐"],
        [_("Name cards with the organisation"), str(people), "☐"],
        [_("Pens, sticky notes, a clock that all can see"), "1", "☐"],
        [_("High-visibility vests and a torch for the visit"), str(people), "☐"],
        [_("Envelope for papers that must be taken back"), "1", "☐"],
    ]
    return _paper(
        case,
        _("Materials"),
        [Section(_("What has to be there"), table=Table([_("What"), _("How many"), _("Ready")], rows))],
    )
