"""The check of a plan as a document: the answer first, then everything that it rests on."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.plans.rules.verdict import verdict
from parvis.reports.document import Document, Picture, Section, Table
from parvis.reports.frame import framed
from parvis.reports.plan import tables
from parvis.reports.plan.drawing import spans
from parvis.reports.plan.paper import Paper, Said
from parvis.reports.workbook import Grid


def report(of: Paper) -> Document:
    """In the order in which the page of the check tells it."""
    sections = [_answer(of), *_clocked(of)] if of.result else [_refused(of)]
    sections.append(_findings(of))
    if of.fixed:
        sections.append(
            Section(_("Fixed since"), points=[f"{one.rule}: {one.sentence} ({one.state})" for one in of.fixed])
        )
    if of.result:
        sections.append(Section(_("How far to trust this"), points=tables.trusted(of)))
    edition = _("Edition %(edition)s, checked on %(date)s") % {
        "edition": of.run.edition, "date": date_format(of.run.ended or of.run.asked, "DATE_FORMAT")
    }  # fmt: skip
    return framed(
        title=_("Check of the plan: %(title)s") % {"title": of.plan.title},
        subtitle=f"{of.plan.place.name} · {edition}",
        tlp=of.marking.label,
        made=of.today,
        made_words=_("Made on %(date)s") % {"date": date_format(of.today, "DATE_FORMAT")},
        sections=sections,
        sources=[
            _("The plan as it stands in Parvis, %(city)s; its durations are estimates or times seen in exercises") % {"city": settings.CITY_NAME}
        ],
        signature_lines=[_("Safety coordinator"), _("For the managing body")],
    )  # fmt: skip


def _table(grid: Grid) -> Table | None:
    return Table(grid.head, [[str(cell) for cell in row] for row in grid.rows]) if grid.rows else None


def _answer(of: Paper) -> Section:
    assert of.result
    words = verdict(of.result)
    if of.old:
        words.append(_old(of))
    return Section(_("In short"), words)


def _old(of: Paper) -> str:
    return _("This is older than the plan: it was found in edition %(old)s, the plan is at edition %(new)s.") % {
        "old": of.run.edition, "new": of.plan.edition
    }  # fmt: skip


def _refused(of: Paper) -> Section:
    words = [_old(of)] if of.old else []
    return Section(_("The plan cannot be put on a clock yet"), words, points=of.refused)


def _clocked(of: Paper) -> list[Section]:
    assert of.result
    grid = tables.milestones(of)
    drawn = Picture(
        spans(of.result),
        _("P50, P80 and P95 of each milestone, and its target, on one clock. The table says the same."),
    )
    about = _(
        "P50, P80, P95: half, four in five, nineteen in twenty of the runs are done by then. Beside the chance stands its range."
    )
    single = [row.name for row in of.result.single]
    lost = [_("Single points of failure:") + " " + "; ".join(single)] if single else [_("No single point of failure")]
    tried = [
        _(
            "The same plan with one thing changed, under the same random numbers. Each change stands with the milestone that gains most."
        ),
        _(
            "What a measure saves is what a person says that it changes, with the reason: compare, do not trust single minutes."
        ),
    ]
    full = _(
        "How many tasks and calls are wanted of each role, if everybody began when they could; the mean of all runs. The last column says in which share of the time more is wanted than the role can do at once."
    )
    return [
        Section(_("When the milestones are reached"), [about], _table(grid), pictures=[drawn] if grid.rows else []),
        Section(_("Critical path"), [_("The tasks that must not last longer, on expected durations.")], _table(tables.path(of))),
        Section(_("What stops it"), lost, _table(tables.losses(of))),
        Section(_("What would help"), tried, _table(tables.what_if(of))),
        Section(_("What drives delay"), [], _table(tables.drivers(of))),
        Section(_("Load of the roles"), [full], _table(tables.load(of))),
    ]  # fmt: skip


def _findings(of: Paper) -> Section:
    """By rule: what was found, how each stands; why it matters and the way out once."""
    words = [] if of.findings else [_("No gap was found")]
    rows = []
    for rule in dict.fromkeys(one.rule for one in of.findings):
        same = [one for one in of.findings if one.rule == rule]
        rows.append([f"{rule} · {same[0].severity}", _lines(same), f"{same[0].why} {same[0].fix}"])
    head = [_("Rule and weight"), _("What was found, and how it stands"), _("Why it matters, and a way out")]
    return Section(_("What does not hold together"), words, Table(head, rows) if rows else None)


def _lines(same: list[Said]) -> str:
    """Findings of one rule; how each stands only where somebody judged it."""
    lines = [one.sentence if one.state == _("open") else f"{one.sentence} [{one.state}]" for one in same]
    return "\n".join(lines)
