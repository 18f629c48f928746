"""A plan in words: what stands in each cell of its tables. Read back, the same words change nothing."""

from collections.abc import Iterable, Mapping

from parvis.plans.models import Function, Message, PlanRole, Task
from parvis.plans.rules.whole import Whole
from parvis.plans.tables.columns import SHEETS

Words = dict[str, str]
Tables = dict[str, list[Words]]


def tables_of(whole: Whole) -> Tables:
    """The rows of every sheet, in the order in which people read them."""
    return {
        "periods": [_plain("periods", row) for row in whole.periods],
        "channels": [_plain("channels", row) for row in whole.channels],
        "resources": [_plain("resources", row) for row in whole.resources],
        "roles": [_plain("roles", row) | {"incompatible": _names(row.incompatible.all())} for row in whole.roles],
        "duty": [words for role in whole.roles for words in _duties(role, whole)],
        "functions": [_plain("functions", row) for row in functions_of(whole)],
        "tasks": [_task(row) for row in whole.tasks],
        "messages": [_message(row) for row in whole.messages],
        "triggers": [
            _plain("triggers", row) | {"tasks": codes(row.tasks.all())} for row in whole.triggers
        ],
    }  # fmt: skip


def key_of(sheet: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """By what a row is known; capital and small letters are the same."""
    return tuple(words.get(name, "").strip().casefold() for name in SHEETS[sheet].keys)


def clock(seconds: object) -> str:
    """2:30 or 1:02:30; nothing where no time is given."""
    if not isinstance(seconds, int):
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def codes(tasks: Iterable[Task]) -> str:
    return ", ".join(sorted(task.code for task in tasks if task.dropped is None))


def _names(rows: Iterable[object]) -> str:
    return "; ".join(sorted(map(str, rows)))


def _plain(sheet: str, row: object) -> Words:
    """The columns that are fields of the row."""
    return {
        column.name: _cell(column.kind, getattr(row, column.name))
        for column in SHEETS[sheet].columns
        if column.kind in ("text", "long", "choice", "count", "percent", "time", "flag", "day", "term")
    }


def _cell(kind: str, value: object) -> str:
    if kind == "time":
        return clock(value)
    if kind == "flag":
        return "x" if value else ""
    return "" if value is None else str(value)


def functions_of(whole: Whole) -> list[Function]:
    """The functions that hold a role, or deputise for one."""
    held = {duty.function_id: duty.function for role in whole.roles for duty in role.duties.all()}
    return sorted(held.values(), key=lambda one: one.name)


def _duties(role: PlanRole, whole: Whole) -> Iterable[Words]:
    """A row for every period in which the role is held by somebody of its own; one at least."""
    duties = list(role.duties.all())
    for period in (None, *whole.periods):
        own = [duty for duty in duties if duty.period_id == (period.pk if period else None)]
        if own or (period is None and not duties):
            holder = next((duty.function.name for duty in own if duty.rank == 0), "")
            deputies = "; ".join(duty.function.name for duty in own if duty.rank > 0)
            yield {"role": role.name, "period": period.name if period else "", "holder": holder, "deputies": deputies}


def _task(task: Task) -> Words:
    return _plain("tasks", task) | {
        "responsible": task.responsible.name if task.responsible else "",
        "accountable": task.accountable.name if task.accountable else "",
        "consulted": _names(task.consulted.all()),
        "informed": _names(task.informed.all()),
        "predecessors": codes(task.predecessors.all()),
        "one_of": codes(task.one_of.all()),
        "needs": "; ".join(
            need.resource.name if need.quantity == 1 else f"{need.quantity} x {need.resource.name}"
            for need in task.needs.all()
        ),
    }


def _message(row: Message) -> Words:
    return _plain("messages", row) | {
        "sender": row.sender.code if row.sender else "",
        "to": row.receiver.code if row.receiver else str(row.role),
        "channels": "; ".join(carrier.channel.name for carrier in row.carriers.all()),
    }
