"""Checks of dates: what is overdue, what has grown old."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from parvis.assessment.rules.lint.facts import Facts, Subject
from parvis.assessment.rules.lint.registry import rule
from parvis.assessment.rules.states import STALE_AFTER

YEAR = timedelta(days=365)
OPEN_FOR = timedelta(days=183)


@rule(
    "review_missing", "warning",
    _("Nobody has said when to look again."),
    _("Threats and places change; an assessment without a date is never opened again."),
    _("Set a day in the head of the assessment."),
)  # fmt: skip
def review_missing(facts: Facts) -> Iterator[Subject]:
    if facts.closed and facts.review_on is None:
        yield Subject()


@rule(
    "review_overdue", "warning",
    _("The day of review has passed, or the assessment is older than two years."),
    _("Decisions rest on what may no longer be so."),
    _("Assess again; what still holds is quickly confirmed."),
)  # fmt: skip
def review_overdue(facts: Facts) -> Iterator[Subject]:
    late = facts.review_on is not None and facts.review_on < facts.today
    if late or (facts.closed and facts.today - facts.closed > STALE_AFTER):
        yield Subject(state=(facts.review_on,))


@rule(
    "place_changed", "warning",
    _("The place itself has changed since this assessment was closed."),
    _("What was judged no longer stands there as it was."),
    _("Assess again in the new layout."),
)  # fmt: skip
def place_changed(facts: Facts) -> Iterator[Subject]:
    if facts.place_changed:
        yield Subject(where="place", state=(facts.place_changed,))


@rule(
    "open_for_long", "note",
    _("This assessment has been open for more than six months."),
    _("First judgements and last ones then speak of different times."),
    _("Close it with what there is, or say in the title that it rests."),
)  # fmt: skip
def open_for_long(facts: Facts) -> Iterator[Subject]:
    if facts.state != "closed" and facts.today - facts.opened > OPEN_FOR:
        yield Subject()


@rule(
    "no_threat_level", "note",
    _("The general level of threat is not noted."),
    _("It comes from the authorities; without it each expert puts their own into the probability."),
    _("Note the level in force, who announced it and when."),
)  # fmt: skip
def no_threat_level(facts: Facts) -> Iterator[Subject]:
    if facts.judging and not facts.threat_level:
        yield Subject()


@rule(
    "threat_level_old", "note",
    _("The general level of threat bears no date, or was announced more than a year before."),
    _("The authorities may have changed it since."),
    _("Ask which level is in force, and note the day."),
)  # fmt: skip
def threat_level_old(facts: Facts) -> Iterator[Subject]:
    day = facts.closed or facts.today
    if facts.threat_level and (facts.threat_level_on is None or day - facts.threat_level_on > YEAR):
        yield Subject(state=(facts.threat_level, facts.threat_level_on))


@rule(
    "weakness_open_for_long", "warning",
    _("A weakness has been open for more than a year."),
    _("What is known and not answered weighs more after an incident than what nobody knew."),
    _("Say what has to hold and by when, or accept it with a reason and a date."),
)  # fmt: skip
def weakness_open_for_long(facts: Facts) -> Iterator[Subject]:
    for found in facts.weaknesses:
        if found.open and found.since and facts.today - found.since > YEAR:
            yield found.subject()
