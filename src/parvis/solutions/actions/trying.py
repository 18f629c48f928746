"""Trying options out: a demonstration or a table-top after the desk, what observers saw, and scores on the same criteria."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Scenario
from parvis.journal.actions import record, verb
from parvis.journal.events import Event
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.actions.comparing import locked
from parvis.solutions.models import Comparison, Evaluation, Indicator, Kind, Measured, Option, Question, Score, Tally

ANSWERS = 5  # of the questionnaire, from 0 to 4


class Watched(NamedTuple):
    """An indicator as it is asked for: its target, and whether more is better."""

    name: str
    unit: str
    target: float
    more_is_better: bool


@verb(events.TrialPrepared)
def prepare_trial(
    actor: Account,
    comparison: Comparison,
    *,
    kind: str,
    on: date,
    options: Iterable[Option],
    where: str = "",
    scenario: Scenario | None = None,
    script: Sequence[str] = (),
    indicators: Sequence[Watched] = (),
    questions: Sequence[str] = (),
) -> Evaluation:
    """Plan a demonstration (B) or a table-top (C) of some of the options, once the desk evaluation has ended."""
    current = locked(actor, comparison, Can.SOLVE, Comparison.State.SCORED)
    shown = [option for option in options if option.comparison_id == current.pk]
    if kind not in {Kind.DEMONSTRATION, Kind.TABLETOP}:
        raise Refused(_("Choose a demonstration or a table-top. Nothing was written."), "kind")
    if not shown:
        raise Refused(_("Say which options are tried. Nothing was written."), "options")
    if current.evaluations.filter(kind=kind).exists():
        raise Refused(_("This comparison has one of this kind already. Nothing was written: go on with it."), "kind")
    if len({one.name for one in indicators}) < len(indicators):
        raise Refused(_("Two indicators have the same name. Nothing was written."), "indicators")
    made = Evaluation.objects.create(
        place_id=current.place_id, comparison=current, author=actor, kind=kind, scenario=scenario, where=where.strip(),
        on=on, script=[step.strip() for step in script if step.strip()],
    )  # fmt: skip
    made.options.set(shown)
    Indicator.objects.bulk_create(Indicator(evaluation=made, **one._asdict()) for one in indicators)
    Question.objects.bulk_create(Question(evaluation=made, text=text) for text in questions)
    event = events.TrialPrepared(comparison=current.pk, kind=kind, options=[option.pk for option in shown])
    record(actor, event, object_id=made.pk, place_id=made.place_id, marking=current.marking)
    return made


@verb(events.ObserverJoined)
def observe(actor: Account, evaluation: Evaluation) -> Evaluation:
    """Watch this demonstration and write down what is measured."""
    current = _open(actor, evaluation, Can.OBSERVE)
    current.observers.add(actor)
    return _noted(actor, current, events.ObserverJoined(kind=current.kind))


@verb(events.RunWrittenDown)
def write_run(
    actor: Account,
    evaluation: Evaluation,
    option: Option,
    run: str,
    *,
    values: Mapping[int, float],
    tallies: Mapping[int, Sequence[int]],
) -> Evaluation:
    """What was measured in one run, and how often each answer stands on the sheets. Written again, it replaces the former."""
    current = _open(actor, evaluation, Can.OBSERVE)
    if not current.observers.filter(pk=actor.pk).exists():
        raise Refused(_("Only observers write down what was seen. Nothing was saved: join as an observer first."))
    if run not in Measured.Run.values or not current.options.filter(pk=option.pk).exists():
        raise Refused(_("Choose a run and an option of this evaluation. Nothing was saved."))
    if any(len(counts) != ANSWERS or min(counts) < 0 for counts in tallies.values()):
        raise Refused(_("Count the answers from 0 to 4 as whole numbers. Nothing was saved."))
    for indicator in current.indicators.filter(pk__in=values):
        facts = {"value": values[indicator.pk], "account": actor}
        Measured.objects.update_or_create(indicator=indicator, option=option, run=run, defaults=facts)
    for question in current.questions.filter(pk__in=tallies):
        facts = {"counts": list(tallies[question.pk])}
        Tally.objects.update_or_create(question=question, option=option, account=actor, defaults=facts)
    return _noted(actor, current, events.RunWrittenDown(option=option.pk, run=run, values=len(values)))


@verb(events.EvaluationEnded)
def end_evaluation(actor: Account, evaluation: Evaluation) -> Evaluation:
    """Close the scoring of a demonstration or a table-top: from here on everybody sees its scores, and they count."""
    current = _open(actor, evaluation, Can.SOLVE)
    given = Score.objects.filter(option__comparison=current.comparison_id, kind=current.kind)
    if not given.exists():
        raise Refused(_("Nobody has scored yet. Nothing was changed: ask the experts, or leave it open."))
    current.ended = timezone.now()
    current.save()
    experts = given.order_by().values("account").distinct().count()
    return _noted(actor, current, events.EvaluationEnded(kind=current.kind, experts=experts))


@verb(events.CountingChosen)
def choose_counting(actor: Account, comparison: Comparison, *, kind: str, reason: str) -> Comparison:
    """Up to which evaluation scores count for the ranking, and why; an empty kind means the latest."""
    current = locked(actor, comparison, Can.SOLVE, Comparison.State.SCORED)
    ended = {str(Kind.DESK), *current.evaluations.exclude(ended=None).values_list("kind", flat=True)}
    if kind and kind not in ended:
        raise Refused(_("This evaluation has not ended. Nothing was changed."), "kind")
    if not reason.strip():
        raise Refused(_("Say why: the reason stands beside the ranking. Nothing was changed."), "reason")
    current.counts, current.counts_reason = kind, reason.strip()
    current.version += 1
    current.save()
    event = events.CountingChosen(kind=kind)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current


def _open(actor: Account, evaluation: Evaluation, can: Can) -> Evaluation:
    require(actor, can, evaluation)
    current = visible_to(actor, Evaluation, can).select_for_update().get(pk=evaluation.pk)
    if current.ended or current.comparison.state != Comparison.State.SCORED:
        raise Refused(_("This evaluation has ended. What was written is kept and can only be read."))
    return current


def _noted(actor: Account, current: Evaluation, event: Event) -> Evaluation:
    marking = current.comparison.marking
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=marking)
    return current


def open_for_scores(comparison: Comparison, option_id: UUID, kind: str) -> None:
    """Refused unless experts can score this option in an evaluation of this kind now."""
    found = comparison.evaluations.filter(kind=kind, ended=None, options=option_id)
    if comparison.state != Comparison.State.SCORED or not found.exists():
        raise Refused(_("There is nothing to score here now. What you gave is kept."))
