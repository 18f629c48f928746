"""Changes of the tables become writes: each row through its verb, what is named before what names it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.people.models import Account
from parvis.plans import actions, queries
from parvis.plans.actions.task import LINKS
from parvis.plans.models import Channel, Function, Message, Period, Plan, Resource, Trigger
from parvis.plans.tables.changes import Change
from parvis.plans.tables.columns import SHEETS
from parvis.plans.tables.facts import Names, facts_of, names_in
from parvis.plans.tables.words import Words, key_of

PARTS: dict[str, Any] = {
    "periods": Period, "channels": Channel, "resources": Resource, "messages": Message, "triggers": Trigger
}  # fmt: skip
WAITS = ("predecessors", "one_of")


@dataclass(frozen=True)
class Refusal:
    """A row that was not written, or a cell of it that was left as it is; `field` names the column where it is known."""

    change: Change
    field: str
    sentence: str


class Applying:
    """The rows of a plan by their keys while changes are made, and what could not be."""

    def __init__(self, actor: Account, plan: Plan, changes: Sequence[Change], kept: Iterable[str] = ()) -> None:
        self.actor, self.plan, self.changes = actor, plan, list(changes)
        #: Codes of tasks that were exercised: they are evidence and stay in the plan.
        self.kept = frozenset(kept)
        self.refusals: list[Refusal] = []
        whole = queries.whole(actor, plan)
        self.rows: dict[str, dict[str, Any]] = {
            "periods": {row.name.casefold(): row for row in whole.periods},
            "channels": {row.name.casefold(): row for row in whole.channels},
            "resources": {row.name.casefold(): row for row in whole.resources},
            "roles": {row.name.casefold(): row for row in whole.roles},
            "tasks": {row.code.casefold(): row for row in whole.tasks},
            "triggers": {row.description.casefold(): row for row in whole.triggers},
        }
        self.messages = whole.messages

    def run(self) -> list[Refusal]:
        """Make every change that can be made; say of the others why not."""
        self._rename()
        for sheet in SHEETS:
            own = [change for change in self.changes if change.sheet == sheet and change.words is not None]
            if sheet in ("tasks", "roles"):  # those that are new are there before any row names them
                own = [self._begin(change) for change in own]
            for change in own:
                self._set(change)
        for sheet in reversed(SHEETS):
            for change in self.changes:
                if change.sheet == sheet and change.words is None:
                    self._remove(change)
        return self.refusals

    def _names(self) -> Names:
        return names_in(
            {sheet: [{"name": str(row), "code": getattr(row, "code", "")} for row in rows.values()]
             for sheet, rows in self.rows.items()}
        )  # fmt: skip

    def _rename(self) -> None:
        """New names first, so that whatever follows may use them; a name that another row gives up waits for that."""
        open_ones = [change for change in self.changes if change.renamed]
        while open_ones:
            free = (one for one in open_ones if one.renamed.casefold() not in self.rows.get(one.sheet, {}))
            change = next(free, open_ones[0])
            open_ones.remove(change)
            column, before = SHEETS[change.sheet].keys[0], len(self.refusals)
            self._set(replace(change, words={column: change.renamed}))
            done = len(self.refusals) == before
            name = change.renamed if done else change.before[column]
            words = (change.words or {}) | {column: name}
            after = replace(change, key=(name.casefold(),), words=words, before=change.before | {column: name})
            self.changes = [after if one is change else one for one in self.changes]

    def _begin(self, change: Change) -> Change:
        """A new task or role with what it needs to be there; what names others follows."""
        words = change.words or {}
        if change.key is not None:
            return change
        self.made = None
        bare: Words = {name: words[name] for name in ("code", "text", "name") if name in words}
        self._set(Change(change.sheet, None, bare))
        code = words.get("code", "").casefold() if change.sheet == "tasks" else words.get("name", "").casefold()
        row = self.rows[change.sheet].get(code) or (self.made if change.sheet == "tasks" else None)
        key = None if row is None else ((row.code if change.sheet == "tasks" else row.name).casefold(),)
        return replace(change, key=key, words=words if key else {})

    made: Any = None

    def _set(self, change: Change) -> None:
        if not change.words:
            return
        facts, wrong = facts_of(change.sheet, change.words, self._names())
        self.refusals += [Refusal(change, name, sentence) for name, sentence in wrong.items()]
        if any(SHEETS[change.sheet].column(name).must for name in wrong):
            return
        if change.key is None:
            facts = {name: value for name, value in facts.items() if change.words.get(name)} | {
                column.name: facts[column.name] for column in SHEETS[change.sheet].columns if column.empty and column.name in facts
            }  # fmt: skip
        try:
            self.made = getattr(self, f"_{change.sheet}", self._part)(change, facts)
        except Refused as refused:
            self.refusals.append(Refusal(change, refused.field, refused.sentence))

    def _part(self, change: Change, facts: Mapping[str, Any]) -> Any:
        known = self.rows[change.sheet]
        facts = dict(facts)
        if "tasks" in facts:
            facts["tasks"] = [self.rows["tasks"][code.casefold()] for code in facts["tasks"]]
        row = known.get(change.key[0]) if change.key else None
        if row is None and change.sheet in ("periods", "channels"):
            facts["position"] = max((other.position for other in known.values()), default=0) + 1
        made = actions.set_part(
            self.actor, self.plan, row or PARTS[change.sheet], version=row.version if row else 1, **facts
        )
        if change.key:
            known.pop(change.key[0], None)
        known[str(made).casefold()] = made
        return made

    def _functions(self, change: Change, facts: Mapping[str, Any]) -> Any:
        row = Function.objects.filter(
            plan=self.plan, name__iexact=change.key[0] if change.key else facts["name"]
        ).first()
        if row is None:
            raise Refused(_("No role of this plan is held by this function. It was left out."), "name")
        return actions.set_part(self.actor, self.plan, row, version=row.version, **facts)

    def _roles(self, change: Change, facts: Mapping[str, Any]) -> Any:
        facts, known = dict(facts), self.rows["roles"]
        if "incompatible" in facts:
            facts["incompatible"] = [known[name.casefold()] for name in facts["incompatible"]]
        row = known.get(change.key[0]) if change.key else None
        made = actions.set_role(self.actor, self.plan, row, version=row.version if row else 1, **facts)
        if change.key:
            known.pop(change.key[0], None)
        known[made.name.casefold()] = made
        return made

    def _duty(self, change: Change, facts: Mapping[str, Any]) -> Any:
        role = self.rows["roles"][facts["role"].casefold()]
        period = self.rows["periods"][facts["period"].casefold()] if facts.get("period") else None
        before = change.before  # a cell that could not be read leaves what stood there
        deputies = facts.get("deputies", before.get("deputies", "").split(";"))
        duties = {period: [facts.get("holder", before.get("holder", "")), *deputies]}
        made = actions.set_role(self.actor, self.plan, role, version=role.version, duties=duties)
        self.rows["roles"][made.name.casefold()] = made
        return made

    def _tasks(self, change: Change, facts: Mapping[str, Any]) -> Any:
        facts, known = dict(facts), self.rows["tasks"]
        code = facts.pop("code", "")
        for name in ("responsible", "accountable"):
            if name in facts:
                facts[name] = self.rows["roles"][facts[name].casefold()] if facts[name] else None
        for name in LINKS:
            if name in facts:
                rows = known if name in WAITS else self.rows["roles"]
                facts[name] = [rows[one.casefold()] for one in facts[name]]
        if "needs" in facts:
            facts["needs"] = {self.rows["resources"][name.casefold()]: n for name, n in facts["needs"].items()}
        row = known.get(change.key[0]) if change.key else None
        more = {"version": row.version} if row else {"code": code}
        made = actions.set_task(self.actor, self.plan, row, **more, **facts)
        known[made.code.casefold()] = made
        return made

    def _messages(self, change: Change, facts: Mapping[str, Any]) -> Any:
        facts, tasks = dict(facts), self.rows["tasks"]
        to = facts.pop("to")
        facts["receiver"] = tasks.get(to.casefold())
        facts["role"] = None if facts["receiver"] else self.rows["roles"][to.casefold()]
        facts["sender"] = tasks[facts["sender"].casefold()] if facts.get("sender") else None
        if "channels" in facts:
            facts["channels"] = [self.rows["channels"][name.casefold()] for name in facts["channels"]]
        row = self._message(change.key) if change.key else None
        return actions.set_part(self.actor, self.plan, row or Message, version=row.version if row else 1, **facts)

    def _message(self, key: tuple[str, ...]) -> Message | None:
        """The message between these ends, by the names that roles have by now."""
        roles = {role.pk: role.name for role in self.rows["roles"].values()}
        for row in self.messages:
            to = row.receiver.code if row.receiver else roles.get(row.role_id, "")
            if key == key_of("messages", {"sender": row.sender.code if row.sender else "", "to": to}):
                return row
        return None

    def _remove(self, change: Change) -> None:
        assert change.key is not None  # only what is there is taken out
        try:
            self._take_out(change.sheet, change.key)
        except Refused as refused:
            self.refusals.append(Refusal(change, refused.field, refused.sentence))

    def _take_out(self, sheet: str, key: tuple[str, ...]) -> None:
        if sheet == "functions":
            return  # goes with the duty that names it
        row: Any = self._message(key) if sheet == "messages" else self.rows.get(sheet, {}).get(key[0])
        if sheet == "duty":
            role = self.rows["roles"].get(key[0])
            if role is not None:
                period = self.rows["periods"].get(key[1]) if key[1] else None
                self.rows["roles"][key[0]] = actions.set_role(
                    self.actor, self.plan, role, version=role.version, duties={period: []}
                )
        elif row is None:
            return
        elif sheet == "tasks":
            if row.code in self.kept:
                raise Refused(_("This task was exercised: it is evidence and stays in the plan."), "code")
            actions.drop_task(self.actor, row)
        elif sheet == "roles":
            actions.remove_role(self.actor, row)
        else:
            actions.remove_part(self.actor, row)
        if sheet in self.rows:
            self.rows[sheet].pop(key[0], None)


def apply(
    actor: Account, plan: Plan, changes: Sequence[Change], kept: Iterable[str] = ()
) -> list[Refusal]:  # fmt: skip
    """Make the changes, inside the caller's transaction; the rows and cells that were not made, each with its sentence."""
    return Applying(actor, plan, changes, kept).run()
