"""A past for the market square: an assessment of some years before, so that then and now can be compared."""

from datetime import timedelta
from typing import Any

from django.db.models import F

from parvis.assessment import actions
from parvis.assessment.models import Assessment, ExistingMeasure, Judgement, Scenario, Visit, VisitEntry, Vulnerability
from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.assessing import Assessed, answer_weaknesses, assess
from parvis.cli.valombre.stories.sheet import Drawn
from parvis.places.models import Place


def assess_earlier(people: People, place: Place, drawn: Drawn, told: dict[str, Any]) -> Assessed:
    """Play it through the same verbs, then put its dates back. The journal says when it was really written."""
    found = assess(people, place, drawn, told["assessment"], until="closed")
    back = timedelta(days=told["days_ago"])
    whole = Assessment.objects.filter(pk=found.of.pk)
    whole.update(**{name: F(name) - back for name in ("created", "judging_since", "discussing_since", "closed")})
    for table in (Scenario, Judgement):
        table.objects.filter(assessment=found.of).update(created=F("created") - back)
    trips = Visit.objects.filter(assessment=found.of)
    trips.update(**{name: F(name) - back for name in ("issued", "expires", "returned")})
    VisitEntry.objects.filter(assessment=found.of).update(received=F("received") - back)
    Vulnerability.objects.filter(scenario__assessment=found.of).update(created=F("created") - back)
    answer_weaknesses(people, found, told["assessment"])
    return found


def stand_since(found: Assessed, told: dict[str, Any]) -> None:
    """Measures and weaknesses of the newer assessment that were there, and known, already."""
    back = timedelta(days=told["days_ago"] + 1)
    for table, rows, keys in (
        (ExistingMeasure, found.measures, told["stood"]), (Vulnerability, found.weaknesses, told["open_since"]),
    ):  # fmt: skip
        table.objects.filter(pk__in=[rows[key].pk for key in keys]).update(created=F("created") - back)


def say_expectations(people: People, of: Assessment, rows: list[dict[str, Any]]) -> None:
    """What somebody says of what the tier expects."""
    for row in rows:
        facts = {name: row[name] for name in ("number", "state", "known_by")}
        actions.say_expectation(people.who(row["who"]), of, **facts)
