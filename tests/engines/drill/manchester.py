"""The plan as it existed in Manchester in May 2016, when an exercise showed its flaw, and in May 2017. Roles only.

What is taken from public sources, with their keys as in the findings of the Manchester Arena Inquiry (volume 2,
published under the Open Government Licence v3) and the press that reported on it:

- Exercise Winchester Accord, 10 May 2016: fire and ambulance were held up for about an hour and a half, because they
  waited for a call of the police (force duty officer, or tactical firearms commander) that nobody made until the staff
  of the exercise prompted it. The exercise showed that the officer had too much to do; nothing was changed after it.
- 22 May 2017: the force duty officer declared Operation Plato at about 15 minutes; fire and ambulance were not told.
  Armed officers were in the room at 11 minutes. The first fire appliance was there after 2 h 05 min. The risk that the
  officer would be overburdened had been known for years. The fire service's liaison could not reach the officer by
  telephone, and no other way was tried.

Where the officer's work begins at one moment, the declaration comes first: it was made early on both days.
The durations are guesses of the order that these times allow, and are marked as such (`observed` is 0).
"""

from dataclasses import replace
from datetime import date

from parvis.engines.drill import Channel, Message, Organisation, Person, Plan, Role, Task
from parvis.engines.drill.variants import pushed, with_second_officer

EXERCISE, ATTACK = date(2016, 5, 10), date(2017, 5, 22)
FDO = "force duty officer"
PARTNERS = ("fire control", "ambulance control", "transport police", "railway operator", "arena operator")
RESCUE = ("send fire", "send ambulances")
PLATO = "declare operation plato"


def done_by(code: str, role: str, duration: tuple[float, float, float], *before: str, **more: object) -> Task:
    """A task that one role does and answers for."""
    return Task(code, duration, before, responsible=(role,), accountable=(role,), **more)  # type: ignore[arg-type]


TASKS = (
    done_by("take first call", "police control", (30, 60, 120), phase="alert", target_s=180),
    done_by("brief duty officer", "police control", (30, 60, 180), "take first call", phase="alert", target_s=400),
    done_by(PLATO, FDO, (240, 600, 900), "brief duty officer", phase="decide", target_s=1200, flawed_on=EXERCISE),
    done_by("direct armed officers", FDO, (900, 1800, 3600), "brief duty officer", phase="decide", target_s=4200),
    done_by("answer calls of commanders", FDO, (1200, 2400, 4800), "brief duty officer", phase="decide", target_s=6000),
    done_by("set up command post", FDO, (300, 600, 1200), PLATO, phase="decide", target_s=7200),
    done_by(
        "send fire", "fire control", (240, 420, 900), phase="rescue", target_s=2400, milestone=True, flawed_on=EXERCISE
    ),
    done_by(
        "send ambulances",
        "ambulance control",
        (180, 300, 600),
        phase="rescue",
        target_s=2400,
        milestone=True,
        flawed_on=EXERCISE,
    ),
    done_by("close station", "transport police", (120, 300, 600), phase="protect", target_s=3600),
    done_by("stop trains", "railway operator", (120, 240, 600), phase="protect", target_s=3600),
    done_by("clear arena", "arena operator", (300, 600, 1200), phase="evacuate", target_s=3600),
)
WAITING = dict(
    zip(PARTNERS, ("send fire", "send ambulances", "close station", "stop trains", "clear arena"), strict=True)
)

AS_IT_WAS = Plan(
    tasks=TASKS,
    roles=(
        Role("police control", 5, ("control room",), ("second control room",), "police"),
        Role(FDO, 1, ("duty inspector",), (), "police"),
        *(Role(p, 2, (f"{p} desk",), (f"{p} supervisor",), p) for p in PARTNERS),
    ),
    messages=(
        Message("take first call", "brief duty officer", channels=("control log", "telephone")),
        *(
            Message(PLATO, WAITING[p], channels=("telephone",), way="pull", call=(60, 180, 420))
            for p in PARTNERS
            if p != "arena operator"
        ),
    ),
    channels=(
        Channel("control log", (1, 5, 20)),
        Channel("telephone", (5, 20, 90)),
    ),
    people=(Person("duty inspector", unreachable=0.05),),
    organisations=tuple(Organisation(p, "regional", EXERCISE) for p in ("police", *PARTNERS)),
)

#: What the exercise would have asked for: the control room's log pushes the word to all partners, and a second officer
#: stands beside the first.
MENDED = with_second_officer(pushed(AS_IT_WAS, *(f"{PLATO}>{task}" for task in WAITING.values())), FDO)

#: The same a year on, with the lessons tried again before the attack.
TESTED = replace(
    MENDED, tasks=tuple(replace(t, exercised_on=date(2017, 3, 1)) if t.flawed_on else t for t in MENDED.tasks)
)
