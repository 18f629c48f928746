"""Duty packs: what the law of a country asks to be exercised, how often, and what counts. No legal advice."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from parvis.content.schemas.common import Code, Head, Mark, Once, Strict, Text

PlanKind = Literal["site", "event", "municipal", "other"]


class Duty(Strict):
    """One duty. It comes every so many `years`, or once in each school year that begins on `year_begins` (MM-DD).

    `ask`: the authority that can say whether it applies. `report`: a written after-action report belongs to it.
    `members`: one exercise may fulfil it for several plans, as an inter-municipal one does for its members.
    """

    code: Code
    mark: Mark
    label: Text
    what: Text
    ask: Text
    kinds: Annotated[list[PlanKind], Field(min_length=1)]
    years: Annotated[int, Field(ge=1, le=20)] | None = None
    year_begins: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")] | None = None
    counts: Annotated[list[Literal["exercise", "activation"]], Field(min_length=1)]
    report: bool = False
    members: bool = False
    checked_on: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    url: str

    @model_validator(mode="after")
    def _comes_in_one_way(self) -> "Duty":
        if (self.years is None) == (self.year_begins is None):
            raise ValueError(f"duty_rhythm:{self.code}")
        date.fromisoformat(self.checked_on)
        return self


class DutiesPack(Head):
    """The duties of one country."""

    kind: Literal["duties"]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    duties: Annotated[Once[Duty], Field(min_length=1)]
