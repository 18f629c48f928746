"""The editions of a plan that were kept, and what differs between two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import Refused
from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.people.models import Account, Level
from parvis.plans import actions, queries
from parvis.plans.models import Channel, CheckRun, Message, Plan, PlanSnapshot, Task
from parvis.plans.rules.snapshot import Difference, compare, snapshot
from parvis.web.components.clock import said
from parvis.web.pages.plans.checked import Checked
from parvis.web.pages.reading import press, signed_in
from parvis.web.templatetags.parvis import tlp

KINDS = {
    "tasks": gettext_lazy("Tasks"),
    "roles": gettext_lazy("Roles"),
    "messages": gettext_lazy("Messages"),
    "channels": gettext_lazy("Channels"),
    "resources": gettext_lazy("Resources"),
    "triggers": gettext_lazy("Triggers"),
    "periods": gettext_lazy("Duty periods"),
}
FIELDS = {
    "name": gettext_lazy("name"),
    "text": gettext_lazy("what is done"),
    "phase": gettext_lazy("phase"),
    "responsible": gettext_lazy("who does it"),
    "accountable": gettext_lazy("who answers for it"),
    "consulted": gettext_lazy("asked before"),
    "informed": gettext_lazy("told"),
    "predecessors": gettext_lazy("waits for all of"),
    "one_of": gettext_lazy("waits for the first of"),
    "target_s": gettext_lazy("target time"),
    "dur_min_s": gettext_lazy("takes at least"),
    "dur_mode_s": gettext_lazy("takes usually"),
    "dur_max_s": gettext_lazy("takes at most"),
    "people": gettext_lazy("people needed"),
    "milestone": gettext_lazy("milestone"),
    "needs": gettext_lazy("equipment"),
    "organisation": gettext_lazy("organisation"),
    "level": gettext_lazy("level of governance"),
    "capacity": gettext_lazy("tasks it can do at once"),
    "holders": gettext_lazy("held by"),
    "deputies": gettext_lazy("deputies"),
    "incompatible": gettext_lazy("not in one hand with"),
    "way": gettext_lazy("how it goes"),
    "channels": gettext_lazy("channels"),
    "call_s": gettext_lazy("the call takes"),
    "timeout_s": gettext_lazy("acts without it after"),
    "fallback": gettext_lazy("what happens instead"),
    "fallback_s": gettext_lazy("which takes"),
    "kind": gettext_lazy("kind"),
    "usual": gettext_lazy("usual"),
    "availability": gettext_lazy("works, in per cent of events"),
    "delay_min_s": gettext_lazy("shortest delay"),
    "delay_mode_s": gettext_lazy("usual delay"),
    "delay_max_s": gettext_lazy("longest delay"),
    "quantity": gettext_lazy("how many"),
    "threat": gettext_lazy("threat"),
    "tasks": gettext_lazy("tasks"),
    "hours": gettext_lazy("hours"),
}
#: Codes that people know by a word.
WORDS: Mapping[str, Mapping[str, Any]] = {
    "phase": dict(Task.Phase.choices),
    "way": dict(Message.Way.choices),
    "level": dict(Level.choices),
    "kind": dict(Channel.Kind.choices),
}


@dataclass(frozen=True)
class Change:
    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    what: str
    state: str
    name: str
    changes: list[Change]


@signed_in
def editions(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Choose two editions and see what differs; without a choice, the last that was kept and the plan as it is."""
    plan = queries.plan_by_id(account, pk)
    kept = {one.edition: one for one in queries.snapshots(account, plan)}
    choices = sorted({*kept, plan.edition}, reverse=True)
    after = _chosen(request.GET.get("after"), choices) or plan.edition
    before = _chosen(request.GET.get("before"), choices) or next((one for one in choices if one < after), after)
    differences = compare(*(_content(account, plan, kept, one) for one in (before, after)))
    context = {
        "plan": plan,
        "place": plan.place,
        "tlp": tlp(plan.marking),
        "kept": list(kept.values()),
        "choices": choices,
        "before": before,
        "after": after,
        "groups": _groups(differences),
        "times": _times(queries.checked_editions(account, plan, {before, after}), before, after),
        "may_keep": may(account, Can.PLAN, plan) and plan.edition not in kept,
    }
    return render(request, "plans/editions.html", context)


def _chosen(text: str | None, choices: list[int]) -> int | None:
    return int(text) if text and text.isdigit() and len(text) < 10 and int(text) in choices else None  # noqa: PLR2004  # more digits than editions


def _content(account: Account, plan: Plan, kept: Mapping[int, PlanSnapshot], edition: int) -> Mapping[str, Any]:
    if edition in kept:
        content: Mapping[str, Any] = kept[edition].content
        return content
    return snapshot(queries.whole(account, plan))


def _groups(differences: list[Difference]) -> list[tuple[str, list[Row]]]:
    words = {"added": _("added"), "gone": _("gone"), "changed": _("changed")}
    states = {"added": "done", "gone": "contradicted", "changed": "stale"}
    found: dict[str, list[Row]] = {}
    for one in differences:
        changes = [Change(str(FIELDS.get(f, f)), _said(f, before), _said(f, after)) for f, before, after in one.changes]
        found.setdefault(one.kind, []).append(Row(words[one.what], states[one.what], one.name, changes))
    return [(str(KINDS[kind]), rows) for kind, rows in found.items()]


def _said(field: str, value: Any) -> str:
    """A value as people read it."""
    if value is None or value in ("", []):
        return "—"
    if field.endswith("_s"):
        return said(float(value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(WORDS.get(field, {}).get(value, value))


def _times(runs: Mapping[int, CheckRun], before: int, after: int) -> list[tuple[str, str, str]]:
    """P80 of each milestone before and after, where both editions were put on a clock."""
    found = [
        Checked(runs[one]) for one in (before, after) if one in runs and not (runs[one].result or {}).get("refused")
    ]
    if len(found) < 2:  # noqa: PLR2004  # before and after
        return []
    old, new = found
    codes = list(dict.fromkeys([*new.result["milestones"], *old.result["milestones"]]))
    return [
        (new.name(code) if code in new.tasks else old.name(code), _p80(old, code), _p80(new, code)) for code in codes
    ]


def _p80(found: Checked, code: str) -> str:
    row = found.tasks.get(code)
    return "—" if row is None else said(row["done"][1]) or _("never")


@press
def keep(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Keep the present edition by hand."""
    try:
        actions.keep_plan(account, queries.plan_by_id(account, pk))
        messages.success(request, _("This edition is kept as it is now."))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("plans:editions", pk=pk)
