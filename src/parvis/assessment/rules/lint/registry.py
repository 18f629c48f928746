"""The list of all checks. Each is a small function over the facts, with the words that a person reads."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from parvis.assessment.rules.lint.facts import Facts, Subject

Severity = Literal["error", "warning", "note"]
Look = Callable[[Facts], Iterator[Subject]]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


@dataclass(frozen=True)
class Rule:
    """One check: its code, how much it weighs, what it says, why it matters, a way out, and the function that looks."""

    code: str
    severity: Severity
    text: Any  # translated when it is read
    why: Any
    hint: Any
    look: Look
    about: str  # the module that it stands in: team, measures, ...


RULES: dict[str, Rule] = {}


def rule(code: str, severity: Severity, text: Any, why: Any, hint: Any) -> Callable[[Look], Look]:
    """Put a function on the list. It yields one subject for each thing that does not fit."""

    def keep(look: Look) -> Look:
        assert code not in RULES, code
        RULES[code] = Rule(code, severity, text, why, hint, look, look.__module__.rpartition(".")[2])
        return look

    return keep


@dataclass(frozen=True)
class Pointer:
    """One finding: the code of the check, and what it is about."""

    code: str
    subject: Subject


def pointers(facts: Facts) -> Iterator[Pointer]:
    """Everything that does not fit together, check by check. A finding points; a person decides."""
    for code, found in RULES.items():
        for subject in found.look(facts):
            yield Pointer(code, subject)
