"""A plan in which no rule finds anything, and how to plant a flaw in it."""

from dataclasses import replace
from datetime import date

from parvis.engines.drill import (
    Channel,
    Message,
    Organisation,
    Period,
    Person,
    Plan,
    Resource,
    Role,
    Task,
    Trigger,
)

TODAY = date(2026, 11, 20)
LATELY = date(2026, 10, 1)

TASKS = (
    Task(
        "alert",
        (10, 20, 40),
        (),
        200,
        ("control",),
        ("control",),
        informed=("mayor",),
        phase="alert",
        exercised_on=LATELY,
    ),
    Task(
        "clear",
        (60, 90, 200),
        ("alert",),
        900,
        ("warden",),
        ("warden",),
        phase="evacuate",
        milestone=True,
        exercised_on=LATELY,
    ),
    Task(
        "cordon",
        (60, 90, 200),
        ("alert",),
        900,
        ("warden",),
        ("warden",),
        resources=(("barrier", 1),),
        exercised_on=LATELY,
    ),
)
ROLES = (
    Role("control", 2, ("p1",), ("p2",), "police", incompatible=("warden",)),
    Role("warden", 2, ("p3",), ("p4",), "town"),
    Role("mayor", 1, ("p5",), ("p6",), "town"),
)
MESSAGES = (
    Message("alert", "clear", channels=("radio", "phone")),
    Message("alert", "cordon", channels=("radio", "phone")),
    Message("alert", role="mayor", channels=("radio", "phone")),
)
SOUND = Plan(
    TASKS,
    ROLES,
    MESSAGES,
    channels=(Channel("radio", (1, 2, 5)), Channel("phone", (5, 10, 30))),
    resources=(Resource("barrier", 1),),
    triggers=(Trigger("vehicle", ("alert",)),),
    people=tuple(Person(f"p{n}", site=f"site {n}", system=f"line {n}", checked_on=LATELY) for n in range(1, 7)),
    organisations=(Organisation("police", "national", LATELY), Organisation("town", exercised_on=LATELY)),
    periods=(Period("day", 43200), Period("night", 43200)),
)


def with_task(code: str, **change: object) -> Plan:
    """The sound plan with one task changed."""
    tasks = (replace(t, **change) if t.code == code else t for t in SOUND.tasks)  # type: ignore[arg-type]
    return replace(SOUND, tasks=tuple(tasks))


def with_role(code: str, **change: object) -> Plan:
    """The sound plan with one role changed."""
    roles = (replace(r, **change) if r.code == code else r for r in SOUND.roles)  # type: ignore[arg-type]
    return replace(SOUND, roles=tuple(roles))


def with_words(**change: object) -> Plan:
    """The sound plan with every message changed."""
    return replace(SOUND, messages=tuple(replace(m, **change) for m in SOUND.messages))  # type: ignore[arg-type]


def with_person(code: str, **change: object) -> Plan:
    """The sound plan with one person changed."""
    people = (replace(p, **change) if p.code == code else p for p in SOUND.people)  # type: ignore[arg-type]
    return replace(SOUND, people=tuple(people))
