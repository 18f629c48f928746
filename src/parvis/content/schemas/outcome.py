"""How a method comes from judged factors to a band: grids that are looked up one after the other, or a formula."""

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator

from parvis.content.schemas.common import Code, Once, Scale, Strict, Text, Wording


class Grid(Strict):
    """A table that joins two scales: values[row][column], both counted from their lowest level.

    Rows and columns name a factor or an earlier grid. The last grid gives bands; `levels` words what the others give.
    """

    code: Code
    label: Text
    rows: Code
    columns: Code
    values: list[list[Annotated[int, Field(ge=0, le=20)]]]
    levels: Scale | None = None

    @model_validator(mode="after")
    def _never_falls(self) -> "Grid":
        lines = [*self.values, *map(list, zip(*self.values, strict=True))]
        if any(after < before for line in lines for before, after in pairwise(line)):
            raise ValueError("grid_falls")
        return self


class Grids(Strict):
    """Look-ups: nothing is added or multiplied."""

    by: Literal["grids"]
    grids: Annotated[Once[Grid], Field(min_length=1, max_length=4)]


class Formula(Strict):
    """A figure from the factors' levels; each band says from which figure on it holds."""

    by: Literal["formula"]
    expression: Annotated[Wording, Field(max_length=500)]
    words: Text  # what the formula does and what it cannot say


Outcome = Annotated[Grids | Formula, Field(discriminator="by")]


class Band(Strict):
    """A band of risk and what it asks of the managing body."""

    value: Annotated[int, Field(ge=0, le=20)]
    label: Text
    asks: Text
    from_figure: float | int | None = None  # with a formula: the lowest figure of the band


def check_grids(grids: Grids, scales: dict[str, list[int]], bands: list[int]) -> None:
    """Every grid fits the scales that it joins and gives what the next one, or the list of bands, knows."""
    known = dict(scales)
    for place, grid in enumerate(grids.grids):
        for axis in (grid.rows, grid.columns):
            if axis not in known:
                raise ValueError(f"unknown:{axis}")
        rows, columns = len(known[grid.rows]), len(known[grid.columns])
        if len(grid.values) != rows or any(len(row) != columns for row in grid.values):
            raise ValueError(f"grid_size:{grid.code}")
        last = place == len(grids.grids) - 1
        results = bands if last else [level.value for level in grid.levels or []]
        if not {value for row in grid.values for value in row} <= set(results):
            raise ValueError(f"grid_values:{grid.code}")
        known[grid.code] = results
