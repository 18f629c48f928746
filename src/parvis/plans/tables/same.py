"""Rows that a key holds together while their name changes: a rename is a rename, for whatever names the row too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from parvis.plans.rules.whole import Whole
from parvis.plans.tables.columns import SHEETS
from parvis.plans.tables.normal import normal
from parvis.plans.tables.words import Tables, Words, functions_of, key_of

Key = tuple[str, ...]
#: Tables whose rows have a name of their own by which others may speak of them; where a cell speaks of which.
NAMED = ("periods", "channels", "resources", "roles", "functions", "tasks", "triggers")
SPEAKS = {
    "role": "roles", "roles": "roles", "end": "roles", "period": "periods", "channels": "channels",
    "needs": "resources", "functions": "functions", "holder": "functions",
}  # fmt: skip


@dataclass(frozen=True)
class Same:
    """By table: the new name of a row that was renamed, by its old one; and the key of the old, by that of the new."""

    names: dict[str, dict[str, str]] = field(default_factory=dict)
    keys: dict[str, dict[Key, Key]] = field(default_factory=dict)


def marks_of(whole: Whole) -> dict[str, dict[str, str]]:
    """By table and name of a row the key that stays with it."""
    rows = {
        "periods": whole.periods, "channels": whole.channels, "resources": whole.resources, "roles": whole.roles,
        "functions": functions_of(whole), "tasks": whole.tasks, "triggers": whole.triggers,
    }  # fmt: skip
    return {
        sheet: {str(getattr(row, SHEETS[sheet].keys[0])): str(row.pk) for row in own}  # type: ignore[attr-defined]
        for sheet, own in rows.items()
    }


def same(marks: Mapping[str, Mapping[str, str]], wanted: Tables, carried: Mapping[str, Sequence[str]]) -> Same:
    """Which wanted rows are rows of the plan under another name. `carried`: by table the key of each wanted row, or
    nothing. A task keeps its code: it is what exercises and messages know it by."""
    found = Same()
    for sheet in NAMED:
        column, names = SHEETS[sheet].keys[0], {mark: name for name, mark in marks.get(sheet, {}).items()}
        for row, mark in zip(wanted.get(sheet, []), carried.get(sheet, []), strict=False):
            old, new = names.get(mark, ""), row.get(column, "")
            if sheet == "tasks" or not old or not new or old == new:
                continue
            found.names.setdefault(sheet, {})[old] = new
            found.keys.setdefault(sheet, {})[key_of(sheet, row)] = key_of(sheet, {column: old})
    return found


def relabelled(tables: Tables, found: Same, kept: Mapping[str, set[str]] | None = None) -> Tables:
    """The same tables with each mention of a renamed row under its new name. `kept`: names that a mention means as they
    stand, because another row bears them now."""
    if not found.names:
        return tables
    names = {
        sheet: {old.casefold(): new for old, new in renamed.items() if old not in (kept or {}).get(sheet, ())}
        for sheet, renamed in found.names.items()
    }
    return {sheet: [_relabelled(sheet, row, names) for row in rows] for sheet, rows in tables.items()}


def _relabelled(sheet: str, row: Words, names: Mapping[str, Mapping[str, str]]) -> Words:
    changed = dict(row)
    for column in SHEETS[sheet].columns:
        meant = names.get(SPEAKS.get("holder" if column.name == "holder" else column.kind, ""))
        if meant and row.get(column.name):
            parts = [_part(part, meant) for part in row[column.name].split("; ")]
            changed[column.name] = "; ".join(parts)
    return normal(sheet, changed) if changed != row else row


def _part(words: str, meant: Mapping[str, str]) -> str:
    """A name, or "2 x name"."""
    amount, sign, name = words.partition(" x ")
    if sign and name.casefold() in meant:
        return f"{amount} x {meant[name.casefold()]}"
    return meant.get(words.casefold(), words)
