"""The assessment as tables: judgements, risk list, measures, findings."""

from typing import Any

from django.utils.translation import gettext as _

from parvis.assessment import queries
from parvis.content.queries import label, term
from parvis.reports.assessment import parts
from parvis.reports.assessment.case import Case
from parvis.reports.workbook import Grid


def tables(case: Case) -> list[Grid]:
    return [judgements(case), risk_list(case), measures(case), findings(case)]


def judgements(case: Case) -> Grid:
    """Both rounds, one line for each judgement, one column for each factor and each kind of consequence."""
    factors, kinds = case.method.factors, case.method.impacts
    titles = {story.pk: story.title for story in case.stories}
    rows = [
        [
            titles[given.scenario_id], case.experts[given.expert_id], given.round, _("yes") if given.standing else _("no"),
            *(given.values.get(factor.code) for factor in factors), *(given.impacts.get(kind.code) for kind in kinds),
            given.confidence, given.reason, given.revision, given.created.date(),
        ]
        for story in case.stories
        for given in case.judgements.get(story.pk, [])
    ]  # fmt: skip
    head = [
        _("Scenario"), _("Expert"), _("Round"), _("Stands"), *(label(factor.label) for factor in factors),
        *(label(kind.label) for kind in kinds), _("Confidence"), _("Why"), _("Why it changed"), _("Given on"),
    ]  # fmt: skip
    return Grid(_("Judgements"), head, rows)


def risk_list(case: Case) -> Grid:
    found = case.sheet.rows if case.sheet else []
    rows = [
        [
            place, row.scenario.title, row.scenario.get_family_display(), queries.zone_name(row.scenario), row.band,
            row.median, row.low, row.high, row.experts, row.agreement, row.first_chance, row.ranks[0], row.ranks[1],
            queries.knowledge_words(row.knowledge),
        ]
        for place, row in enumerate(found, 1)
    ]  # fmt: skip
    head = [
        _("No."), _("Scenario"), _("Family"), _("Zone"), _("Band"), _("Band, middle"), _("Band, lowest"), _("Band, highest"),
        _("Experts"), _("Agreement"), _("Chance to rank first"), _("Best rank"), _("Worst rank"), _("What is known"),
    ]  # fmt: skip
    return Grid(_("Risk list"), head, rows)


def measures(case: Case) -> Grid:
    rows = [
        [
            number, queries.measure_name(row), row.measure, parts.zone_of(row), term("measure_states", row.state),
            term("measure_origins", row.origin), row.owner, row.checked_on, row.note,
            row.geometry.centroid.x if row.geometry else None, row.geometry.centroid.y if row.geometry else None,
        ]
        for number, row in enumerate(case.measures, 1)
    ]  # fmt: skip
    head = [
        *parts.measure_head()[:2], _("From the catalogue"), _("Zone"), _("State"), _("Origin"), _("Owner"), _("Seen on"),
        _("Note"), _("Longitude"), _("Latitude"),
    ]  # fmt: skip
    return Grid(_("Measures"), head, rows)


def findings(case: Case) -> Grid:
    rows: list[list[Any]] = [
        [row.severity, row.code, row.text, "; ".join(row.subjects), row.hint, "", None] for row in case.findings
    ]
    rows += [
        [_("accepted"), row.code, row.text, about.label, row.hint, about.accepted.reason, about.accepted.until]
        for row in case.accepted
        for about in row.about
        if about.accepted
    ]
    head = [
        _("Grade"), _("Code"), _("What does not fit together"), _("About"), _("What would help"), _("Why it is accepted"),
        _("Until"),
    ]  # fmt: skip
    return Grid(_("Findings"), head, rows)
