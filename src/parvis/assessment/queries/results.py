"""Results for people: the risk list with every expert in it, and the two rows of the sheet of a place."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.queries import visible_to
from parvis.assessment.models import Assessment, Judgement, Scenario
from parvis.assessment.queries.methods import method_of
from parvis.assessment.queries.reading import judgements_shown, latest, scenarios
from parvis.assessment.rules import result as figures
from parvis.assessment.rules import states
from parvis.content.queries import label
from parvis.content.schemas import MethodPack
from parvis.people.models import Account
from parvis.places.models import Place


@dataclass(frozen=True)
class RiskRow:
    """One scenario of the risk list. Levels are bands counted from 1; `dots` holds one per expert."""

    scenario: Scenario
    dots: tuple[int, ...]
    low: int
    high: int
    median: int
    top: int
    band: str
    band_range: str  # "Plan to Act now" where experts differ, else the one band
    asks: str
    agreement: str
    wide: bool
    first_chance: float
    ranks: tuple[int, int]
    knowledge: str
    factors: dict[str, figures.Spread]
    cells: tuple[tuple[int, int], ...]  # row and column of each expert in the last grid, counted from 1
    figures: tuple[float, ...]  # what the formula of the method gives, one per expert; empty under grids
    experts: int
    middle: tuple[str, str]  # with an even number of experts the two middle bands may differ: both are shown
    above_next: float | None
    colours: tuple[float, ...]

    @property
    def first_percent(self) -> int:
        return round(100 * self.first_chance)

    @property
    def above_percent(self) -> int | None:
        return None if self.above_next is None else round(100 * self.above_next)

    @property
    def colour_percent(self) -> int:
        """In how many of a hundred draws the scenario keeps its band."""
        return round(100 * self.colours[self.median - 1])


@dataclass(frozen=True)
class Sheet:
    """The result of one assessment: the list from the gravest down, and what must be said beside it."""

    assessment: Assessment
    method: MethodPack
    rows: list[RiskRow]
    unjudged: list[Scenario]
    agreement: str
    reading: str  # good, tentative, discuss, too_few
    alpha: float
    interval: tuple[float, float]
    statements: list[str]
    experts: int
    open_orders: bool  # some neighbours of the list could change places
    colours: list[str]  # where a band is not sure, or the bands order two risks against their numbers
    misleads: bool


@dataclass(frozen=True)
class Indicator:
    """One row of the sheet of a place: where the gravest scenario stands, between which ends."""

    code: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    note: str
    when: datetime | None = None
    experts: int = 0


def sheet(account: Account | None, of: Assessment) -> Sheet | None:
    """The result of an assessment; None while each judges alone, or when nothing was judged."""
    shown = judgements_shown(account, [of])[of.pk] if of.state not in states.BLIND else []
    return sheet_of(of, list(scenarios(account, of)), shown)


def sheets(account: Account | None, wanted: list[Assessment]) -> dict[UUID, Sheet]:
    """The results of several assessments, read together; one without a result is left out."""
    shown = judgements_shown(account, wanted)
    stories: dict[UUID, list[Scenario]] = defaultdict(list)
    for story in visible_to(account, Scenario).filter(assessment__in=wanted).order_by("family", "created", "id"):
        stories[story.assessment_id].append(story)
    found = {of.pk: sheet_of(of, stories[of.pk], shown[of.pk]) for of in wanted if of.state not in states.BLIND}
    return {pk: one for pk, one in found.items() if one is not None}


def sheet_of(of: Assessment, stories: list[Scenario], shown: list[Judgement]) -> Sheet | None:
    """The same from rows that were read already."""
    method = method_of(of)
    if not method.factors:
        return None
    found = figures.result(_values(method, stories, shown), figures.rules_of(method))
    if found is None:
        return None
    experts = len({row.expert_id for row in shown})
    rows = [_row(method, stories, line) for line in found.lines]
    judged = {row.scenario.pk for row in rows}
    quoted = [_("“%(title)s”") % {"title": story.title} for story in stories]
    return Sheet(
        assessment=of,
        method=method,
        rows=rows,
        unjudged=[story for story in stories if story.pk not in judged],
        # The engine writes a point; readers of other languages expect their comma.
        agreement=found.alpha.sentence(_).replace(
            f"{found.alpha.value:.2f}", number_format(round(found.alpha.value, 2), 2)
        ),
        reading=found.reading,
        alpha=found.alpha.value,
        interval=(found.interval.low, found.interval.high),
        statements=[said.sentence(_) for said in found.statements(quoted)],
        experts=experts,
        open_orders=any(pair.could_flip for pair in found.robustness.pairs),
        colours=[said.sentence(_) for said in found.of_colours(quoted, [label(band.label) for band in method.bands])],
        misleads=bool(found.view.contradictions),
    )


def _values(method: MethodPack, stories: list[Scenario], shown: list[Judgement]) -> tuple[figures.Value, ...]:
    """Judgements as plain numbers, experts by their place in the order of their ids."""
    codes = [factor.code for factor in method.factors]
    sure = method.confidence[0].value - 1 if method.confidence else 0
    place = {story.pk: number for number, story in enumerate(stories)}
    expert = {pk: number for number, pk in enumerate(sorted({row.expert_id for row in shown}))}
    return tuple(
        sorted(
            figures.Value(
                expert[row.expert_id],
                place[row.scenario_id],
                tuple(row.values[code] for code in codes),
                row.confidence - sure,
                tuple(_span(row.ranges.get(code)) for code in codes),
            )
            for row in shown
            if row.scenario_id in place
        )
    )


def _span(given: list[int] | None) -> tuple[int, int, int] | None:
    return (given[0], given[1], given[2]) if given else None


def _row(method: MethodPack, stories: list[Scenario], line: figures.Line) -> RiskRow:
    bands = [label(band.label) for band in method.bands]
    band = line.band
    ends = _("%(low)s to %(high)s") % {"low": bands[band.low - 1], "high": bands[band.high - 1]}
    return RiskRow(
        scenario=stories[line.scenario],
        dots=band.dots,
        low=band.low,
        high=band.high,
        median=band.median,
        top=len(bands),
        band=bands[band.median - 1],
        band_range=ends if band.width else bands[band.median - 1],
        asks=label(method.bands[band.median - 1].asks),
        agreement=agreement_words(band.width, len(band.dots), wide=line.wide),
        wide=line.wide,
        first_chance=line.first,
        ranks=line.ranks,
        knowledge=line.knowledge,
        factors=line.factors,
        cells=line.cells,
        figures=line.figures,
        experts=len(band.dots),
        middle=(bands[band.middle[0] - 1], bands[band.middle[1] - 1]),
        above_next=line.above_next,
        colours=line.colours,
    )


def agreement_words(width: int, experts: int, *, wide: bool) -> str:
    """How near the experts are to one another on one scenario."""
    if experts == 1:
        return _("one expert only")
    if wide:
        return _("experts disagree: discuss")
    return _("close together") if width else _("agreed")


def knowledge_words(strength: str) -> str:
    """How much is known behind a judgement, in words."""
    return {
        "unknown": _("not stated"),
        "weak": _("weak: mostly guesses"),
        "moderate": _("moderate: facts are missing"),
        "strong": _("strong: seen and tested"),
    }[strength]


def newest_sheet(account: Account | None, place: Place) -> Sheet | None:
    """The result of the newest assessment of a place whose judgements may be read; None when there is none."""
    newest = latest(account, place)
    return sheet(account, newest) if newest else None


def attack_and_everyday(found: Sheet | None) -> list[Indicator]:
    """Two rows for the sheet of a place. Each stands for its gravest scenario: ordinal levels are not averaged."""
    return [_indicator("attack", _("Attack risk"), found), _indicator("everyday", _("Everyday harm"), found)]


def _indicator(family: str, name: str, found: Sheet | None) -> Indicator:
    mine = [row for row in found.rows if row.scenario.family == family] if found else []
    if not mine or found is None:
        return Indicator(family, name, None, None, None, _("not assessed"))
    worst = mine[0]
    when = found.assessment.closed or found.assessment.discussing_since

    def share(band: int) -> float:
        return (band - 1) / (worst.top - 1)

    people = ngettext("%(n)d expert", "%(n)d experts", worst.experts) % {"n": worst.experts}
    note = _("%(band)s · %(people)s · %(date)s") % {
        "band": worst.band_range,
        "people": people,
        "date": date_format(when, "YEAR_MONTH_FORMAT") if when else "",
    }
    return Indicator(family, name, share(worst.median), share(worst.low), share(worst.high), note, when, worst.experts)
