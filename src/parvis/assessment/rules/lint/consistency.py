"""Checks between the parts: measures against judgements, risks against weaknesses, people against numbers."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.assessment.rules.lint.facts import BAD_STATES, Facts, Story, Subject
from parvis.assessment.rules.lint.registry import rule

GUESSED = "judgement"


@rule(
    "failing_but_low", "warning",
    _("Vulnerability is judged lowest, although a measure on which the scenario relies is failing or missing."),
    _("Either the judgement or the state of the measure is wrong."),
    _("Judge again, or name what makes up for it."),
)  # fmt: skip
def failing_but_low(facts: Facts) -> Iterator[Subject]:
    for story in facts.judged:
        bad = _bad(facts, story)
        if bad and story.vulnerability == facts.least:
            whole = story.judged()
            yield Subject(f"{story.label}: {', '.join(bad)}", whole.key, whole.where, whole.pk, (*whole.state, *bad))


def _bad(facts: Facts, story: Story) -> list[str]:
    """Failing or missing measures that the story names; where it names none, those meant for its threat."""
    meant = [
        m for m in facts.measures if (m.pk in story.relies_on if story.relies_on else story.threat in m.answers)
    ]  # fmt: skip
    return [m.label for m in meant if m.state in BAD_STATES]


@rule(
    "grave_without_weakness", "error",
    _("A risk stands in one of the two gravest bands, and no weakness was written from it."),
    _("A grave risk that leads to nothing was judged in vain."),
    _("Write down what is weak, or accept the risk with a reason and a date."),
)  # fmt: skip
def grave_without_weakness(facts: Facts) -> Iterator[Subject]:
    known = {weakness.scenario for weakness in facts.weaknesses}
    if facts.state == "closed":
        yield from (story.judged() for story in facts.judged if story.band >= facts.grave and story.pk not in known)


@rule(
    "high_without_requirement", "error",
    _("A weakness of a grave risk has no requirement."),
    _("As long as nobody says what has to hold, no measure can be chosen and none can be checked."),
    _("Say what has to hold, or accept the risk with a reason and a date."),
)  # fmt: skip
def high_without_requirement(facts: Facts) -> Iterator[Subject]:
    grave = {story.pk for story in facts.judged if story.band >= facts.grave}
    if facts.state == "closed":
        for weakness in facts.weaknesses:
            if weakness.scenario in grave and weakness.open and weakness.required is False:
                yield weakness.subject()


@rule(
    "weakness_without_evidence", "note",
    _("A weakness rests on no scenario and names no measure."),
    _("Whoever is to pay for an answer will ask how it is known."),
    _("Write it from a scenario, or say on which existing or missing measure it rests."),
)  # fmt: skip
def weakness_without_evidence(facts: Facts) -> Iterator[Subject]:
    yield from (w.subject() for w in facts.weaknesses if w.open and w.scenario is None and not w.measures)


@rule(
    "weakness_without_help", "note",
    _("A weakness does not say what would help."),
    _("Those who look for answers begin with nothing in their hands."),
    _("Write in a line what would have to be otherwise; no product is needed."),
)  # fmt: skip
def weakness_without_help(facts: Facts) -> Iterator[Subject]:
    yield from (w.subject() for w in facts.weaknesses if w.open and not w.help.strip())


@rule(
    "no_occupancy", "warning",
    _("Nobody noted how many people are there in this condition."),
    _("Consequences and the tier of the place depend on it."),
    _("Give a number and how it was estimated."),
)  # fmt: skip
def no_occupancy(facts: Facts) -> Iterator[Subject]:
    if facts.people is None:
        yield Subject(where="place")


@rule(
    "occupancy_guessed", "note",
    _("The number of people in this condition is an estimate."),
    _("The tier of the place, and so what is expected of it, hangs on this number."),
    _("Count once, or take tickets, passages or the area."),
)  # fmt: skip
def occupancy_guessed(facts: Facts) -> Iterator[Subject]:
    if facts.people is not None and facts.estimated_by == GUESSED:
        yield Subject(where="place", state=(facts.people,))


@rule(
    "tier_unexplained", "warning",
    _("The tier of the place is not the one that follows from the number of people, and no reason is given."),
    _("A lowered tier expects less: whoever is asked about it later needs the reason."),
    _("Write why, or take the tier that follows from the number."),
)  # fmt: skip
def tier_unexplained(facts: Facts) -> Iterator[Subject]:
    if facts.tier_outdated:
        return  # a check of its own
    if facts.tier and facts.tier_by_people and facts.tier != facts.tier_by_people and not facts.tier_reason.strip():
        yield Subject(where="tier", state=(facts.tier, facts.tier_by_people))
