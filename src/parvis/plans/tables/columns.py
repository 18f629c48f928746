"""The tables in which a plan is edited, on a page or in a workbook: which columns, in which words, what each may hold."""

from dataclasses import dataclass, field
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from parvis.people.models import Level
from parvis.plans.models import Channel, Message, Task

#: How the words of a cell are read. The names of other rows are separated by semicolons, codes of tasks by commas.
Kind = Literal["text", "long", "choice", "count", "percent", "time", "flag", "day", "task", "tasks", "role", "roles",
               "period", "functions", "channels", "needs", "end", "term"]  # fmt: skip
Choices = tuple[tuple[str, str | Promise], ...]


@dataclass(frozen=True)
class Column:
    """`group`: the head under which the page shows it, beside others. `must`: a row without it is no row."""

    name: str
    head: str | Promise
    group: str | Promise
    kind: Kind = "text"
    most: int = 120
    must: bool = False
    choices: Choices = field(default=())
    empty: str = ""  # what an empty cell stands for
    terms: str = ""  # the list of the packs from which its words come


@dataclass(frozen=True)
class Sheet:
    """`keys`: the columns by which a row is known."""

    code: str
    title: str | Promise
    keys: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


WHO, ALSO, ORDER, CLOCK, WITH, WHAT = (
    _("Who"),
    _("With whom"),
    _("After what"),
    _("How long"),
    _("With what"),
    _("What"),
)
TASKS = Sheet("tasks", _("Tasks"), ("code",), (
    Column("code", _("Code"), WHAT, "text", 12),
    Column("phase", _("Phase"), WHAT, "choice", choices=tuple(Task.Phase.choices), empty=Task.Phase.PROTECT),
    Column("text", _("What is done"), WHAT, "long", 300, must=True),
    Column("responsible", _("Does it"), WHO, "role"),
    Column("accountable", _("Answers for it"), WHO, "role"),
    Column("consulted", _("Is asked first"), ALSO, "roles", 600),
    Column("informed", _("Is told"), ALSO, "roles", 600),
    Column("predecessors", _("After all of"), ORDER, "tasks", 300),
    Column("one_of", _("After the first of"), ORDER, "tasks", 300),
    Column("target_s", _("Target time"), CLOCK, "time", 10),
    Column("dur_min_s", _("Takes at least"), CLOCK, "time", 10),
    Column("dur_mode_s", _("Takes usually"), CLOCK, "time", 10),
    Column("dur_max_s", _("Takes at most"), CLOCK, "time", 10),
    Column("people", _("People needed"), WITH, "count", 3, empty="1"),
    Column("needs", _("Resources"), WITH, "needs", 600),
    Column("milestone", _("Milestone"), WITH, "flag"),
))  # fmt: skip
ROLES = Sheet("roles", _("Roles"), ("name",), (
    Column("name", _("Role"), WHAT, must=True),
    Column("organisation", _("Organisation"), WHO, most=200),
    Column("level", _("Level"), WHO, "choice", choices=tuple(Level.choices)),
    Column("capacity", _("Tasks at once"), WITH, "count", 3, empty="1"),
    Column("incompatible", _("Not in one hand with"), ALSO, "roles", 600),
))  # fmt: skip
DUTY = Sheet("duty", _("Duty"), ("role", "period"), (
    Column("role", _("Role"), WHAT, "role", must=True),
    Column("period", _("Duty period"), WHAT, "period", 80),
    Column("holder", _("Held by"), WHO, most=160),
    Column("deputies", _("Deputies"), ALSO, "functions", 600),
))  # fmt: skip
FUNCTIONS = Sheet("functions", _("Functions"), ("name",), (
    Column("name", _("Function"), WHAT, most=160, must=True),
    Column("site", _("Site"), WHAT),
    Column("system", _("Telephone system"), WHAT),
    Column("unreachable", _("Not reached, in per cent of calls"), WITH, "percent", 3, empty="0"),
    Column("verified_on", _("Last verified on"), CLOCK, "day", 10),
))  # fmt: skip
PERIODS = Sheet("periods", _("Duty periods"), ("name",), (
    Column("name", _("Duty period"), WHAT, most=80, must=True),
    Column("hours", _("Hours"), CLOCK, "count", 3, empty="12"),
))  # fmt: skip
MESSAGES = Sheet("messages", _("Messages"), ("sender", "to"), (
    Column("sender", pgettext_lazy("message", "From task"), WHO, "task", 12),
    Column("to", pgettext_lazy("message", "To task or role"), WHO, "end", must=True),
    Column("channels", _("Channels"), WITH, "channels", 600),
    Column("way", _("How it goes"), WITH, "choice", choices=tuple(Message.Way.choices), empty=Message.Way.PUSH),
    Column("call_s", _("The call takes"), CLOCK, "time", 10),
    Column("timeout_s", _("Acts without it after"), CLOCK, "time", 10),
    Column("fallback", _("What happens instead"), WHAT, "long", 620),
    Column("fallback_s", _("Which takes"), CLOCK, "time", 10),
))  # fmt: skip
CHANNELS = Sheet("channels", _("Channels"), ("name",), (
    Column("name", _("Channel"), WHAT, most=60, must=True),
    Column("kind", _("Kind"), WHAT, "choice", choices=tuple(Channel.Kind.choices), empty=Channel.Kind.OTHER),
    Column("usual", _("Usual"), WHAT, "flag"),
    Column("delay_min_s", _("Takes at least"), CLOCK, "time", 10, empty="0:00"),
    Column("delay_mode_s", _("Takes usually"), CLOCK, "time", 10, empty="0:00"),
    Column("delay_max_s", _("Takes at most"), CLOCK, "time", 10, empty="0:00"),
    Column("availability", _("Works, in per cent of events"), WITH, "percent", 3, empty="100"),
))  # fmt: skip
RESOURCES = Sheet("resources", _("Resources"), ("name",), (
    Column("name", _("Resource"), WHAT, must=True),
    Column("quantity", _("How many"), WITH, "count", 4, empty="1"),
))  # fmt: skip
TRIGGERS = Sheet("triggers", _("Triggers"), ("description",), (
    Column("description", _("What sets it off"), WHAT, most=200, must=True),
    Column("threat", _("Threat"), WHO, "term", 40, terms="threats"),
    Column("phase", _("Phase of the attack"), WHO, "term", 40, terms="phases"),
    Column("tasks", _("Tasks that begin"), ORDER, "tasks", 300),
))  # fmt: skip

#: In the order in which they can be applied: what is named stands before what names it.
SHEETS = {
    sheet.code: sheet for sheet in (PERIODS, CHANNELS, RESOURCES, ROLES, DUTY, FUNCTIONS, TASKS, MESSAGES, TRIGGERS)
}
