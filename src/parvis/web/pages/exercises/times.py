"""The result of an exercise as pictures and tables: planned and observed on one clock, steps, relays, load, coverage."""

import math

from django.utils.formats import localize
from django.utils.translation import gettext as _

from parvis.content.language import said
from parvis.engines.drill import STAMPS, Latency
from parvis.exercises.models import Stamp
from parvis.exercises.queries import Measured, Result, TaskRow, Trial, step_label


def known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _minutes(value: float | None) -> float | None:
    return None if value is None else value / 60


def clock_rows(found: Result, more: Measured | None = None) -> list[dict[str, object]]:
    """The tasks that were called for or seen, for the picture: planned and observed spans in minutes on the exercise clock."""
    rows: list[dict[str, object]] = []
    for row in found.rows:
        stamps = row.result.stamps
        moments = [value for name in STAMPS if name != "event" and (value := known(stamps[name])) is not None]
        if row.called_s is None and not moments:
            continue
        rows.append(
            {
                "label": f"{row.task.code} {row.task.text}",
                "owner": " · ".join(_beneath(row)),
                "planned_start": _minutes(row.called_s) if row.result.target_s else None,
                "planned_end": _minutes(row.due_s),
                "observed_start": _minutes(min(moments)) if moments else None,
                "observed_end": _minutes(known(stamps["done"])),
                **(_more(row, more) if more else {}),
            }
        )
    return rows


def _more(row: TaskRow, more: Measured) -> dict[str, object]:
    """When the plan expects the task done, and what each observer noted."""
    expected = more.expected.get(row.task.code)
    seen = [
        (_("Observer %(n)d") % {"n": number}, [(at / 60, Stamp.Kind(kind).label) for kind, at in moments.items()])
        for number, moments in more.seen.get(row.task.code, ())
    ]
    return {
        "p50": _minutes(expected.p50) if expected else None,
        "p80": _minutes(expected.p80) if expected else None,
        "seen": seen,
    }


def _beneath(row: TaskRow) -> list[str]:
    """The line beneath a task in the picture: its role, and that it was never done where it was not."""
    role = [row.task.responsible.name] if row.task.responsible else []
    return [*role, _("never done")] if row.result.status == "never_done" else role


def step_rows(steps: tuple[Latency, ...], name: str = "") -> list[dict[str, object]]:
    return [{"name": name, "label": step_label(step.step), "step": step} for step in steps]


def measures(found: Result, more: Measured) -> dict[str, object]:
    """What stands beneath the tasks, ready for the page."""
    roles = len(found.load)
    return {
        "steps": step_rows(more.steps),
        "by_role": [row for group in more.by_role for row in step_rows(group.steps, group.name)],
        "by_inject": [
            row for group in more.by_inject for row in step_rows(group.steps, _("Message %(n)s") % {"n": group.name})
        ],
        "pairs": more.pairs,
        "channels": [passing for passing in more.channels if passing.name],
        "used": more.used,
        "words": more.words,
        "exact": more.exact,
        "coverage": more.coverage,
        "concentration": _concentration(found.concentration, roles) if roles > 1 else "",
        "unplanned": more.unplanned,
        "all_critical": len(more.coverage.evaluated) + len(more.coverage.missing),
    }


def _concentration(value: float, roles: int) -> str:
    """The index in words, between what it could be at least and at most."""
    return _(
        "Concentration of the tasks on roles: %(value)s. It would be %(least)s if all %(n)d had done as many, and 1 if one had done everything (Herfindahl-Hirschman index: the sum of the squared shares)."
    ) % {"value": localize(round(value, 2)), "least": localize(round(1 / roles, 2)), "n": roles}


def versus_rows(trial: Trial) -> list[dict[str, object]]:
    """Each option of a table-top beside the place as it is: sentences, and the pairs of tasks."""
    return [
        {"option": one.option, "said": [said(words) for words in one.paired.statements()], "pairs": one.paired.pairs}
        for one in trial.versus()
    ]
