"""The minutes: who was there, what was revised and why, decisions, open points; the rest is written by hand."""

from collections import defaultdict
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.assessment.models import Judgement, Scenario, WorkshopNote
from parvis.assessment.queries import RiskRow
from parvis.content.language import listed
from parvis.content.queries import label
from parvis.reports.assessment import parts, risks
from parvis.reports.assessment.case import Case, home_of
from parvis.reports.document import Document, Section, Table
from parvis.reports.frame import framed

ROOM = 2


def minutes(case: Case) -> Document:
    bands = {row.scenario.pk: row for row in case.sheet.rows} if case.sheet else {}
    talked = [_talk(case, story, bands.get(story.pk)) for story in case.stories]
    return framed(
        title=_("Minutes of the workshop"),
        subtitle=f"{case.of.title} · {case.place.name} · {case.condition} · {case.method_words}",
        tlp=case.marking().label,
        made=case.today,
        made_words=_("Made on %(date)s") % {"date": date_format(case.today, "DATE_FORMAT")},
        sections=[
            _present(case),
            Section(_("Scenario by scenario"), [] if case.sheet else [risks.no_result(case)]),
            *talked,
            _decisions(case),
            _open(case),
        ],
        sources=parts.sources(case),
        signature_lines=[_("Facilitator"), _("For the managing body")],
    )


def _present(case: Case) -> Section:
    """Who signed in at the workshops; before that the team, to be ticked."""
    head = [_("Present"), _("Name"), _("Organisation"), _("Circle")]
    if case.meetings:
        rows = [
            [_("yes"), who, parts.day(timezone.localtime(found.workshop.starts).date()), found.workshop.where]
            for found in case.meetings
            for who in found.attended
        ]
        head = [_("Present"), _("Name"), _("Date"), _("Room")]
        words = [f"{found.workshop.title}: {found.agenda}" for found in case.meetings]
        return Section(_("Who was there"), words, Table(head, rows) if rows else None, lines=0 if rows else ROOM)
    rows = [["☐", str(seat.account or ""), home_of(seat), seat.get_circle_display()] for seat in case.team]
    words = [_("Date: ____________________    Room: ______________________________")]
    if not rows:
        words.append(_("Nobody is in the team yet."))
    return Section(_("Who was there"), words, Table(head, rows) if rows else None, lines=ROOM)


def _noted(case: Case, kind: WorkshopNote.Kind, story: Scenario | None = None) -> list[str]:
    """The lines of the minutes of that kind; of one scenario, or all where none is named."""
    topics = [topic for found in case.meetings for topic in found.topics]
    wanted = [topic for topic in topics if story is None or (topic.scenario and topic.scenario.pk == story.pk)]
    return [note.text for topic in wanted for note in topic.notes if note.kind == kind]


def _talk(case: Case, story: Scenario, row: RiskRow | None) -> Section:
    """The values that were revised, by whom, and why; then room for what was said."""
    rounds: dict[UUID, list[Judgement]] = defaultdict(list)
    for given in case.judgements.get(story.pk, []):
        rounds[given.expert_id].append(given)
    lines = []
    for expert, both in rounds.items():
        first, last = both[0], both[-1]
        changed = [
            f"{label(factor.label)}: {first.values.get(factor.code)} → {last.values.get(factor.code)}"
            for factor in case.method.factors
            if first.values.get(factor.code) != last.values.get(factor.code)
        ]
        if changed:
            lines.append([case.experts[expert], listed(changed), last.revision or last.reason or parts.NONE])
    words = [f"{row.band_range}: {row.agreement}."] if row else []
    if case.sheet and not lines:
        words.append(_("Nobody revised a value."))
    head = [_("Expert"), _("Revised"), _("Why")]
    said = _noted(case, WorkshopNote.Kind.SAID, story)
    table = Table(head, sorted(lines)) if lines else None
    return Section(story.title, words, table, points=said, lines=0 if said else ROOM, level=2)


def _decisions(case: Case) -> Section:
    points = [f"{row.title} ({row.get_state_display()})" for row in case.weaknesses]
    words = [found.workshop.closing_words for found in case.meetings if found.workshop.closing_words]
    words += _noted(case, WorkshopNote.Kind.DECIDED)
    words.append(_("Written down as weak:") if points else _("No weakness was written down."))
    return Section(_("Decisions"), words, points=points, lines=ROOM)


def _open(case: Case) -> Section:
    points = [": ".join([row.text, *([listed(row.subjects)] if row.subjects else [])]) for row in case.findings]
    words = [] if points else [_("The checks found nothing.")]
    return Section(_("Open points"), _noted(case, WorkshopNote.Kind.OPEN) + words, points=points, lines=ROOM)
