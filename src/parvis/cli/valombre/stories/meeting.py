"""A workshop around the table: who was there, what was said, decided and left open."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from parvis.assessment import actions
from parvis.assessment.queries import team
from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.assessing import Assessed


def meet(people: People, found: Assessed, told: dict[str, Any]) -> None:
    """Plan it, write its minutes, close them."""
    lead = people.coordinator
    day = timezone.localtime() - timedelta(days=told["days_ago"])
    held = actions.plan_workshop(
        lead, found.of, title=told["title"], where=told["where"], agenda=told["agenda"],
        starts=day.replace(hour=9, minute=0, second=0, microsecond=0),
    )  # fmt: skip
    there = {people.who(word).pk for word in told["there"]}
    seats = [seat for seat in team(lead, found.of) if seat.account_id in there]
    actions.note_attendance(lead, held, members=seats, others=told["others"])
    for row in told["notes"]:
        about = found.scenarios[row["scenario"]] if "scenario" in row else None
        actions.write_note(lead, held, text=row["text"], kind=row["kind"], scenario=about)
    actions.close_minutes(lead, held, closing_words=told["closing_words"])
