"""Checks of the team: who sits at the table, and who is missing."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.assessment.rules.lint.facts import Facts, Subject
from parvis.assessment.rules.lint.registry import rule

TEAM = Subject(where="team")


@rule(
    "police_absent", "error",
    _("No police member in the team, and no explanation."),
    _("The police know what the municipality cannot know; whoever reads the result will ask whether they were heard."),
    _("Invite them, or write why not."),
)  # fmt: skip
def police_absent(facts: Facts) -> Iterator[Subject]:
    if not facts.absence.strip() and not any(seat.police for seat in facts.seats):
        yield TEAM


@rule(
    "one_organisation", "warning",
    _("Everybody who judges comes from one organisation."),
    _("Colleagues share the same information and the same habits; their agreement says little."),
    _("Add somebody who sees the place from elsewhere: police, fire service, operator, shopkeepers."),
)  # fmt: skip
def one_organisation(facts: Facts) -> Iterator[Subject]:
    homes = {home for seat in facts.judges for home in seat.organisations}
    if len(facts.judges) > 1 and len(homes) == 1:
        yield TEAM


@rule(
    "one_level", "note",
    _("Everybody who judges belongs to the same level of government."),
    _("Rescue services, the State and neighbours mostly sit at another level; what they know is missing here."),
    _("Ask the fire and ambulance services, the State's representative or the operator to take a seat."),
)  # fmt: skip
def one_level(facts: Facts) -> Iterator[Subject]:
    levels = {level for seat in facts.judges for level in seat.levels}
    if facts.judges and len(levels) == 1:
        yield TEAM


@rule(
    "no_planner", "note",
    _("Nobody in the team plans the city for a living."),
    _("Design and use of the space are answers too; without a planner they are seldom thought of."),
    _("Invite somebody from town planning, roads or parks."),
)  # fmt: skip
def no_planner(facts: Facts) -> Iterator[Subject]:
    if facts.seats and not any(seat.planner for seat in facts.seats):
        yield TEAM


@rule(
    "lead_alone", "warning",
    _("Whoever leads the assessment is the only one to judge."),
    _("One person's list has no spread, and nobody who would object."),
    _("Add at least two people who judge, or call it a first look."),
)  # fmt: skip
def lead_alone(facts: Facts) -> Iterator[Subject]:
    if facts.judges and all(seat.lead for seat in facts.judges):
        yield TEAM


@rule(
    "never_judged", "warning",
    _("Somebody with a seat among the judges has judged nothing."),
    _("The list reads as if this person agreed."),
    _("Ask for the judgement while the discussion is open, or move the person among those who are informed."),
)  # fmt: skip
def never_judged(facts: Facts) -> Iterator[Subject]:
    spoke = {voice.expert for story in facts.judged for voice in story.voices}
    if facts.shown and spoke:
        yield from (seat.subject() for seat in facts.judges if seat.account and seat.account not in spoke)


@rule(
    "nothing_of_everyday", "note",
    _("Somebody judged the attacks and none of the everyday harms."),
    _("What weighs on the place on most days is then seen through fewer eyes than what may never happen."),
    _("Ask for these judgements too: they take a minute each."),
)  # fmt: skip
def nothing_of_everyday(facts: Facts) -> Iterator[Subject]:
    everyday = {voice.expert for story in facts.judged if not story.attack for voice in story.voices}
    attacks = {voice.expert: voice.name for story in facts.judged if story.attack for voice in story.voices}
    if any(not story.attack for story in facts.stories):
        for expert, name in sorted(attacks.items(), key=lambda pair: pair[1]):
            if expert not in everyday:
                yield Subject(name, str(expert), "result")
