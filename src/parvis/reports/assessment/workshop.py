"""Papers of the workshop: agenda, attendance list, invitation, materials. The agendas are proposals of Parvis."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from parvis.access.models import Marking
from parvis.reports.assessment import parts
from parvis.reports.assessment.case import Case, home_of
from parvis.reports.document import Document, Section, Table
from parvis.reports.frame import framed

EMPTY_ROWS = 6
Item = tuple[int, str, str]  # minutes, what, who or which paper


@dataclass(frozen=True)
class Day:
    title: str
    begins: tuple[int, int]
    items: list[Item]


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
    """Three agendas to choose from: two days, half a day, ninety minutes."""
    sections = [
        Section(_("To fill in"), table=Table([_("What"), _("Noted")], [[_("Date"), ""], [_("Room"), ""], [_("Facilitator"), ""]])),
        Section(
            _("Choose one of three"),
            [_("These agendas are proposals of Parvis, not part of an official method. Two days follow the length of the workshops that European cities held; the shorter ones suit a place of a lower tier or a second round.")],
        ),
    ]  # fmt: skip
    plans: list[tuple[str, Callable[[], list[Day]]]] = [
        (_("Two days"), _two_days), (_("Half a day"), _half_day), (_("Ninety minutes"), _ninety_minutes),
    ]  # fmt: skip
    for place, (title, days) in enumerate(plans):
        sections.append(Section(title, own_page=place > 0))
        sections += [Section(found.title, table=_clock(found), level=2) for found in days()]
    return _paper(case, _("Agenda of the workshop"), sections)


def _clock(found: Day) -> Table:
    now = datetime(2000, 1, 1, *found.begins)  # noqa: DTZ001  # only the hour is read
    rows = []
    for minutes, what, who in found.items:
        after = now + timedelta(minutes=minutes)
        rows.append([f"{time_format(now, 'H:i')} - {time_format(after, 'H:i')}", what, who])
        now = after
    return Table([_("Time"), _("What"), _("Who, and with what")], rows)


def _two_days() -> list[Day]:
    first = [
        (20, _("Welcome, mandate, who reads the result, what stays in the room"), _("managing body")),
        (40, _("General level of threat as the authorities announced it"), _("police")),
        (45, _("The place: uses, calendar, numbers of people, who looks after what"), _("managing body, operator")),
        (15, _("Break"), ""),
        (60, _("The method, and one trial judgement of a case that is not this place"), _("facilitator; scales and anchors")),
        (90, _("Lunch"), ""),
        (150, _("Visit on site, in small mixed groups by zone"), _("all; map, inventory of measures, phones")),
        (60, _("What was seen: measures and their state, agreed line by line"), _("facilitator; inventory of measures")),
    ]  # fmt: skip
    second = [
        (90, _("Scenarios: read, complete, agree on the wording"), _("all; scenario book")),
        (15, _("Break"), ""),
        (60, _("First round: each judges alone, without talking"), _("experts; phone or paper")),
        (60, _("The spread is shown; those furthest apart speak first"), _("facilitator; screen")),
        (75, _("Lunch"), ""),
        (60, _("Second round: each may revise, and says why"), _("experts")),
        (60, _("What is weak here, and what would help"), _("all")),
        (30, _("Needs, owners, open points, date of the next look"), _("managing body")),
    ]  # fmt: skip
    return [Day(_("First day"), (9, 0), first), Day(_("Second day"), (9, 0), second)]


def _half_day() -> list[Day]:
    items = [
        (15, _("Welcome, mandate, what stays in the room"), _("managing body")),
        (15, _("General level of threat as the authorities announced it"), _("police")),
        (30, _("What already protects: the inventory, line by line"), _("all; inventory of measures")),
        (30, _("Scenarios: read, complete, agree on the wording"), _("all; scenario book")),
        (30, _("First round: each judges alone, without talking"), _("experts; phone or paper")),
        (15, _("Break"), ""),
        (40, _("The spread is shown; those furthest apart speak first; each may revise"), _("facilitator; screen")),
        (25, _("What is weak here, and what would help"), _("all")),
        (10, _("Open points, owners, date of the next look"), _("managing body")),
    ]  # fmt: skip
    return [Day(_("Morning"), (9, 0), items)]


def _ninety_minutes() -> list[Day]:
    items = [
        (10, _("Welcome, mandate, general level of threat as announced"), _("managing body, police")),
        (15, _("What already protects, and what changed since the last look"), _("all; inventory of measures")),
        (10, _("The three to five scenarios of today, read aloud"), _("facilitator; scenario book")),
        (15, _("First round: each judges alone, without talking"), _("experts; phone or paper")),
        (25, _("The spread is shown; those furthest apart speak first; each may revise"), _("facilitator; screen")),
        (15, _("What is weak here, open points, date of the next look"), _("managing body")),
    ]  # fmt: skip
    return [Day(_("One sitting"), (9, 0), items)]


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
        _("Date: ____________________    Room: ______________________________"),
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
        _("Date and time: ____________________    Room: ______________________________"),
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
