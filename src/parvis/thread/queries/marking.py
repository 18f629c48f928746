"""How what is shown of a place has to be marked: by the strictest marking of all that the reader sees of it."""

from typing import Any

from django.db.models import Model, QuerySet

from parvis.access.models import Marking
from parvis.access.queries import visible_to
from parvis.assessment.models import Assessment, ExistingMeasure, Vulnerability
from parvis.exercises.models import Exercise
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.plans.models import Action, Plan
from parvis.residents.models import Survey
from parvis.solutions.models import Comparison, Requirement

#: Everything in the thread of a place that carries a marking of its own.
MARKED = (Assessment, ExistingMeasure, Vulnerability, Requirement, Comparison, Plan, Action, Exercise, Survey)


def strictest(account: Account, place: Place) -> Marking:
    """One query for all rooms."""
    first, *others = [_markings(account, model, place) for model in MARKED]
    return Marking(max([place.marking, *first.union(*others)]))


def _markings(account: Account, model: type[Model], place: Place) -> QuerySet[Any, int]:
    return visible_to(account, model).filter(place_id=place.pk).order_by().values_list("marking", flat=True)
