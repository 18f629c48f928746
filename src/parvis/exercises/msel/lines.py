"""Row by row: the cells of a sheet become the fields of a message, and nothing that was written is dropped."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_rowcol_to_cell

from parvis.exercises.msel.known import Known, addressees, nearest, numbered, term
from parvis.exercises.msel.layouts import EXPECTED_ACTION, KINDS, MODES, Layout
from parvis.exercises.msel.row import Remark, Row
from parvis.exercises.msel.times import Moment, moment, on_the_clock
from parvis.exercises.msel.writing import OWN_LINES, response, title

SENDER, TO = 160, 300  # as long as the fields of a message are
CODE = re.compile(r"([A-Z]{1,3}\d{1,3})\b")


@dataclass
class Draft:
    """A message that is being read; its time is settled when all rows are known."""

    number: int
    row: Row
    time: Moment | None
    notes: list[str] = field(default_factory=list)


class Lines:
    """Collects the messages of a sheet and what has to be said of its cells."""

    def __init__(
        self, layout: Layout, places: Mapping[str, int], head: list[Any], tasks: Mapping[str, str], known: Known
    ) -> None:
        self.tasks, self.known, self.remarks = tasks, known, list[Remark]()
        self.drafts: list[Draft] = []
        self.places = {held: places[name] for name, held in layout.columns if held and name in places}
        #: Columns that no field of a message holds, by their head: kept in the note.
        self.others = {
            place: str(cell).strip()
            for place, cell in enumerate(head)
            if str(cell).strip() and place not in self.places.values()
        }

    def remark(self, cell: str, text: str) -> None:
        self.remarks.append(Remark(cell, text))

    def add(self, number: int, cells: list[Any]) -> None:
        """Read one row: a message, or an action that is expected after the message before it."""
        held = {name: written(cells[place]) for name, place in self.places.items() if place < len(cells)}
        notes = held["note"].split("\n") if held.get("note") else []
        for line in list(notes):
            word, colon, rest = line.partition(": ")
            if colon and word in OWN_LINES and OWN_LINES[word] not in self.places:
                held[OWN_LINES[word]] = rest.strip()
                notes.remove(line)
        notes += [f"{head}: {written(cells[place])}" for place, head in self.others.items() if place < len(cells) and written(cells[place])]  # fmt: skip
        if held.get("kind", "").casefold() == EXPECTED_ACTION.casefold() and self.drafts:
            self._expect(
                number, self.drafts[-1], "\n".join(held.get(name, "") for name in ("message", "expected")), notes
            )
            return
        message = self._message(held)
        if not message:
            self.remark(row_name(number), _("This row has no message. It was left out: %(words)s") % {"words": "; ".join(filter(None, [*held.values(), *notes]))[:300]})  # fmt: skip
            return
        row = Row(0, self._kind(number, held, notes), self._mode(number, held, notes), self._short(number, "sender", held, SENDER, notes),
                  self._to(number, held, notes), message, objectives=self._objectives(number, held, notes), move=self._move(number, held, notes))  # fmt: skip
        draft = Draft(number, row, self._time(number, cells, notes), notes)
        self.drafts.append(draft)
        self._expect(number, draft, held.get("expected", ""), [])
        self._agree(number, draft, held.get("terms", ""))

    def rows(self) -> tuple[Row, ...]:
        """The messages in the order of their times; one without a time comes right after the one before it."""
        found, last = [], 0
        for draft, offset in zip(self.drafts, on_the_clock([one.time for one in self.drafts]), strict=True):
            if offset is None and draft.time is not None:
                self.remark(self._cell(draft.number, "time"), _("This time is too far from the first one; the message comes in right after the one before it."))  # fmt: skip
            last = last if offset is None else offset
            found.append(replace(draft.row, offset_s=last, note="\n".join(draft.notes)))
        return tuple(sorted(found, key=lambda row: row.offset_s))

    def _cell(self, number: int, name: str) -> str:
        return xl_rowcol_to_cell(number, self.places[name]) if name in self.places else row_name(number)

    def _message(self, held: Mapping[str, str]) -> str:
        message, head = held.get("message", ""), held.get("title", "")
        if head and head != title(message) and not message.startswith(head):
            message = f"{head}. {message}" if message else head
        return message

    def _time(self, number: int, cells: list[Any], notes: list[str]) -> Moment | None:
        place = self.places.get("time")
        cell = cells[place] if place is not None and place < len(cells) else ""
        found = moment(cell)
        if found is None and written(cell):
            notes.append(written(cell))
            self.remark(self._cell(number, "time"), _("“%(words)s” is not a time that can be read. The message comes in right after the one before it, and the words are in its note.") % {"words": written(cell)[:60]})  # fmt: skip
        elif found is None and place is not None:
            self.remark(self._cell(number, "time"), _("No time: the message comes in right after the one before it."))
        return found

    def _kind(self, number: int, held: Mapping[str, str], notes: list[str]) -> str:
        said = held.get("kind", "")
        known = {word.casefold(): code for code, word in KINDS.items()} | {code: code for code in KINDS}
        if said and said.casefold() not in known:
            notes.append(said)
            self.remark(self._cell(number, "kind"), _("“%(words)s” is no type of event; it was taken as a message, and the words are in its note.") % {"words": said[:60]})  # fmt: skip
        return known.get(said.casefold(), "inject")

    def _mode(self, number: int, held: Mapping[str, str], notes: list[str]) -> str:
        said = held.get("mode", "").casefold()
        known = next((code for code, words in MODES.items() if said in (word.casefold() for word in words)), "")
        if said and not known:
            notes.append(held["mode"])
            self.remark(self._cell(number, "mode"), _("“%(words)s” is no way in which a message comes in here; it was taken as by word of mouth, and the words are in its note.") % {"words": said[:60]})  # fmt: skip
        return known or "verbal"

    def _short(self, number: int, name: str, held: Mapping[str, str], most: int, notes: list[str]) -> str:
        said = " ".join(held.get(name, "").split())
        if len(said) > most:
            notes.append(said)
            self.remark(self._cell(number, name), _("Longer than %(most)d letters: cut here, whole in the note.") % {"most": most})  # fmt: skip
        return said[:most] or (_("Exercise direction") if name == "sender" else _("everybody"))

    def _to(self, number: int, held: dict[str, str], notes: list[str]) -> str:
        """Whom it reaches; a name that the plan does not know is told of, with the one that is most like it."""
        roles = self.known.roles
        held["to"] = ", ".join(filter(None, (part.strip() for part in held.get("to", "").split("\n"))))
        for name in addressees(held["to"], roles)[1] if roles else []:
            near = nearest(name, roles)
            said = _("“%(name)s” is no role of the plan; the nearest is “%(near)s”. Without a role that the plan has, a message reaches everybody.") if near else _("“%(name)s” is no role of the plan. Without a role that the plan has, a message reaches everybody.")  # fmt: skip
            self.remark(self._cell(number, "to"), said % {"name": name[:60], "near": near})
        return self._short(number, "to", held, TO, notes)

    def _objectives(self, number: int, held: Mapping[str, str], notes: list[str]) -> tuple[int, ...]:
        found: list[int] = []
        for line in filter(None, (part.strip() for part in re.split(r"[;\n]", held.get("objectives", "")))):
            goal = numbered(line, self.known.objectives)
            if goal is None:
                notes.append(f"Exercise Objective: {line}")
                self.remark(self._cell(number, "objectives"), _("“%(words)s” is no objective of the exercise; it is in the note of the message.") % {"words": line[:60]})  # fmt: skip
            elif goal not in found:
                found.append(goal)
        return tuple(sorted(found))

    def _move(self, number: int, held: Mapping[str, str], notes: list[str]) -> int | None:
        """By the column of the move, else by that of the group, which holds its title when written here."""
        found = None
        for name, head in (("move", "Move"), ("group", "Group")):
            said = " ".join(held.get(name, "").split())
            meant = numbered(said, self.known.moves) if said and (name == "move" or found is None) else None
            if said and meant is None and said != self.known.moves.get(found or 0):
                notes.append(f"{head}: {said}")
                self.remark(self._cell(number, name), _("“%(words)s” is no move of the exercise; it is in the note of the message.") % {"words": said[:60]})  # fmt: skip
            found = found if meant is None else meant
        return found

    def _agree(self, number: int, draft: Draft, text: str) -> None:
        """Times and rules of single tasks that the message calls for."""
        terms = {}
        for line in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
            found = term(line, self.known)
            if found is None or found[0] not in draft.row.expected:
                draft.notes.append(f"Measure of Performance: {line}")
                self.remark(self._cell(number, "terms"), _("“%(words)s” is no time or rule of a task that this message calls for; it is in its note.") % {"words": line[:60]})  # fmt: skip
            elif found[1] is not None or found[2]:
                terms[found[0]] = found
        draft.row = replace(draft.row, terms=tuple(terms[code] for code in sorted(terms)))

    def _expect(self, number: int, draft: Draft, text: str, notes: list[str]) -> None:
        """Tasks of the plan by their code or their words; anything else that is expected goes into the note."""
        found, rest = list(draft.row.expected), list(notes)
        for line in filter(None, (part.strip() for part in text.split("\n"))):
            match = CODE.match(line)
            code = (
                match[1]
                if match and match[1] in self.tasks
                else next((c for c, words in self.tasks.items() if words == line), "")
            )
            if code and code not in found:
                found.append(code)
            if not code:
                self.remark(self._cell(number, "expected"), _("“%(words)s” is no task of the plan; it is in the note of the message.") % {"words": line[:60]})  # fmt: skip
            if not code or line not in (code, self.tasks[code], response(code, self.tasks)):
                rest.append(_("Expected: %(words)s") % {"words": line})
        draft.row = replace(draft.row, expected=tuple(found))
        draft.notes += rest


def row_name(number: int) -> str:
    """A whole row, as a spreadsheet calls it: 5:5."""
    return f"{number + 1}:{number + 1}"


def written(cell: object) -> str:
    """A cell as its reader sees it: whole numbers without a point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip() if cell is not None else ""
