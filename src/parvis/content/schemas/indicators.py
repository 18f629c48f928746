"""Indicator packs: short surveys with their rules of anonymity and what is counted."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from parvis.content.schemas.common import Code, Head, Once, Strict, Term, Text, Wording


class Anonymity(Strict):
    """What may be published: nothing about fewer people than these thresholds."""

    public_minimum: Annotated[int, Field(ge=11)]
    partner_minimum: Annotated[int, Field(ge=5)]
    free_text_public: Literal[False]
    grid_metres: Annotated[int, Field(ge=100)]
    time_resolution: Literal["month", "quarter", "year"]
    asks: Text


class Option(Strict):
    """An answer that can be chosen."""

    code: Code
    label: Text


class Item(Strict):
    """A question of the survey."""

    code: Code
    theme: Code
    text: Text
    type: Literal["single", "multiple", "scale", "words", "spot"]
    options: Once[Option] = []
    most: Annotated[int, Field(ge=1)] | None = None
    lowest: int | None = None
    highest: int | None = None
    lowest_label: Text | None = None
    highest_label: Text | None = None
    required: bool = False

    @model_validator(mode="after")
    def _has_what_its_type_needs(self) -> "Item":
        chosen = self.type in {"single", "multiple"}
        scaled = self.type == "scale"
        bounds = (self.lowest, self.highest, self.lowest_label, self.highest_label)
        if chosen != bool(self.options) or scaled != all(bound is not None for bound in bounds):
            raise ValueError(f"item_type:{self.code}")
        return self


class Indicator(Strict):
    """What is counted from the answers."""

    code: Code
    label: Text
    definition: Text
    item: Code
    statistic: Literal["share", "mean", "count"]
    counts: Once[Code] = []
    base: Once[Code] = []
    like: Wording | None = None


class IndicatorsPack(Head):
    """A survey, how its answers stay unnamed, and the indicators drawn from it."""

    kind: Literal["indicators"]
    minutes: Annotated[int, Field(ge=1, le=60)]
    introduction: Text
    thanks: Text
    anonymity: Anonymity
    themes: Annotated[Once[Term], Field(min_length=1)]
    items: Annotated[Once[Item], Field(min_length=1)]
    indicators: Once[Indicator]

    @model_validator(mode="after")
    def _everything_named_exists(self) -> "IndicatorsPack":
        themes = {theme.code for theme in self.themes}
        options = {item.code: {option.code for option in item.options} for item in self.items}
        missing = {item.theme for item in self.items} - themes
        for indicator in self.indicators:
            missing |= {indicator.item} - set(options)
            missing |= {*indicator.counts, *indicator.base} - options.get(indicator.item, set())
        if missing:
            raise ValueError("unknown:" + ", ".join(sorted(missing)))
        return self
