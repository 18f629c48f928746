"""Criteria packs: the tree on which options are evaluated, its scale, its default weights."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from parvis.content.schemas.common import Code, Head, Once, Scale, Strict, Term, Text
from parvis.content.schemas.measures import SideEffectOn


class Anchors(Strict):
    """What the lowest, the middle and the highest score look like on this criterion."""

    low: Text
    middle: Text
    high: Text


class Criterion(Strict):
    """A leaf of the tree. A knock-out carries no weight: below its minimum an option is out."""

    code: Code
    head: Code
    label: Text
    definition: Text
    anchors: Anchors
    weight: Annotated[int, Field(ge=0, le=100)]
    knock_out: bool = False
    minimum: Annotated[int, Field(ge=0, le=10)] | None = None
    side_effect: SideEffectOn | None = None


class CriteriaPack(Head):
    """A criteria tree with default weights that sum to 100; the managing body sets its own."""

    kind: Literal["criteria"]
    scale: Scale
    heads: Annotated[Once[Term], Field(min_length=1)]
    criteria: Annotated[Once[Criterion], Field(min_length=2)]

    @model_validator(mode="after")
    def _tree_holds(self) -> "CriteriaPack":
        heads = {head.code for head in self.heads}
        values = {level.value for level in self.scale}
        for criterion in self.criteria:
            if criterion.head not in heads:
                raise ValueError(f"unknown:{criterion.head}")
            if criterion.knock_out != (criterion.minimum is not None) or (criterion.knock_out and criterion.weight):
                raise ValueError(f"knock_out:{criterion.code}")
            if criterion.minimum is not None and criterion.minimum not in values:
                raise ValueError(f"knock_out:{criterion.code}")
        total = sum(criterion.weight for criterion in self.criteria)
        if total != 100:  # noqa: PLR2004 - per cent
            raise ValueError(f"weights:{total}")
        return self
