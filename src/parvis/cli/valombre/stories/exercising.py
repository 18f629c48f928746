"""A table-top with two observers, what they saw, and what was learned of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from parvis.access.actions import grant
from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.planning import Planned
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise, Lesson, Objective, Observation, Participant
from parvis.people.models import Role
from parvis.plans.actions import agree_action
from parvis.plans.queries import starters

STAYS_DAYS = 60
ABOUT = ("nature", "function", "effectiveness", "root_cause", "training")
SAID = ("alert", "order", "done")  # at one of these the word goes out
MOMENTS = ("alert", "ack", "start", "decide", "order", "done")


@dataclass
class Played:
    """The exercise and what was written down, by the keys of the words."""

    of: Exercise
    seen: dict[str, Observation] = field(default_factory=dict)
    lessons: dict[str, Lesson] = field(default_factory=dict)


def play(people: People, made: Planned, told: dict[str, Any]) -> Played:
    """Prepare an exercise, enter when it was played, and what both observers noted with paper and a watch."""
    director = people.who("director")
    pack = next(iter(starters()), None)
    of = actions.prepare(
        director, made.plan, title=told["title"], kind=told["kind"], pack=pack, planned_for=timezone.localdate()
    )
    for inject in queries.injects(director, of):
        actions.remove_inject(director, inject)  # the town writes its own messages, and sets its own objectives
    for goal in queries.objectives(director, of):
        actions.remove_objective(director, goal)
    goals = {row["key"]: _objective(people, of, made, row) for row in told["objectives"]}
    came: dict[UUID, int] = {}
    for row in told["injects"]:
        came[_inject(people, of, made, row, goals)] = row["at"]
    for word, role in told["players"].items():
        actions.invite(director, of, people.who(word), Participant.Part.PLAYER, made.roles[role])
    for word in told["observers"]:
        _let_in(people, of, word)
        actions.invite(director, of, people.who(word), Participant.Part.OBSERVER)
    began = timezone.now() - timedelta(hours=told["began_hours_ago"])
    ended = began + timedelta(minutes=told["minutes"])
    played = Played(actions.enter_played(director, of, began=began, ended=ended, delivered=came))
    _note(people, made, played, told)
    return played


def _let_in(people: People, of: Exercise, word: str) -> None:
    """The director may not grant access: the coordinator lets observers from elsewhere in, for this exercise."""
    watcher = people.who(word)
    if not may(watcher, Can.OBSERVE, of):
        until = timezone.now() + timedelta(days=STAYS_DAYS)
        grant(people.coordinator, of.place, account=watcher, role=Role.OBSERVER, purpose=of.title, until=until)


def _objective(people: People, of: Exercise, made: Planned, row: dict[str, Any]) -> Objective:
    """What the exercise finds out, and the threshold by which one sees it."""
    director = people.who("director")
    goal = actions.set_objective(
        director,
        of,
        text=row["text"],
        capability=row["capability"],
        smart_target=row["target"],
        priority=row.get("priority", 2),
    )
    actions.set_target(
        director, goal, text=row["target"], metric=row["metric"], threshold=float(row["minutes"]), unit="min",
        source=made.plan.title, critical=[made.tasks[key] for key in row["tasks"]],
    )  # fmt: skip
    return goal


def _inject(people: People, of: Exercise, made: Planned, row: dict[str, Any], goals: dict[str, Objective]) -> UUID:
    inject = actions.set_inject(
        people.who("director"), of, offset_s=row["at"], mode=row["mode"], sender=row["sender"], to=row["to"],
        message=row["message"], note=row.get("note", ""), expected=[made.tasks[key] for key in row.get("expects", ())],
        objectives=[goals[key] for key in row.get("serves", ())],
    )  # fmt: skip
    return inject.pk


def _note(people: People, made: Planned, played: Played, told: dict[str, Any]) -> None:
    """Stamps of both observers, then their observations."""
    watchers = [people.who(word) for word in told["observers"]]
    for key, moments in told["stamps"].items():
        role = made.roles[moments["by"]]
        for number, watcher in enumerate(watchers):
            for kind in MOMENTS:
                if kind in moments:
                    seconds = float(moments[kind][number])
                    way = made.channels.get(moments.get("via", "")) if kind in SAID else None
                    actions.stamp(
                        watcher, played.of, made.tasks[key], kind, at_s=seconds, role=role, channel=way, source="log"
                    )
    for row in told["observations"]:
        played.seen[row["key"]] = actions.observe(
            people.who(row["by"]), played.of, text=row["text"], kind=row["kind"], at_s=float(row["at"]),
            task=made.tasks[row["task"]], rating=row["rating"],
        )  # fmt: skip


def evaluate(people: People, made: Planned, played: Played, told: dict[str, Any]) -> None:
    """Hot wash without names, ratings by the director, lessons; then the evaluation is closed."""
    director = people.who("director")
    for word, answers in told.get("hot_wash", {}).items():
        actions.answer_hot_wash(people.who(word), played.of, answers)
    for row in queries.result(director, played.of).rows:
        if row.result.status != "not_observed":
            letter = row.suggestion.rating or "NA"
            reason = next((told["ratings"][key] for key in told.get("ratings", ()) if made.tasks[key] == row.task), "")
            actions.rate(director, played.of, row.task, letter, suggested=letter, reason=reason)
    _letters(people, played)
    for row in told.get("lessons", ()):
        played.lessons[row["key"]] = _lesson(people, made, played, row)
    played.of = actions.set_state(director, played.of, Exercise.State.CLOSED)


def _letters(people: People, played: Played) -> None:
    """Every target and every capability gets the letter that the tasks suggest."""
    director = people.who("director")
    for one in queries.capabilities(director, queries.result(director, played.of)):
        for aim in one.goals:
            letter = aim.suggestion.rating or "NA"
            actions.rate_capability(director, one.objective, letter, target=aim.target)
        actions.rate_capability(director, one.objective, one.suggestion.rating or "NA")


def _lesson(people: People, made: Planned, played: Played, row: dict[str, Any]) -> Lesson:
    due = timezone.localdate() + timedelta(days=row["due_in_days"])
    drawn = actions.draw_lesson(
        people.who("director"), played.of, observations=[played.seen[key] for key in row["from"]], text=row["text"],
        task=made.tasks[row["task"]], recommendation=row["recommendation"], element=row["element"], owner=row["owner"],
        due=due, **{name: row[name] for name in ABOUT if name in row},
    )  # fmt: skip
    for action in row.get("actions", ()):
        agreed = agree_action(
            people.coordinator, drawn.place, title=action["title"], success=action["success"], owner=row["owner"],
            start=timezone.localdate(), due=due, marking=played.of.marking,
        )  # fmt: skip
        drawn = actions.answer_lesson(people.coordinator, drawn, agreed)
    return actions.change_lesson(people.coordinator, drawn, version=drawn.version, state=row["state"])


def verify(people: People, first: Played, again: Played, told: dict[str, str]) -> None:
    """Close the lessons that the second run has tried again; the others stay open."""
    for key, note in told.items():
        lesson = queries.lesson(people.coordinator, first.lessons[key].pk)
        actions.verify_lesson(people.who("director"), lesson, again.of, note=note)
