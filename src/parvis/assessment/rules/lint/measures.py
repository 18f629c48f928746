"""Checks of the existing measures: what is noted, by whom it is kept, when it was last seen."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from parvis.assessment.rules.lint.facts import BAD_STATES, WANTED_STATES, Facts, Subject
from parvis.assessment.rules.lint.registry import rule

NOT_SEEN = timedelta(days=730)


@rule(
    "no_existing_measures", "warning",
    _("Vulnerability was judged without any existing measure on the list."),
    _("How vulnerable a place is depends on what already protects it; nobody can tell what was taken into account."),
    _("Walk the place and note what is there: trees, steps and busy shop fronts count too."),
)  # fmt: skip
def no_existing_measures(facts: Facts) -> Iterator[Subject]:
    if facts.judging and not facts.measures:
        yield Subject(where="measures")


@rule(
    "failing_without_owner", "warning",
    _("A measure fails, and nobody is named who looks after it."),
    _("What nobody looks after stays broken."),
    _("Name the service or the operator that keeps it."),
)  # fmt: skip
def failing_without_owner(facts: Facts) -> Iterator[Subject]:
    yield from (m.subject() for m in facts.measures if m.state == "failing" and not m.owner)


@rule(
    "not_seen_lately", "note",
    _("Nobody has seen or tested a measure for two years."),
    _("Things break, move and are forgotten; an old tick proves little."),
    _("Look at it on the next visit and note the day."),
)  # fmt: skip
def not_seen_lately(facts: Facts) -> Iterator[Subject]:
    for found in facts.measures:
        if found.checked_on and facts.today - found.checked_on > NOT_SEEN:
            yield found.subject()


@rule(
    "good_never_checked", "note",
    _("A measure is said to work, and no day is noted on which it was seen or tested."),
    _("“It works” is a claim as long as nobody looked."),
    _("Note when it was last seen or tested, or look at it on the next visit."),
)  # fmt: skip
def good_never_checked(facts: Facts) -> Iterator[Subject]:
    yield from (m.subject() for m in facts.measures if m.state == "good" and not m.natural and not m.checked_on)


@rule(
    "checked_in_future", "error",
    _("A measure was seen or tested on a day that is yet to come."),
    _("Every check of its age is wrong as long as the day is."),
    _("Correct the day."),
)  # fmt: skip
def checked_in_future(facts: Facts) -> Iterator[Subject]:
    yield from (m.subject() for m in facts.measures if m.checked_on and m.checked_on > facts.today)


@rule(
    "wanted_without_weakness", "warning",
    _("A measure is needed or missing, and no weakness names it."),
    _("Only a weakness leads on to a requirement and a decision: what is noted here alone gets lost."),
    _("Write down what is weak without it, and name the measure there."),
)  # fmt: skip
def wanted_without_weakness(facts: Facts) -> Iterator[Subject]:
    if facts.shown:
        yield from (m.subject() for m in facts.measures if m.state in WANTED_STATES and not m.mentioned)


@rule(
    "measure_nowhere", "note",
    _("A measure that was put there has neither a point on the map nor a zone."),
    _("On site nobody will find it, and nobody sees which scenario it helps."),
    _("Put it on the map, or choose its zone."),
)  # fmt: skip
def measure_nowhere(facts: Facts) -> Iterator[Subject]:
    for found in facts.measures:
        if not found.natural and not found.placed and not found.zone and found.state in {"good", "failing"}:
            yield found.subject()


@rule(
    "measure_twice", "warning",
    _("The same measure is noted twice in one zone, once as working and once as failing or missing."),
    _("One of the two is wrong, or there are two of them: the reader cannot tell."),
    _("Remove one, or say in your own words which is which."),
)  # fmt: skip
def measure_twice(facts: Facts) -> Iterator[Subject]:
    good = [m for m in facts.measures if m.row and m.zone]
    for one, other in combinations(good, 2):
        pair = {one.state, other.state}
        if (
            (one.row, one.zone, one.label) == (other.row, other.zone, other.label)
            and "good" in pair
            and pair & BAD_STATES
        ):
            yield other.subject()
