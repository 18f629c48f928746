"""The rules of a plan: each finds one kind of flaw, with its evidence."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from parvis.engines.drill.errors import PlanError
from parvis.engines.drill.finding import Finding, Severity
from parvis.engines.drill.messages import Message
from parvis.engines.drill.path import Schedule, peak_load, schedule
from parvis.engines.drill.plan import Plan

Found = Iterator[tuple[str, Mapping[str, object]]]
RANK = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True)
class View:
    """A plan as the rules read it. `today`: for the rules of practice, which are left out without it."""

    plan: Plan
    today: date | None = None

    @cached_property
    def timetable(self) -> Schedule | None:
        """None while tasks wait for one another in a circle."""
        try:
            return schedule(self.plan)
        except PlanError:
            return None

    @cached_property
    def words(self) -> tuple[tuple[Message, frozenset[str], tuple[str, ...]], ...]:
        """Messages that pass from one role to another: with the roles that send them, and those that must hear."""
        found = []
        for message in self.plan.messages:
            senders = frozenset(self.plan.by_code[message.sender].responsible if message.sender else ())
            waiting = self.plan.by_code[message.receiver].responsible if message.receiver else (message.role,)
            heard = tuple(dict.fromkeys(role for role in waiting if role not in senders))
            if heard and not (message.receiver and senders & set(waiting)):
                found.append((message, senders, heard))
        return tuple(found)

    def peak(self, code: str) -> int:
        """The most places of a role or resource that are wanted at once, on expected durations."""
        return peak_load(self.timetable.holding(code)) if self.timetable else 0


@dataclass(frozen=True)
class Rule:
    """`about`: tasks, roles, order, messages, practice, times or simulation; `meaning`: what it looks for."""

    code: str
    severity: Severity
    about: str
    meaning: str
    find: Callable[[Any], Found]

    def findings(self, view: object) -> Iterator[Finding]:
        """What it finds in what it reads: a `View`, or for the rules of the simulation what was played."""
        return (Finding(self.code, self.severity, subject, values) for subject, values in self.find(view))


RULES: dict[str, Rule] = {}
Find = TypeVar("Find", bound=Callable[[Any], Found])


def rule(code: str, severity: Severity, about: str) -> Callable[[Find], Find]:
    """Make a function known as a rule; its docstring says what it looks for."""

    def known(find: Find) -> Find:
        assert code not in RULES, f"two rules are called {code}"
        RULES[code] = Rule(code, severity, about, (find.__doc__ or "").splitlines()[0], find)
        return find

    return known
