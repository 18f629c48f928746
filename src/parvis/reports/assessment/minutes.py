"""The minutes: who was there, what was revised and why, decisions, open points; the rest is written by hand."""

from collections import defaultdict
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.assessment.models import Judgement, Scenario
from parvis.assessment.queries import RiskRow
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
    rows = [["☐", str(seat.account or ""), home_of(seat), seat.get_circle_display()] for seat in case.team]
    head = [_("Present"), _("Name"), _("Organisation"), _("Circle")]
    words = [_("Date: ____________________    Room: ______________________________")]
    if not rows:
        words.append(_("Nobody is in the team yet."))
    return Section(_("Who was there"), words, Table(head, rows) if rows else None, lines=ROOM)


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
            lines.append([case.experts[expert], "; ".join(changed), last.revision or last.reason or parts.NONE])
    words = [f"{row.band_range}: {row.agreement}."] if row else []
    if case.sheet and not lines:
        words.append(_("Nobody revised a value."))
    head = [_("Expert"), _("Revised"), _("Why")]
    return Section(story.title, words, Table(head, sorted(lines)) if lines else None, lines=ROOM, level=2)


def _decisions(case: Case) -> Section:
    points = [f"{row.title} ({row.get_state_display()})" for row in case.weaknesses]
    words = [_("Written down as weak:")] if points else [_("No weakness was written down.")]
    return Section(_("Decisions"), words, points=points, lines=ROOM)


def _open(case: Case) -> Section:
    points = [": ".join([row.text, *(["; ".join(row.subjects)] if row.subjects else [])]) for row in case.findings]
    return Section(_("Open points"), [] if points else [_("The checks found nothing.")], points=points, lines=ROOM)
