"""Reading exercises and lessons: every read starts from `visible_to`."""

from parvis.exercises.queries.lessons import WAITING, lesson, lessons, reopened_tasks
from parvis.exercises.queries.measured import Measured, measured, step_label
from parvis.exercises.queries.reading import (
    PLAYED,
    called_of,
    clock,
    exercise,
    exercises,
    hot_wash,
    injects,
    last_exercise,
    observations,
    pack,
    part_of,
    participants,
    stamps,
    tasks,
)
from parvis.exercises.queries.result import Result, TaskRow, result
from parvis.exercises.queries.script import script
from parvis.exercises.queries.trial import Trial, Tried, trial

__all__ = [
    "PLAYED",
    "WAITING",
    "Measured",
    "Result",
    "TaskRow",
    "Trial",
    "Tried",
    "called_of",
    "clock",
    "exercise",
    "exercises",
    "hot_wash",
    "injects",
    "last_exercise",
    "lesson",
    "lessons",
    "measured",
    "observations",
    "pack",
    "part_of",
    "participants",
    "reopened_tasks",
    "result",
    "script",
    "stamps",
    "step_label",
    "tasks",
    "trial",
]
