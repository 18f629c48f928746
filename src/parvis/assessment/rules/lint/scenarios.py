"""Checks of the scenarios: what is told, where, and what was left out."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.assessment.rules.lint.facts import Facts, Story, Subject
from parvis.assessment.rules.lint.registry import rule


@rule(
    "no_story", "warning",
    _("A scenario has a title and no story."),
    _("Each expert then judges a story of their own, and the spread says nothing."),
    _("Five lines are enough: what happens, what exists, what is missing."),
)  # fmt: skip
def no_story(facts: Facts) -> Iterator[Subject]:
    yield from (story.subject() for story in facts.stories if not story.narrative.strip())


@rule(
    "no_zone", "note",
    _("A scenario is bound to no zone."),
    _("The same harm at the entrance and in the middle asks for different answers."),
    _("Choose the zone in which it begins."),
)  # fmt: skip
def no_zone(facts: Facts) -> Iterator[Subject]:
    yield from (story.subject() for story in facts.stories if not story.zone)


@rule(
    "no_phase", "note",
    _("A scenario of an attack does not say in which phase it is looked at."),
    _("Noticing the preparation and limiting the consequences are different measures."),
    _("Choose the phase in which something could still be done."),
)  # fmt: skip
def no_phase(facts: Facts) -> Iterator[Subject]:
    yield from (story.subject() for story in facts.stories if story.attack and not story.phase)


@rule(
    "same_threat_and_zone", "note",
    _("Two scenarios tell of the same threat in the same zone, phase and condition."),
    _("The risk then stands twice in the list and looks graver than it is."),
    _("Merge them, or say in the zone, the phase or the condition what sets them apart."),
)  # fmt: skip
def same_threat_and_zone(facts: Facts) -> Iterator[Subject]:
    groups: dict[tuple[str, ...], list[Story]] = defaultdict(list)
    for story in facts.stories:
        groups[story.threat, story.zone, story.phase, story.condition].append(story)
    yield from (story.subject() for found in groups.values() for story in found[1:] if story.zone)


@rule(
    "assumes_nothing", "note",
    _("A scenario does not say what it assumes."),
    _("Whether the patrol is on duty or the gate is open decides the judgement; each expert assumes something else."),
    _("Write one line: who is there, what is open, what has happened already."),
)  # fmt: skip
def assumes_nothing(facts: Facts) -> Iterator[Subject]:
    yield from (story.subject() for story in facts.stories if not story.assumes.strip())


@rule(
    "relies_on_nothing", "note",
    _("A scenario relies on no existing measure, although some here are meant for its threat."),
    _("If one of them fails later, nobody will know that this judgement rests on it."),
    _("Tick the measures that the story counts on, or say in it that they do not help."),
)  # fmt: skip
def relies_on_nothing(facts: Facts) -> Iterator[Subject]:
    there = {threat for measure in facts.measures if measure.state == "good" for threat in measure.answers}
    yield from (story.subject() for story in facts.stories if not story.relies_on and story.threat in there)


@rule(
    "other_condition", "note",
    _("A scenario is set in another condition than the assessment."),
    _("Its judgement is read beside those of this condition, and belongs to another number of people."),
    _("Judge it in an assessment of that condition, or say in its title why it stands here."),
)  # fmt: skip
def other_condition(facts: Facts) -> Iterator[Subject]:
    for story in facts.stories:
        if story.condition and story.condition != facts.condition:
            yield story.subject()


@rule(
    "threat_left_out", "note",
    _("A reference threat has neither a scenario nor a reason for leaving it out."),
    _("A later reader cannot tell whether it was weighed or forgotten."),
    _("One line of reason is enough."),
)  # fmt: skip
def threat_left_out(facts: Facts) -> Iterator[Subject]:
    there = {story.threat for story in facts.stories} | facts.left_out
    for code, label in facts.threats.items():
        if code not in there:
            yield Subject(label, code, "scenarios")


@rule(
    "left_out_and_there", "warning",
    _("A threat was left out for a reason, and yet there is a scenario of it."),
    _("One of the two is no longer true."),
    _("Remove the scenario, or tell in it what has changed since the reason was written."),
)  # fmt: skip
def left_out_and_there(facts: Facts) -> Iterator[Subject]:
    yield from (story.subject() for story in facts.stories if story.threat in facts.left_out)


@rule(
    "no_everyday", "note",
    _("No everyday harm is among the scenarios."),
    _("Nuisance and petty crime weigh on a place every day, and their answers often help against attacks too."),
    _("Add one or two: they are chosen on the same page."),
)  # fmt: skip
def no_everyday(facts: Facts) -> Iterator[Subject]:
    if facts.stories and all(story.attack for story in facts.stories):
        yield Subject(where="scenarios")
