"""What the words of a cell mean. What cannot be read gets a sentence that says how it is written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from parvis.plans.tables.columns import SHEETS, Column
from parvis.plans.tables.terms import code_of
from parvis.plans.tables.words import Tables, Words

LONGEST_S = 7 * 24 * 3600
CLOCK = re.compile(r"\d{1,5}(:[0-5]\d){0,2}")
AMOUNT = re.compile(r"(\d{1,4})\s*[x×*]\s*(.+)")  # noqa: RUF001  # as people write it
YES, NO = {"x", "yes", "oui", "1", "true", "vrai"}, {"", "no", "non", "0", "false", "faux"}


class Unreadable(ValueError):
    """The sentence for the person who wrote the cell."""


@dataclass(frozen=True)
class Names:
    """What the plan will hold when the change is made, by the words in small letters: the names that cells may use."""

    tasks: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    periods: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, str] = field(default_factory=dict)
    resources: Mapping[str, str] = field(default_factory=dict)


def names_in(tables: Tables) -> Names:
    def by(sheet: str, name: str) -> dict[str, str]:
        return {row[name].strip().casefold(): row[name].strip() for row in tables.get(sheet, []) if row.get(name)}

    return Names(by("tasks", "code"), by("roles", "name"), by("periods", "name"), by("channels", "name"), by("resources", "name"))  # fmt: skip


def facts_of(sheet: str, words: Words, names: Names) -> tuple[dict[str, Any], dict[str, str]]:
    """The facts of a row, names in place of rows; and a sentence for each cell that cannot be read."""
    facts, wrong = {}, {}
    for column in SHEETS[sheet].columns:
        if column.name not in words:
            continue
        try:
            facts[column.name] = _read(column, words[column.name].strip(), names)
        except Unreadable as error:
            wrong[column.name] = str(error)
    return facts, wrong


def _read(column: Column, words: str, names: Names) -> Any:
    if column.must and not words:
        raise Unreadable(_("“%(head)s” is missing.") % {"head": column.head})
    if column.kind == "term":
        words = code_of(column.terms, words)
    if len(words) > column.most and column.kind not in ("choice", "time"):
        raise Unreadable(_("Longer than %(most)d letters.") % {"most": column.most})
    return READERS[column.kind](words or column.empty, column, names)


def seconds(words: str, *_more: object) -> int | None:
    if not words:
        return None
    if not CLOCK.fullmatch(words):
        raise Unreadable(
            _("“%(words)s” is not a time: write minutes, such as 5, or minutes and seconds, such as 2:30.") % {"words": words[:60]}
        )  # fmt: skip
    parts = [int(part) for part in words.split(":")]
    found = parts[0] * 60 if len(parts) == 1 else sum(n * 60**power for power, n in enumerate(reversed(parts)))
    if found > LONGEST_S:
        raise Unreadable(_("“%(words)s” is longer than a week.") % {"words": words})
    return found


def _count(words: str, _column: Column, _names: Names) -> int:
    if not re.fullmatch(r"\d{1,4}", words) or not 1 <= int(words) <= 1000:  # noqa: PLR2004  # more is a slip of the pen
        raise Unreadable(_("“%(words)s” is not a number from 1 to 1000.") % {"words": words[:60]})
    return int(words)


def _percent(words: str, _column: Column, _names: Names) -> int:
    bare = words.removesuffix("%").strip()
    if not re.fullmatch(r"\d{1,3}", bare) or int(bare) > 100:  # noqa: PLR2004  # per cent
        raise Unreadable(_("“%(words)s” is not a percentage from 0 to 100.") % {"words": words[:60]})
    return int(bare)


def _flag(words: str, _column: Column, _names: Names) -> bool:
    if words.casefold() in YES | NO:
        return words.casefold() in YES
    raise Unreadable(_("“%(words)s”: write x for yes, or leave it empty.") % {"words": words[:60]})


def _day(words: str, _column: Column, _names: Names) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise Unreadable(
            _("“%(words)s” is not a day: write it as 2026-03-14.") % {"words": words[:60]}
        ) from None  # fmt: skip


def _choice(words: str, column: Column, _names: Names) -> str:
    known = {code.casefold(): code for code, _label in column.choices}
    known |= {str(label).casefold(): code for code, label in column.choices}
    if words.casefold() in known or not words:
        return known.get(words.casefold(), "")
    options = ", ".join(str(label) for _code, label in column.choices)
    raise Unreadable(
        _("“%(words)s” is none of: %(options)s.") % {"words": words[:60], "options": options}
    )  # fmt: skip


def _known(words: str, known: Mapping[str, str], sentence: str) -> str:
    found = known.get(words.casefold())
    if found is None:
        raise Unreadable(sentence % {"words": words[:60]})
    return found


def _role(words: str, _column: Column, names: Names) -> str:
    return (
        _known(words, names.roles, _("“%(words)s” is no role of this plan: add it to the roles first."))
        if words
        else ""
    )


def _period(words: str, _column: Column, names: Names) -> str:
    return _known(words, names.periods, _("“%(words)s” is no duty period of this plan.")) if words else ""


def _task(words: str, _column: Column, names: Names) -> str:
    return _known(words, names.tasks, _("“%(words)s” is the code of no task of this plan.")) if words else ""


def _end(words: str, _column: Column, names: Names) -> str:
    """A task by its code, else a role by its name."""
    sentence = _("“%(words)s” is neither the code of a task nor a role of this plan.")
    return _known(words, dict(names.roles) | dict(names.tasks), sentence)


def _several(one: Callable[[str, Column, Names], str], sign: str) -> Callable[[str, Column, Names], list[str]]:
    def read(words: str, column: Column, names: Names) -> list[str]:
        parts = [part.strip() for part in words.split(sign) if part.strip()]
        return list(dict.fromkeys(one(part, column, names) for part in parts))

    return read


def _channel(words: str, _column: Column, names: Names) -> str:
    return _known(words, names.channels, _("“%(words)s” is no channel of this plan: add it to the channels first."))


def _needs(words: str, _column: Column, names: Names) -> dict[str, int]:
    found = {}
    for part in filter(None, (part.strip() for part in words.split(";"))):
        amount = None if part.casefold() in names.resources else AMOUNT.fullmatch(part)
        name = amount[2] if amount else part
        known = _known(
            name, names.resources, _("“%(words)s” is no resource of this plan: add it to the resources first.")
        )
        found[known] = int(amount[1]) if amount else 1
        if not found[known]:
            raise Unreadable(_("“%(words)s” is not a number from 1 to 1000.") % {"words": part[:60]})
    return found


READERS: dict[str, Callable[[str, Column, Names], Any]] = {
    "text": lambda words, _column, _names: words,
    "long": lambda words, _column, _names: " ".join(words.split()),
    "choice": _choice,
    "count": _count,
    "percent": _percent,
    "time": seconds,
    "flag": _flag,
    "day": _day,
    "task": _task,
    "tasks": _several(_task, ","),
    "role": _role,
    "roles": _several(_role, ";"),
    "period": _period,
    "functions": lambda words, _column, _names: [part.strip() for part in words.split(";") if part.strip()],
    "channels": _several(_channel, ";"),
    "needs": _needs,
    "end": _end,
    "term": lambda words, _column, _names: words,
}
