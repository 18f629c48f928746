"""What the engine has to say of a plan, and the names by which people know its parts."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from parvis.engines import drill
from parvis.plans.rules.engine import allowed_s, engine_plan
from parvis.plans.rules.whole import Whole


@dataclass(frozen=True)
class Reading:
    """What the engine has to say of a plan. `timetable` is None while tasks wait for one another in a circle."""

    findings: tuple[drill.Finding, ...]
    timetable: drill.Schedule | None
    names: dict[str, str]
    tasks: frozenset[str]

    @property
    def severe(self) -> int:
        """How many serious gaps the plan itself has; what was never tried again, the lessons say."""
        return sum(f.severity == "error" and drill.RULES[f.rule].about != "practice" for f in self.findings)


def read(whole: Whole) -> Reading:
    """Findings and timetable of a plan, with the names by which people know its parts (by the engine's codes)."""
    plan = engine_plan(whole)
    allowed = allowed_s(whole.tasks)
    assumed = {task.code: allowed[task.code] for task in whole.tasks if task.dur_mode_s is None}
    try:
        timetable = drill.schedule(plan, assumed)
    except drill.PlanError:
        timetable = None
    return Reading(
        drill.check_plan(plan, today_of(whole)),
        timetable,
        names_of(whole),
        frozenset(task.code for task in whole.tasks),
    )


def today_of(whole: Whole) -> date | None:
    """The day for the rules of practice, where it is known what was tried."""
    return timezone.localdate() if whole.tried else None


def names_of(whole: Whole) -> dict[str, str]:
    """The words for each code that the engine was given."""
    names = {task.code: f"{task.code} ({task.text.rstrip('.')})" for task in whole.tasks}
    for rows in (whole.roles, whole.periods, whole.channels, whole.resources, whole.triggers):
        names |= {str(row.pk): str(row) for row in rows}
    return names | {str(duty.function_id): str(duty.function) for role in whole.roles for duty in role.duties.all()}
