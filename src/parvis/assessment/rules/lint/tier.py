"""Checks of proportionality: what the tier of the place expects."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.assessment.rules.lint.facts import Facts, Subject
from parvis.assessment.rules.lint.registry import rule


@rule(
    "expectation_unmet", "warning",
    _("Something that is expected of a place of this tier is not met."),
    _("The more people come, the more a gap weighs: the page of the tier says how much is expected here."),
    _("Make it a weakness and a requirement, or accept it with a reason and a date."),
)  # fmt: skip
def expectation_unmet(facts: Facts) -> Iterator[Subject]:
    yield from (e.subject() for e in facts.expectations if e.met is False)


@rule(
    "expectation_unknown", "note",
    _("Nobody has said whether something that is expected of this tier is met."),
    _("The result is read as if it were."),
    _("Tick it on the page of the tier, with a word on how you know."),
)  # fmt: skip
def expectation_unknown(facts: Facts) -> Iterator[Subject]:
    if facts.state == "closed":
        yield from (e.subject() for e in facts.expectations if e.met is None)


@rule(
    "tier_outdated", "warning",
    _("The number of people has changed: another tier would follow from it now."),
    _("What is expected of the place was measured against fewer or more people than come today."),
    _("Take the tier that follows now, or say why the other one still holds; a closed assessment stays as it is until somebody does."),
)  # fmt: skip
def tier_outdated(facts: Facts) -> Iterator[Subject]:
    if facts.tier_outdated:
        yield Subject(where="tier", state=(facts.tier, facts.tier_by_people))
