"""Workshop packs: agendas with durations, for a team that assesses a place."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from parvis.content.schemas.common import Code, Head, Mark, Once, Strict, Text


class Item(Strict):
    """One point of an agenda."""

    code: Code
    day: Annotated[int, Field(ge=1, le=5)]
    minutes: Annotated[int, Field(ge=5, le=480)]
    label: Text
    what: Text


def _day_after_day(items: list[Item]) -> list[Item]:
    days = [item.day for item in items]
    if days != sorted(days) or set(days) != set(range(1, max(days) + 1)):
        raise ValueError("scale:" + ", ".join(map(str, days)))
    return items


class Agenda(Strict):
    """A workshop of a certain length."""

    code: Code
    mark: Mark
    label: Text
    items: Annotated[list[Item], Field(min_length=1), AfterValidator(_day_after_day)]


class WorkshopsPack(Head):
    """Agendas to choose from."""

    kind: Literal["workshops"]
    agendas: Annotated[Once[Agenda], Field(min_length=1)]
