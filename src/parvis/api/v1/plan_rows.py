"""The tables of a plan as the API takes them: rows in the shape in which it gives them, turned into the words of cells."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import ConfigDict, Field

from parvis.access.errors import Refused
from parvis.api.v1.plan_shapes import (
    ChannelOut,
    FunctionOut,
    HeldOut,
    MessageOut,
    PartsOut,
    PeriodOut,
    ResourceOut,
    RoleOut,
    TaskOut,
    TriggerOut,
)
from parvis.plans import tables
from parvis.plans.tables import Words

STRICT = ConfigDict(extra="forbid")


class TablesOut(PartsOut):
    """Give `edition` back with the tables: it says which plan they were read from."""

    edition: int


class TaskIn(TaskOut):
    model_config = STRICT
    id: UUID | None = None  # type: ignore[assignment]  # a row without an id is new, or known by its name
    durations_s: list[int] | None = Field(min_length=3, max_length=3)


class HeldIn(HeldOut):
    model_config = STRICT
    holders: list[str] = Field(max_length=1)


class RoleIn(RoleOut):
    model_config = STRICT
    id: UUID | None = None  # type: ignore[assignment]
    held: list[HeldIn]  # type: ignore[assignment]


class PeriodIn(PeriodOut):
    model_config = STRICT
    id: UUID | None = None  # type: ignore[assignment]


class FunctionIn(FunctionOut):
    model_config = STRICT
    id: UUID | None = None  # type: ignore[assignment]


class MessageIn(MessageOut):
    model_config = STRICT
    id: UUID | None = None  # type: ignore[assignment]


class ChannelIn(ChannelOut):
    model_config = STRICT
    id: UUID | None = None  # type: ignore[assignment]
    delay_s: list[int] = Field(min_length=3, max_length=3)


class ResourceIn(ResourceOut):
    model_config = STRICT
    id: UUID | None = None  # type: ignore[assignment]


class TriggerIn(TriggerOut):
    model_config = STRICT
    id: UUID | None = None  # type: ignore[assignment]


class TablesIn(Schema):
    """A table that is left out stays as it is; a row that is missing in a table leaves the plan."""

    model_config = STRICT

    edition: int
    tasks: list[TaskIn] | None = Field(None, max_length=tables.MOST_ROWS)
    roles: list[RoleIn] | None = Field(None, max_length=tables.MOST_ROWS)
    periods: list[PeriodIn] | None = Field(None, max_length=tables.MOST_ROWS)
    functions: list[FunctionIn] | None = Field(None, max_length=tables.MOST_ROWS)
    messages: list[MessageIn] | None = Field(None, max_length=tables.MOST_ROWS)
    channels: list[ChannelIn] | None = Field(None, max_length=tables.MOST_ROWS)
    resources: list[ResourceIn] | None = Field(None, max_length=tables.MOST_ROWS)
    triggers: list[TriggerIn] | None = Field(None, max_length=tables.MOST_ROWS)


def read_of(given: TablesIn) -> tables.Read:
    """The same as a workbook with these rows would be."""
    found = tables.Read()
    for sheet in ("periods", "channels", "resources", "roles", "functions", "tasks", "messages", "triggers"):
        rows: Sequence[Any] | None = getattr(given, sheet)
        if rows is not None:
            found.tables[sheet] = [tables.normal(sheet, WORDS.get(sheet, _plain)(row)) for row in rows]
            found.marks[sheet] = [str(row.id or "") for row in rows]
    if given.roles is not None:
        found.tables["duty"] = [tables.normal("duty", words) for role in given.roles for words in _duty(role)]
    for sheet, own in found.tables.items():
        _once(sheet, own)
    return found


def _once(sheet: str, rows: Sequence[Words]) -> None:
    """A row is known by its name: two of one name would be one."""
    seen = set()
    for row in rows:
        key = tables.key_of(sheet, row)
        if any(key) and key in seen:
            name = " → ".join(part for part in (row.get(one, "") for one in tables.SHEETS[sheet].keys) if part)
            raise Refused(
                _("%(sheet)s: “%(name)s” stands there twice. Nothing was changed.")
                % {"sheet": tables.SHEETS[sheet].title, "name": name},
                sheet,
            )
        seen.add(key)


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "x" if value else ""
    return "" if value is None else str(value)


def _plain(row: Schema) -> Words:
    """The cells that are plain values: a number, a word, a day, yes or no."""
    facts = row.model_dump(exclude={"id"})
    return {name: _cell(value) for name, value in facts.items() if not isinstance(value, list | dict)}


def _times(row: Words, names: Iterable[str], seconds: Sequence[int] | None) -> Words:
    shown = [tables.clock(one) for one in seconds] if seconds else ["", "", ""]
    return row | dict(zip(names, shown, strict=True))


def _task(row: TaskIn) -> Words:
    words = _plain(row) | {
        "target_s": tables.clock(row.target_s),
        "consulted": "; ".join(row.consulted),
        "informed": "; ".join(row.informed),
        "predecessors": ", ".join(row.after),
        "one_of": ", ".join(row.one_of),
        "needs": "; ".join(f"{count} x {name}" for name, count in row.resources.items()),
    }
    return _times(words, ("dur_min_s", "dur_mode_s", "dur_max_s"), row.durations_s)


def _duty(role: RoleIn) -> Iterable[Words]:
    for held in role.held or [HeldIn(period="", holders=[], deputies=[])]:
        holder = held.holders[0] if held.holders else ""
        yield {"role": role.name, "period": held.period, "holder": holder, "deputies": "; ".join(held.deputies)}


def _message(row: MessageIn) -> Words:
    if bool(row.task) == bool(row.role):
        raise Refused(
            _("A message goes to a task that waits for it, or to a role that is told. Nothing was saved."), "messages"
        )
    times = {name: tables.clock(getattr(row, name)) for name in ("call_s", "timeout_s", "fallback_s")}
    return _plain(row) | times | {"to": row.task or row.role, "channels": "; ".join(row.channels)}


def _channel(row: ChannelIn) -> Words:
    return _times(_plain(row), ("delay_min_s", "delay_mode_s", "delay_max_s"), row.delay_s)


WORDS: dict[str, Any] = {
    "tasks": _task,
    "roles": lambda row: _plain(row) | {"incompatible": "; ".join(row.incompatible)},
    "messages": _message,
    "channels": _channel,
    "triggers": lambda row: _plain(row) | {"tasks": ", ".join(row.tasks)},
}
