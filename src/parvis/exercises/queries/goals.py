"""Capability targets and the capabilities behind the objectives: what is suggested, and what the evaluator decided."""

from dataclasses import dataclass
from typing import cast

from parvis.access.queries import visible_to
from parvis.engines import drill
from parvis.exercises.models import CapabilityRating, CapabilityTarget, Objective
from parvis.exercises.models.record import RatingLetter
from parvis.exercises.queries.result import Result
from parvis.exercises.queries.run import objectives
from parvis.people.models import Account


@dataclass(frozen=True)
class Goal:
    """A capability target with the tasks by which it is met, what their ratings suggest, and what was decided."""

    target: CapabilityTarget
    tasks: tuple[str, ...]
    suggestion: drill.Suggestion
    rating: CapabilityRating | None


@dataclass(frozen=True)
class Capability:
    """An objective with its targets, and the letter of the capability behind it as a whole."""

    objective: Objective
    goals: tuple[Goal, ...]
    suggestion: drill.Suggestion
    rating: CapabilityRating | None

    @property
    def name(self) -> str:
        return self.objective.capability or self.objective.text


def capabilities(account: Account | None, found: Result) -> tuple[Capability, ...]:
    """Every objective in its order. A target is as good as the weakest of its critical tasks, a capability as the weakest
    of its targets, by what was decided, else by what is suggested."""
    tasks: dict[str, drill.Rating | None] = {
        row.task.code: _letter(row.rating.rating if row.rating else row.suggestion.rating) for row in found.rows
    }
    decided = {
        (row.objective_id, row.target_id): row
        for row in visible_to(account, CapabilityRating).filter(exercise=found.exercise).select_related("by")
    }
    made = []
    for goal in objectives(account, found.exercise):
        own = []
        for target in goal.targets.all():
            codes = tuple(sorted(task.code for task in target.critical.all() if task.code in tasks))
            advice = drill.suggest_target(tasks[code] for code in codes)
            own.append(Goal(target, codes, advice, decided.get((goal.pk, target.pk))))
        letters = [_letter(one.rating.rating if one.rating else one.suggestion.rating) for one in own]
        made.append(Capability(goal, tuple(own), drill.suggest_capability(letters), decided.get((goal.pk, None))))
    return tuple(made)


def _letter(given: str | None) -> drill.Rating | None:
    return None if given in {None, RatingLetter.NA} else cast("drill.Rating", given)
