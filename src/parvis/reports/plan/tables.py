"""The tables of a check, as rows of texts and numbers: for the document and for Excel."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.content.language import timed
from parvis.plans.rules.result import Change, gain
from parvis.reports.plan.paper import Paper
from parvis.reports.workbook import Grid

NONE = "—"


def clock(seconds: float | None) -> str:
    """A time; "never" where so many runs never come to it."""
    return _("never") if seconds is None else timed(seconds)


def _chance(met: list[float] | None) -> str:
    """The share of the runs that keep a target, and its range."""
    if met is None:
        return NONE
    share, low, high = (round(100 * part) for part in met)
    return _("%(share)d %% (%(low)d to %(high)d)") % {"share": share, "low": low, "high": high}


def milestones(of: Paper) -> Grid:
    rows = [
        [
            of.name(task["code"]),
            *(clock(value) for value in task["done"]),
            timed(task["target"]) or NONE,
            _chance(task["met"]),
        ]
        for task in (of.result.shown if of.result else ())
    ]
    return Grid(_("Milestones"), [_("Milestone"), "P50", "P80", "P95", _("Target"), _("Chance to keep it")], rows)


def path(of: Paper) -> Grid:
    """The critical path: the tasks without slack, in the order in which they begin."""
    found = sorted(
        (task for task in (of.result.tasks.values() if of.result else ()) if task["critical"]),
        key=lambda task: (task["expected"][0] or 0.0, task["expected"][1] or 0.0),
    )
    rows = [
        [
            of.name(task["code"]),
            ", ".join(of.name(role) for role in task["roles"]) or NONE,
            clock(task["expected"][0]),
            clock(task["expected"][1]),
        ]
        for task in found
    ]
    return Grid(_("Critical path"), [_("Task"), _("Who does it"), _("Begins"), _("Done")], rows)


def findings(of: Paper) -> Grid:
    head = [_("Rule"), _("Weight"), _("What was found"), _("Why it matters"), _("A way out"), _("State")]
    rows = [[one.rule, one.severity, one.sentence, one.why, one.fix, one.state] for one in (*of.findings, *of.fixed)]
    return Grid(_("Findings"), head, rows)


def losses(of: Paper) -> Grid:
    rows = [
        [
            f"{row.name} ({row.kind})",
            ", ".join(row.stops) or NONE,
            f"{', '.join(row.late)}: {timed(row.added)}" if row.late else NONE,
            _("single point of failure") if row.single else "",
        ]
        for row in (of.result.lost if of.result else ())
    ]
    return Grid(_("Losses"), [_("Without"), _("Never done"), _("Later by up to"), _("What it does")], rows)


def drivers(of: Paper) -> Grid:
    rows = [
        [of.name(milestone), of.name(one["task"]), round(one["correlation"], 2), f"{100 * one['critical']:.0f} %"]
        for milestone, moving in of.stored.get("drivers", {}).items()
        for one in moving
    ]
    head = [_("Milestone"), _("Task"), _("Correlation"), _("On the critical path")]
    return Grid(_("What drives delay"), head, rows)


def what_if(of: Paper) -> Grid:
    rows = [_tried(of, change) for change in (of.result.changes if of.result else ())]
    head = [_("What is changed"), _("Milestone"), _("P80 before"), _("P80 after"), _("Earlier"), _("Chance before and after"), _("Said by, with the reason")]  # fmt: skip
    return Grid(_("What would help"), head, rows)


def _tried(of: Paper, change: Change) -> list[Any]:
    effect, measure = change.effect, of.measures.get(change.measure)
    met = effect["met"]
    share = NONE if met[0] is None else f"{100 * met[0]:.0f} → {100 * met[1]:.0f} %"
    saved = _("no more than chance")
    if change.worth or change.harms:
        never = {float("inf"): _("from never to done"), -float("inf"): _("from done to never")}
        saved = never.get(gain(effect)) or timed(gain(effect))
    by = ""
    if measure:
        by = f"{measure.reason} ({measure.by.name}, {date_format(measure.since, 'SHORT_DATE_FORMAT')})"
    return [change.text, change.milestone, clock(effect["p80"][0]), clock(effect["p80"][1]), saved, share, by or NONE]


def load(of: Paper) -> Grid:
    rows = [
        [
            of.name(row["code"]),
            row["capacity"],
            round(max(row["wanted"], default=0.0), 1),
            f"{100 * row['short']:.0f} %",
        ]
        for row in of.stored.get("demands", [])
    ]
    head = [_("Role"), _("Tasks at once"), _("Most wanted at once"), _("Too little room")]
    return Grid(_("Load of the roles"), head, rows)


def workbook(of: Paper) -> list[Grid]:
    """All tables; the findings always, the others where there is a clock. What the numbers are worth comes last."""
    made = [milestones(of), findings(of), path(of), losses(of), what_if(of), drivers(of), load(of)]
    trust = Grid(_("How far to trust this"), [_("What the numbers are worth")], [[words] for words in trusted(of)])
    return [grid for grid in (*made, trust) if grid.rows or grid.name == _("Findings")]


def trusted(of: Paper) -> list[str]:
    if of.result is None:
        return of.refused
    again = _("%(runs)s runs, seed %(seed)s, Parvis %(engine)s: the same again gives the same numbers.") % {
        "runs": of.run.runs, "seed": of.run.seed, "engine": of.run.engine
    }  # fmt: skip
    return [*of.result.trust, again]
