"""The risk list in documents: every expert's values of both rounds, the spread, agreement, how sure the order is."""

from collections import defaultdict
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.assessment import queries
from parvis.assessment.models import Judgement
from parvis.assessment.rules import states
from parvis.content.queries import label
from parvis.content.schemas.outcome import Grids
from parvis.reports import drawing
from parvis.reports.assessment import parts
from parvis.reports.assessment.case import Case
from parvis.reports.document import Picture, Section, Table

#: From this many scenarios on the grids are left out: the tables say the same, and nobody leafs through 100 pictures.
MOST_GRIDS = 25


def no_result(case: Case) -> str:
    if case.of.state in states.BLIND:
        return _("The judgements are not shown yet: each expert still judges alone.")
    return _("Nobody judged anything in this assessment.")


def sections(case: Case) -> list[Section]:
    """The list, its picture, how sure the order is, then one scenario after the other."""
    if case.sheet is None:
        listed = [Section(_("Risk list"), [no_result(case)])]
    else:
        listed = [_list(case, case.sheet), _order(case.sheet)]
    left_out = [[label_of(code), reason] for code, reason in sorted(case.of.left_out.items())]
    if left_out:
        table = Table([_("Threat"), _("Why it was left out")], left_out)
        listed.append(Section(_("Threats left out"), table=table, level=2))
    return [
        *listed,
        Section(_("Scenario by scenario"), [] if case.stories else [_("No scenario is written yet.")]),
        *_stories(case),
    ]


def label_of(code: str) -> str:
    known = queries.picks()
    return known[code].label if code in known else code


def _list(case: Case, sheet: queries.Sheet) -> Section:
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        low, high = row.ranks
        ranks = str(low) if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
        rows.append([
            f"{number}. {row.scenario.title}", row.band_range, f"{row.colour_percent} %", row.agreement,
            f"{row.first_percent} %", parts.NONE if row.above_percent is None else f"{row.above_percent} %", ranks,
            queries.knowledge_words(row.knowledge),
        ])  # fmt: skip
    head = [
        _("Scenario"), _("Band"), _("Band holds in"), _("Agreement"), _("Chance to rank first"),
        _("Stands above the next in"), _("Ranks"), _("What is known"),
    ]  # fmt: skip
    strips = [drawing.Strip(f"{n}. {row.scenario.title}", row.dots, row.median) for n, row in enumerate(sheet.rows, 1)]
    words = _(
        "The spread: one dot is one expert, the tick is the middle, the bar behind it the range. The numbers stand in the tables."
    )
    bands = [label(band.label) for band in case.method.bands]
    read = _(
        "A band is a view: beside it stands in how many of a hundred repeated draws it holds, and in how many the scenario stands above the next one."
    )
    found = Section(
        _("Risk list"),
        [sheet.agreement, read],
        Table(head, rows),
        pictures=[Picture(drawing.spread(strips, bands), words)],
    )
    if sheet.unjudged:
        titles = ", ".join(story.title for story in sheet.unjudged)
        found.words.append(_("Not judged by anybody: %(titles)s.") % {"titles": titles})
    return found


def _order(sheet: queries.Sheet) -> Section:
    words = [] if sheet.statements else [_("No two neighbours of the list would change places.")]
    return Section(_("How sure the order is"), words, points=[*sheet.statements, *sheet.colours], level=2)


def _stories(case: Case) -> list[Section]:
    by_story = {row.scenario.pk: row for row in case.sheet.rows} if case.sheet else {}
    order = {pk: place for place, pk in enumerate(by_story)}
    stories = sorted(case.stories, key=lambda story: order.get(story.pk, len(order)))
    found = []
    for number, story in enumerate(stories, 1):
        told = story.narrative or _("No story is written yet.")
        found.append(
            Section(
                f"{number}. {story.title}",
                [told],
                parts.story_facts(case, story),
                pictures=parts.sketch(case, story, 0.6),
                level=2,
            )
        )
        row = by_story.get(story.pk)
        if row:
            pictures = _grid(case, row) if len(by_story) <= MOST_GRIDS else []
            title = _("Judgements on “%(title)s”") % {"title": story.title}
            words = [f"{row.band_range}: {row.agreement}."]
            if any(given.ranges for given in case.judgements[story.pk]):
                words.append(
                    _(
                        "In brackets: the lowest and the highest that is still possible, and how sure the expert is of it."
                    )
                )
            found.append(Section(title, words, _values(case, case.judgements[story.pk]), pictures=pictures, level=2))
    return found


def _grid(case: Case, row: queries.RiskRow) -> list[Picture]:
    outcome = case.method.outcome
    if not isinstance(outcome, Grids) or not row.cells:
        return []
    last = outcome.grids[-1]
    places = {band.value: place for place, band in enumerate(case.method.bands, 1)}
    bands = [[places[cell] for cell in line] for line in last.values]
    names = {factor.code: label(factor.label) for factor in case.method.factors}
    names |= {grid.code: label(grid.label) for grid in outcome.grids}
    words = _(
        "Where each expert's values lead: %(rows)s upwards, %(columns)s to the right; the number in a field is its band."
    )
    axes = {"rows": names[last.rows], "columns": names[last.columns]}
    return [Picture(drawing.grid(bands, row.cells, axes["rows"], axes["columns"]), words % axes, 0.4)]


def _values(case: Case, rows: list[Judgement]) -> Table:
    """One line an expert: the value that stands, what it was before, and why."""
    rounds: dict[UUID, list[Judgement]] = defaultdict(list)
    for row in rows:
        rounds[row.expert_id].append(row)
    sure = {level.value: label(level.label) for level in case.method.confidence or []}
    lines = []
    for expert, given in sorted(rounds.items(), key=lambda pair: case.experts[pair[0]]):
        first, last = given[0], given[-1]
        why = [last.reason] + ([_("Changed because: %(words)s") % {"words": last.revision}] if last.revision else [])
        values = [value(first, last, factor.code) for factor in case.method.factors]
        lines.append(
            [
                case.experts[expert],
                *values,
                sure.get(last.confidence, parts.NONE),
                " ".join(filter(None, why)) or parts.NONE,
            ]
        )
    factors = [label(factor.label) for factor in case.method.factors]
    return Table([_("Expert"), *factors, _("Sure?"), _("Why")], lines)


def value(first: Judgement, last: Judgement, factor: str) -> str:
    """The value that stands, with that of the first round where it was revised, and its range where one was given."""
    now, before = last.values.get(factor), first.values.get(factor)
    said = f"{now}" if before == now else f"{before} → {now}"
    if factor in last.ranges:
        low, high, sure = last.ranges[factor]
        said += f" ({low} … {high}, {sure} %)"
    return said
