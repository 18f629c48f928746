"""What differs between the tables as they are and as somebody wants them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from parvis.plans.tables.columns import SHEETS
from parvis.plans.tables.same import NAMED, Key, Same
from parvis.plans.tables.words import Tables, Words, key_of


@dataclass(frozen=True)
class Change:
    """One row: `key` of the row that is there, None for a new one; `words` as they are to be, None to take it out."""

    sheet: str
    key: tuple[str, ...] | None
    words: Words | None
    before: Words = field(default_factory=dict)

    @property
    def name(self) -> str:
        """By what people know the row."""
        shown = self.before or self.words or {}
        return " → ".join(filter(None, (shown.get(name, "") for name in SHEETS[self.sheet].keys)))

    @property
    def renamed(self) -> str:
        """The new name of a row that is there under another, or nothing."""
        column = SHEETS[self.sheet].keys[0]
        new = (self.words or {}).get(column, "")
        fixed = self.key is None or self.sheet not in NAMED or self.before.get(column, new) == new
        return "" if fixed else new

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        """The cells that change: head, before, after."""
        after = self.words or {}
        return [
            (str(column.head), self.before.get(column.name, ""), after.get(column.name, ""))
            for column in SHEETS[self.sheet].columns
            if self.before.get(column.name, "") != after.get(column.name, "")
        ]


def fingerprint(words: Mapping[str, str]) -> str:
    """Of a row as it was shown, to see whether it is still so."""
    return f"{crc32(repr(sorted(words.items())).encode()):08x}"


def changes(now: Tables, wanted: Mapping[str, Sequence[Words]], keys: Same | None = None) -> list[Change]:
    """From the tables as they are to the sheets that are wanted. A sheet that is not wanted stays; so does a cell that a
    row does not name. `keys`: which wanted rows are there under another name; both speak of them by the new one."""
    found = []
    for sheet in SHEETS:
        if sheet in wanted:
            found += list(_of_sheet(sheet, now[sheet], wanted[sheet], keys.keys.get(sheet, {}) if keys else {}))
    return found


def _of_sheet(
    sheet: str, now: Sequence[Words], wanted: Sequence[Words], renamed: Mapping[Key, Key]
) -> Iterator[Change]:
    known = {key_of(sheet, row): row for row in now}
    kept, taken = set(), set(renamed.values())
    for row in wanted:
        own = key_of(sheet, row)
        key = renamed.get(own, own)
        before = known.get(key) if any(key) and (own in renamed or key not in taken) else None
        if before is None or key in kept:
            yield Change(sheet, None, row)
            continue
        kept.add(key)
        after = before | row | ({} if own in renamed else {name: before[name] for name in SHEETS[sheet].keys})
        if after != before:
            yield Change(sheet, key, after, before)
    for key, row in known.items():
        nobody = sheet == "duty" and not (row["holder"] or row["deputies"])
        if key not in kept and not nobody:
            yield Change(sheet, key, None, row)
