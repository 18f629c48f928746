"""Method packs: scales with worded anchors, grids, bands, tiers and checks of an assessment."""

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from parvis.content.schemas.common import Code, Head, Mark, Once, Scale, Slug, Strict, Text, Texts

FactorCode = Literal["probability", "vulnerability", "consequence"]


class Step(Strict):
    """A step of the assessment, from the mandate to the review."""

    code: Code
    label: Text
    what: Text
    mark: Mark


class Factor(Strict):
    """What every expert judges on a scale."""

    code: FactorCode
    label: Text
    question: Text
    levels: Scale


class Impact(Strict):
    """One kind of consequence, with its own anchors; the worst kind counts, all are kept."""

    code: Code
    label: Text
    question: Text
    levels: Scale


class Grid(Strict):
    """A table that joins two scales: values[row][column], both counted from their lowest level."""

    rows: Literal["probability", "likelihood"]
    columns: Literal["vulnerability", "consequence"]
    values: list[list[Annotated[int, Field(ge=0, le=10)]]]

    @model_validator(mode="after")
    def _never_falls(self) -> "Grid":
        lines = [*self.values, *map(list, zip(*self.values, strict=True))]
        if any(after < before for line in lines for before, after in pairwise(line)):
            raise ValueError("grid_falls")
        return self


class Grids(Strict):
    """Probability and vulnerability give likelihood; likelihood and consequence give the band."""

    likelihood: Grid
    risk: Grid


class Band(Strict):
    """A band of risk and what it asks of the managing body."""

    value: Annotated[int, Field(ge=0, le=10)]
    label: Text
    asks: Text


class Tier(Strict):
    """A tier of proportionality: what is expected of a place of this kind and size."""

    code: Code
    number: Annotated[int, Field(ge=1, le=9)]
    label: Text
    from_people: Annotated[int, Field(ge=0)]
    below_people: Annotated[int, Field(ge=1)] | None = None
    raised_by: Texts = []
    expects: Texts


class Check(Strict):
    """Something inconsistent that the software points at; a person decides."""

    code: Code
    severity: Literal["note", "warning", "error"]
    text: Text
    hint: Text


class Question(Strict):
    """A question of a self-assessment, answered on site with a state of measure."""

    id: Slug
    text: Text
    why: Text
    zones: Once[Code] = []
    functions: Once[Code] = []


class MethodPack(Head):
    """A versioned method of assessment."""

    kind: Literal["method"]
    minutes: Annotated[int, Field(ge=5)]
    steps: Annotated[Once[Step], Field(min_length=1)]
    factors: Annotated[Once[Factor], Field(min_length=3, max_length=3)]
    consequence_rule: Literal["worst"]
    impacts: Annotated[Once[Impact], Field(min_length=1)]
    likelihood: Scale
    confidence: Scale
    grids: Grids
    bands: Annotated[Once[Band], Field(min_length=2)]
    tiers: Once[Tier] = []
    checks: Once[Check] = []
    questions: Once[Question] = []

    def factor(self, code: FactorCode) -> Factor:
        """The factor of that code; all three are always there."""
        return next(factor for factor in self.factors if factor.code == code)

    @model_validator(mode="after")
    def _grids_fit_the_scales(self) -> "MethodPack":
        if {factor.code for factor in self.factors} != {"probability", "vulnerability", "consequence"}:
            raise ValueError("factors")
        levels: dict[str, list[int]] = {
            factor.code: [level.value for level in factor.levels] for factor in self.factors
        }
        levels |= {"likelihood": [level.value for level in self.likelihood]}
        bands = [band.value for band in self.bands]
        _fits("likelihood", self.grids.likelihood, ("probability", "vulnerability"), levels, levels["likelihood"])
        _fits("risk", self.grids.risk, ("likelihood", "consequence"), levels, bands)
        if any([level.value for level in impact.levels] != levels["consequence"] for impact in self.impacts):
            raise ValueError("impact_scale")
        return self


def _fits(name: str, grid: Grid, axes: tuple[str, str], levels: dict[str, list[int]], results: list[int]) -> None:
    rows, columns = (len(levels[axis]) for axis in axes)
    sized = len(grid.values) == rows and all(len(row) == columns for row in grid.values)
    if (grid.rows, grid.columns) != axes or not sized:
        raise ValueError(f"grid_size:{name}")
    if not {value for row in grid.values for value in row} <= set(results):
        raise ValueError(f"grid_values:{name}")
