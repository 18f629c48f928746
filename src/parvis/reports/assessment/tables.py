"""The assessment as tables: judgements, risk list and how sure it is, measures, findings, questionnaire."""

from typing import Any

from django.utils.translation import gettext as _

from parvis.assessment import queries
from parvis.content.queries import label, term
from parvis.reports.assessment import parts
from parvis.reports.assessment.answers import lines
from parvis.reports.assessment.case import Case
from parvis.reports.workbook import Grid


def tables(case: Case) -> list[Grid]:
    return [judgements(case), risk_list(case), order(case), measures(case), findings(case), scores(case), answers(case)]


def judgements(case: Case) -> Grid:
    """Both rounds, one line for each judgement, one column for each factor and each kind of consequence."""
    factors, kinds = case.method.factors, case.method.impacts
    titles = {story.pk: story.title for story in case.stories}
    rows = [
        [
            titles[one.scenario_id], case.experts[one.expert_id], one.round, _("yes") if one.standing else _("no"),
            *(one.values.get(factor.code) for factor in factors), *(one.impacts.get(kind.code) for kind in kinds),
            *(cell for factor in factors for cell in one.ranges.get(factor.code, (None, None, None))),
            one.confidence, one.reason, one.revision, one.created.date(),
        ]
        for story in case.stories
        for one in case.judgements.get(story.pk, [])
    ]  # fmt: skip
    head = [
        _("Scenario"), _("Expert"), _("Round"), _("Stands"), *(label(factor.label) for factor in factors),
        *(label(kind.label) for kind in kinds), *(words for factor in factors for words in _range_head(label(factor.label))),
        _("Confidence"), _("Why"), _("Why it changed"), _("Given on"),
    ]  # fmt: skip
    return Grid(_("Judgements"), head, rows)


def _range_head(factor: str) -> list[str]:
    ends = (_("%(factor)s, lowest"), _("%(factor)s, highest"), _("%(factor)s, how sure in percent"))
    return [words % {"factor": factor} for words in ends]


def risk_list(case: Case) -> Grid:
    found = case.sheet.rows if case.sheet else []
    rows = [
        [
            place, row.scenario.title, row.scenario.get_family_display(), queries.zone_name(row.scenario), row.band,
            row.median, row.low, row.high, row.experts, row.agreement, row.first_chance,
            row.above_next, row.colour_percent / 100, row.ranks[0], row.ranks[1],
            queries.knowledge_words(row.knowledge),
        ]
        for place, row in enumerate(found, 1)
    ]  # fmt: skip
    head = [
        _("No."), _("Scenario"), _("Family"), _("Zone"), _("Band"), _("Band, middle"), _("Band, lowest"), _("Band, highest"),
        _("Experts"), _("Agreement"), _("Chance to rank first"), _("Chance to stand above the next"),
        _("How often the band holds"), _("Best rank"), _("Worst rank"), _("What is known"),
    ]  # fmt: skip
    return Grid(_("Risk list"), head, rows)


def order(case: Case) -> Grid:
    """What must be said beside the list: which neighbours could change places, and where bands mislead (Cox)."""
    sheet = case.sheet
    rows = [[_("Order"), words] for words in sheet.statements] if sheet else []
    rows += [[_("Bands"), words] for words in sheet.colours] if sheet else []
    return Grid(_("How sure the order is"), [_("About"), _("What must be said")], rows)


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


def scores(case: Case) -> Grid:
    """One line for each section and assessor: shares from 0, nothing is missing, to 1, everything is."""
    told = case.filled
    parts_of = [(_("All sections"), told.overall), *((part.label, part) for part in told.sections)] if told else []
    rows: list[list[Any]] = [
        [name, case.experts[voice.assessor.pk], voice.score.value, voice.score.low, voice.score.high, voice.score.coverage, part.words]
        for name, part in parts_of
        for voice in part.voices
    ]  # fmt: skip
    head = [_("Section"), _("Expert"), _("Missing"), _("Missing, lowest"), _("Missing, highest"), _("Seen"), _("Reads")]
    return Grid(_("Scores"), head, rows)


def answers(case: Case) -> Grid:
    names = {part.code: part.label for part in case.filled.sections} if case.filled else {}
    rows = [[names.get(code, code), *line] for code, *line in lines(case, case.filled)] if case.filled else []
    head = [_("Section"), _("Question"), _("Expert"), _("Zone"), _("Answer"), _("Note")]
    return Grid(_("Answers"), head, rows)
