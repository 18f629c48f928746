"""Checks of the judgements, once they are shown: who judged, how sure, with which reasons."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.assessment.rules.lint.facts import Facts, Subject, Voice
from parvis.assessment.rules.lint.registry import rule

ENOUGH_JUDGES = 2
MANY_ALIKE = 3  # so many scenarios with one and the same reason
ENOUGH_TO_COMPARE = 6  # judgements before equal confidences say anything


@rule(
    "no_judgement", "warning",
    _("Nobody has judged this scenario."),
    _("It stands outside the list, and is easily taken for harmless."),
    _("Ask for a judgement while the discussion is open, or say in the result that it is open."),
)  # fmt: skip
def no_judgement(facts: Facts) -> Iterator[Subject]:
    if facts.shown:
        yield from (story.judged() for story in facts.stories if not story.voices)


@rule(
    "one_judge", "warning",
    _("Only one person judged this scenario."),
    _("One value has no spread: nobody knows whether another would see it so."),
    _("Ask at least two more, from other organisations."),
)  # fmt: skip
def one_judge(facts: Facts) -> Iterator[Subject]:
    yield from (story.judged() for story in facts.judged if len(story.voices) < ENOUGH_JUDGES)


@rule(
    "spread_unexplained", "warning",
    _("Judgements lie far apart, and somebody at an end of them gave no reason."),
    _("A wide spread is worth something when both sides say what they see."),
    _("Keep both, and write what each side sees."),
)  # fmt: skip
def spread_unexplained(facts: Facts) -> Iterator[Subject]:
    for story in facts.judged:
        if any(_silent_ends(story.voices, factor) for factor in story.wide):
            yield story.judged()


def _silent_ends(voices: tuple[Voice, ...], factor: str) -> bool:
    levels = [voice.levels[factor] for voice in voices]
    return any(v.levels[factor] in {min(levels), max(levels)} and not v.reason.strip() for v in voices)


@rule(
    "no_second_round", "note",
    _("Judgements lay far apart, and nobody revised or confirmed anything in the discussion."),
    _("The talk has left no trace: a reader cannot tell whether it took place."),
    _("Note in the reasons or in the minutes what was said, even when everybody stays with the first value."),
)  # fmt: skip
def no_second_round(facts: Facts) -> Iterator[Subject]:
    if facts.state == "closed" and not facts.second_round:
        yield from (story.judged() for story in facts.judged if story.wide)


@rule(
    "same_confidence", "note",
    _("Everybody gives the same confidence everywhere."),
    _("Nobody knows all scenarios equally well; the strength of knowledge then says nothing."),
    _("Ask what each person has seen or tested themselves, and revise in the discussion."),
)  # fmt: skip
def same_confidence(facts: Facts) -> Iterator[Subject]:
    voices = [voice for story in facts.judged for voice in story.voices]
    if len(voices) >= ENOUGH_TO_COMPARE and len({voice.confidence for voice in voices}) == 1:
        yield Subject(where="result", state=(len(voices), voices[0].confidence))


@rule(
    "sure_without_visit", "note",
    _("High confidence, although no visit is recorded in this assessment."),
    _("“Strong” means seen or tested; without a visit nobody can tell where it comes from."),
    _("Record the visit, or lower the confidence."),
)  # fmt: skip
def sure_without_visit(facts: Facts) -> Iterator[Subject]:
    if facts.visited is False:
        for story in facts.judged:
            if any(voice.confidence >= facts.most_sure for voice in story.voices):
                yield story.judged()


@rule(
    "copied_reason", "note",
    _("One expert gives the same reason, word for word, for three scenarios or more."),
    _("A reason that fits everything explains nothing."),
    _("Ask the person what is particular to each."),
)  # fmt: skip
def copied_reason(facts: Facts) -> Iterator[Subject]:
    texts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for story in facts.judged:
        for voice in story.voices:
            if voice.reason.strip():
                texts[str(voice.expert), voice.name][voice.reason.strip().casefold()] += 1
    for (expert, name), found in sorted(texts.items()):
        if max(found.values()) >= MANY_ALIKE:
            yield Subject(name, expert, "result", state=(max(found.values()),))


@rule(
    "revised_without_reason", "warning",
    _("A value was revised, and nobody knows why."),
    _("An opinion that moved for a fact and one that gave way to the room look the same."),
    _("Ask the person to add a line to the revised judgement."),
)  # fmt: skip
def revised_without_reason(facts: Facts) -> Iterator[Subject]:
    for story in facts.judged:
        if any(voice.changed and not voice.revision.strip() for voice in story.voices):
            yield story.judged()


@rule(
    "narrow_but_unsure", "note",
    _("A range is a single level, although its author is hardly confident."),
    _("Who knows little cannot exclude the neighbouring levels."),
    _("Widen the range in the discussion, or say what makes it so sure."),
)  # fmt: skip
def narrow_but_unsure(facts: Facts) -> Iterator[Subject]:
    for story in facts.judged:
        for voice in story.voices:
            point = any(low == high for low, high, _sure in voice.ranges.values())
            if point and voice.confidence <= facts.least_sure:
                yield story.judged()
                break


@rule(
    "usual_kind_left_out", "note",
    _("A kind of consequence that this threat usually has was judged by nobody."),
    _("The gravest kind counts: one that nobody looked at may be it."),
    _("Judge it too, or say in the reason why it does not arise here."),
)  # fmt: skip
def usual_kind_left_out(facts: Facts) -> Iterator[Subject]:
    for story in facts.judged:
        if story.usual_kinds - {kind for voice in story.voices for kind in voice.kinds}:
            yield story.judged()


@rule(
    "order_may_flip", "note",
    _("Two risks could change places within the spread of judgements."),
    _("Who works down the list from the top should know where its order is not sure."),
    _("Treat them as equal, or find the fact that decides."),
)  # fmt: skip
def order_may_flip(facts: Facts) -> Iterator[Subject]:
    if facts.shown and facts.open_orders:
        yield Subject(where="result", state=tuple(story.judged().stamp for story in facts.judged))


@rule(
    "against_numbers", "warning",
    _("The tables of the method put two risks in another order than the levels behind them."),
    _("A table is a view with coarse steps; here it turns an order round."),
    _("Read the levels of both before you decide which comes first."),
)  # fmt: skip
def against_numbers(facts: Facts) -> Iterator[Subject]:
    if facts.shown and facts.against_numbers:
        yield Subject(where="result", state=tuple(story.judged().stamp for story in facts.judged))
