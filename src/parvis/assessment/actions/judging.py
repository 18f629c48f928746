"""Judging: each expert writes the own values, and nobody else's."""

from collections.abc import Callable
from dataclasses import replace

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, NotAllowed, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment import events
from parvis.assessment.models import Assessment, Judgement, Scenario
from parvis.assessment.queries import is_judge, method_of
from parvis.assessment.rules import judging, states
from parvis.content.schemas import MethodPack
from parvis.journal.actions import record, verb
from parvis.people.models import Account


def judge(actor: Account, scenario: Scenario, given: judging.Given, *, version: int = 0) -> Judgement:
    """Keep the actor's own judgement of a scenario in the round that is open.

    `version` is that of the judgement which the form showed, 0 for none. The same values sent twice write once;
    other values on a stale form are a Conflict. Raises NotAllowed for somebody without a seat, Refused for a
    judgement that the method cannot read or that needs a reason.
    """
    before = _own(actor, scenario)
    if before and _same(before, given):
        require(actor, Can.JUDGE, scenario)
        return before
    return _keep(actor, scenario, given, version)


@verb(events.JudgementGiven)
def _keep(actor: Account, scenario: Scenario, given: judging.Given, version: int) -> Judgement:
    require(actor, Can.JUDGE, scenario)
    found = visible_to(actor, Assessment, Can.JUDGE).select_for_update().get(pk=scenario.assessment_id)
    if found.state not in states.ROUND:
        raise Refused(_("No round is open, so nothing was saved. What you gave before is kept."))
    if not is_judge(actor, found):
        raise NotAllowed(_("You have no seat in the team of this assessment. Ask its lead to add you."))
    method = method_of(found)
    _check(method, given)
    number = states.ROUND[found.state]
    mine = Judgement.objects.select_for_update().filter(scenario=scenario, expert=actor)
    now = mine.filter(round=number).first()
    if version != (now.version if now else 0):
        raise Conflict
    _check_revision(method, given, mine.filter(round__lt=number).order_by("round").last())
    mine.filter(round__lt=number).update(standing=False)
    kept = now or Judgement(
        scenario=scenario, expert=actor, round=number, assessment=found, place_id=found.place_id, version=0
    )
    kept.values, kept.impacts = given.values(method), given.impacts
    kept.ranges = {code: list(found) for code, found in given.ranges.items()}
    kept.confidence, kept.reason, kept.revision = given.confidence, given.reason.strip(), given.revision.strip()
    kept.version += 1
    kept.save()
    event = events.JudgementGiven(scenario=scenario.pk, round=number, again=now is not None)
    record(actor, event, object_id=kept.pk, place_id=found.place_id, marking=found.marking)
    return kept


def _own(actor: Account, scenario: Scenario) -> Judgement | None:
    """The actor's judgement in the round that is open."""
    number = states.ROUND.get(scenario.assessment.state, 0)
    return visible_to(actor, Judgement).filter(scenario=scenario, expert=actor, round=number).first()


def given_of(method: MethodPack, kept: Judgement) -> judging.Given:
    """A stored judgement as it was given."""
    by_kinds = method.kinds_factor
    levels = {code: level for code, level in kept.values.items() if not by_kinds or code != by_kinds.code}
    ranges = {code: judging.Range(*found) for code, found in kept.ranges.items()}
    return judging.Given(levels, kept.impacts, kept.confidence, kept.reason, ranges, kept.revision)


def _same(before: Judgement, given: judging.Given) -> bool:
    method = method_of(before.assessment)
    tidy = replace(given, reason=given.reason.strip(), revision=given.revision.strip())
    return given_of(method, before) == tidy


def _check_revision(method: MethodPack, given: judging.Given, before: Judgement | None) -> None:
    if before and before.values != given.values(method) and not given.revision.strip():
        raise Refused(
            _("Say in a line what made you change your value. Your first value is kept, the new one is still here."),
            "revision",
        )


def _check(method: MethodPack, given: judging.Given) -> None:
    field, _sign, code = judging.problem(method, given).partition(":")
    if code:
        raise Refused(_SENTENCES[code](), "reason" if code == "needed" else field)


_SENTENCES: dict[str, Callable[[], str]] = {
    "needed": lambda: _(
        "Say why in a few words: you are at the end of a scale, or not confident. Your values are still here."
    ),
    "none": lambda: _("Give at least one kind of consequence. Your other values are still here."),
    "off_scale": lambda: _("This value is not on the scale of the method. Nothing was saved: choose one of the cards."),
    "range_order": lambda: _("The best value lies between the lowest and the highest. Your values are still here."),
    "range_sure": lambda: _("How sure you are of a range goes from 50 to 100 percent. Your values are still here."),
    "range_missing": lambda: _("Here the method asks for the lowest, the highest and the best value."),
}
