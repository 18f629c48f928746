"""The same thing said in one way: words as they are typed become the words that a plan would show."""

import re
from collections.abc import Callable, Mapping

from parvis.plans.tables.columns import SHEETS, Column
from parvis.plans.tables.facts import NO, YES, Unreadable, seconds
from parvis.plans.tables.terms import code_of
from parvis.plans.tables.words import Words, clock

#: "1 x pump" says no more than "pump".
ONE = re.compile(r"^1\s*[x×*]\s*")  # noqa: RUF001  # as people write it


def normal(sheet: str, words: Mapping[str, str]) -> Words:
    """A row in the words of the plan. What cannot be read stays as it was typed."""
    return {
        column.name: _cell(column, words[column.name].strip())
        for column in SHEETS[sheet].columns
        if column.name in words
    }


def _cell(column: Column, words: str) -> str:
    words = words or column.empty
    if column.kind == "time":
        try:
            return clock(seconds(words))
        except Unreadable:
            return words
    if column.kind == "term":
        return code_of(column.terms, words)
    if column.kind == "choice":
        return next((code for code, label in column.choices if str(label).casefold() == words.casefold()), words)
    return _several(column, PLAIN.get(column.kind, str)(words))


FLAGS = dict.fromkeys(YES, "x") | dict.fromkeys(NO, "")
PLAIN: dict[str, Callable[[str], str]] = {
    "flag": lambda words: FLAGS.get(words.casefold(), words),
    "percent": lambda words: words.removesuffix("%").strip(),
    "long": lambda words: " ".join(words.split()),
}


def _several(column: Column, words: str) -> str:
    """Lists: in their order where it matters, else sorted."""
    if column.kind not in ("tasks", "roles", "functions", "channels", "needs"):
        return words
    sign = "," if column.kind == "tasks" else ";"
    parts = list(dict.fromkeys(part.strip() for part in words.split(sign) if part.strip()))
    if column.kind == "needs":
        parts = [ONE.sub("", part) for part in parts]
    return f"{sign} ".join(parts if column.kind in ("functions", "channels", "needs") else sorted(parts))
