"""Method packs: what experts judge or answer, how it becomes a band, and what is expected of a place."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from parvis.content.schemas.common import Code, Head, Mark, Once, Scale, Strict, Text, Texts, Urn, Version
from parvis.content.schemas.outcome import Band, Formula, Grids, Outcome, check_grids
from parvis.content.schemas.questionnaire import Questionnaire
from parvis.engines.risk.errors import FormulaError
from parvis.engines.risk.formula import Formula as Expression


class Step(Strict):
    """A step of the assessment, from the mandate to the review."""

    code: Code
    label: Text
    what: Text
    mark: Mark


class Kind(Strict):
    """One kind of consequence, with its own anchors; the worst kind counts, all are kept."""

    code: Code
    label: Text
    question: Text
    levels: Scale


class Factor(Strict):
    """What every expert judges on a scale: as a level, or as lowest, highest, best and confidence (`ask: range`)."""

    code: Code
    label: Text
    question: Text
    levels: Scale
    ask: Literal["level", "range"] = "level"
    kinds: Once[Kind] = []

    @property
    def values(self) -> list[int]:
        return [level.value for level in self.levels]


def _unsaid(value: object) -> bool:
    """Left out of what is kept: a pack that says nothing of it stays the same pack, byte for byte."""
    return value is None


class Tier(Strict):
    """A tier of proportionality: what is expected of a place of this kind and size.

    A tier without `from_people` follows from no number: a person chooses it. `unmet` says how much an expectation that
    is not met weighs at this tier; where it is silent, as much as the check of the software.
    """

    code: Code
    number: Annotated[int, Field(ge=1, le=9)]
    label: Text
    from_people: Annotated[int, Field(ge=0)] | None = None
    below_people: Annotated[int, Field(ge=1)] | None = None
    raised_by: Texts = []
    expects: Texts
    unmet: Annotated[Literal["note", "warning", "error"] | None, Field(exclude_if=_unsaid)] = None


def _off(value: object) -> object:
    """YAML reads a bare `off` as false."""
    return "off" if value is False else value


class Check(Strict):
    """Another severity or other words for a check of the software, by its code; `off` leaves it out in this method."""

    code: Code
    severity: Annotated[Literal["off", "note", "warning", "error"], BeforeValidator(_off)]
    text: Text | None = None
    hint: Text | None = None


def _whole(value: object) -> object:
    """The keys of JSON are texts; a level is a number."""
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else value


Carried = dict[Code, dict[Annotated[int, BeforeValidator(_whole)], int]]


class CarriedOver(Strict):
    """What becomes of values given under an older version whose scales differ: code to old level to new level.

    Each changed factor and answer scale is named. A level without a counterpart, and a map without any, is shown as it
    was given and not compared.
    """

    version: Version
    words: Text
    factors: Carried = {}
    scales: Carried = {}


class MethodPack(Head):
    """A versioned method of assessment: judged scenarios, a questionnaire, or both."""

    kind: Literal["method"]
    minutes: Annotated[int, Field(ge=5)]
    steps: Annotated[Once[Step], Field(min_length=1)]
    threats: Once[Urn] = []  # the lists from which scenarios are taken; none named: all that are in use
    factors: Annotated[Once[Factor], Field(max_length=8)] = []
    outcome: Outcome | None = None
    aggregate: Literal["median", "mean_of_bounds"] = "median"
    confidence: Scale | None = None
    bands: Once[Band] = []
    questionnaire: Questionnaire | None = None
    tiers: Once[Tier] = []
    checks: Once[Check] = []
    carried_over: Once[CarriedOver] = []

    def factor(self, code: str) -> Factor:
        """The factor of that code; StopIteration when the method has none."""
        return next(factor for factor in self.factors if factor.code == code)

    @property
    def kinds_factor(self) -> Factor | None:
        """The factor that is judged kind by kind, where there is one."""
        return next((factor for factor in self.factors if factor.kinds), None)

    @property
    def impacts(self) -> list[Kind]:
        """The kinds of consequence."""
        return self.kinds_factor.kinds if self.kinds_factor else []

    @model_validator(mode="after")
    def _holds_together(self) -> "MethodPack":
        if not self.factors and self.questionnaire is None:
            raise ValueError("empty_method")
        if bool(self.factors) != (self.outcome is not None and self.confidence is not None and len(self.bands) > 1):
            raise ValueError("half_method")
        for factor in self.factors:
            if any([level.value for level in kind.levels] != factor.values for kind in factor.kinds):
                raise ValueError("impact_scale")
        if sum(bool(factor.kinds) for factor in self.factors) > 1:
            raise ValueError("two_kinds")
        scales = {factor.code: factor.values for factor in self.factors}
        if isinstance(self.outcome, Grids):
            check_grids(self.outcome, scales, [band.value for band in self.bands])
        elif isinstance(self.outcome, Formula):
            _check_formula(self.outcome, scales, self.bands)
        for entry in self.carried_over:
            _check_carried(self, entry)
        return self


def _check_carried(method: MethodPack, entry: CarriedOver) -> None:
    """Old levels become levels that exist, and their order is kept; where an answer's better end turned, reversed."""
    form = method.questionnaire
    answers = {scale.code: [level.value for level in scale.levels] for scale in form.scales} if form else {}
    factors = {factor.code: factor.values for factor in method.factors}
    for known, maps in ((factors, entry.factors), (answers, entry.scales)):
        for code, levels in maps.items():
            new = [levels[old] for old in sorted(levels)]
            orders = [sorted(new), sorted(new, reverse=True)] if known is answers else [sorted(new)]
            if not set(new) <= set(known.get(code, ())) or new not in orders:
                raise ValueError(f"carried:{code}, {entry.version}")


def _check_formula(outcome: Formula, scales: dict[str, list[int]], bands: list[Band]) -> None:
    try:
        lowest, _highest = Expression.parse(outcome.expression, list(scales)).check(scales)
    except FormulaError as error:
        raise ValueError(f"formula_{error.code}:{error.detail}") from error
    froms = [band.from_figure for band in bands]
    known = [figure for figure in froms if figure is not None]
    if len(known) != len(froms) or known != sorted(set(known)) or known[0] > lowest:
        raise ValueError("band_figures:" + ", ".join(map(str, froms)))
