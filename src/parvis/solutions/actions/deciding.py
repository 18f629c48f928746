"""Deciding: a record with reasons and dissent, which nobody edits afterwards."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.actions.comparing import locked
from parvis.solutions.models import Comparison, Condition, Decision, Dissent, Option
from parvis.solutions.queries.ranking import ranking


class Dissenting(NamedTuple):
    """Which organisation sees it otherwise, and why."""

    organisation: str
    words: str


class Tied(NamedTuple):
    """A condition: what must be done, by which service or function, by when."""

    text: str
    owner: str
    due: date | None


ENOUGH = 20  # characters: less than this is no reason that somebody can understand in two years


@verb(events.Decided)
def decide(
    actor: Account,
    comparison: Comparison,
    option: Option,
    *,
    reasons: str,
    decided_by: str,
    decided: date,
    review: date,
    dissents: Sequence[Dissenting] = (),
    conditions: Sequence[Tied] = (),
    before_the_end: str = "",
    id: UUID | None = None,  # noqa: A002  # the field's own name
) -> Decision:
    """Choose an option for these reasons. It need not be the first of the ranking, but then the reasons say why."""
    current = locked(actor, comparison, Can.DECIDE, Comparison.State.SCORED)
    if option.comparison_id != current.pk:
        raise Refused(_("This option belongs to another comparison. Nothing was decided."), "option")
    found = ranking(actor, current)
    first = found.first if found else None
    _reasoned(reasons, follows=first is None or first.pk == option.pk, first=first)
    _dated(decided_by, decided, review)
    _whole(dissents, conditions, decided)
    early = _waited(current, before_the_end)
    made = Decision.objects.create(
        **({"id": id} if id else {}), place_id=current.place_id, comparison=current, option=option, first=first,
        author=actor, reasons=reasons.strip(), decided_by=decided_by.strip(),
        decided=decided, review=review, before_the_end=early,
    )  # fmt: skip
    for said in dissents:
        Dissent.objects.create(decision=made, organisation=said.organisation.strip(), words=said.words.strip())
    for tied in conditions:
        Condition.objects.create(place_id=made.place_id, decision=made, **tied._asdict())
    current.state = Comparison.State.DECIDED
    current.version += 1
    current.save()
    event = events.Decided(
        comparison=current.pk, option=option.pk, first=first.pk if first else None,
        dissent=bool(dissents), conditions=len(conditions), review=review.isoformat(), before_the_end=early,
    )  # fmt: skip
    record(actor, event, object_id=made.pk, place_id=made.place_id, marking=current.marking)
    return made


def _reasoned(reasons: str, *, follows: bool, first: Option | None) -> None:
    if follows and reasons.strip():
        return
    if follows:
        raise Refused(_("A decision needs its reasons. Nothing was decided."), "reasons")
    if len(reasons.strip()) < ENOUGH:
        raise Refused(
            _(
                "The ranking puts “%(first)s” first. Another choice is yours to make: say in the reasons why. Nothing was decided yet."
            )
            % {"first": first.name if first else ""},
            "reasons",
        )


def _waited(comparison: Comparison, why: str) -> str:
    """Why a demonstration or a table-top that is still open is not waited for; empty when none is open."""
    found = comparison.evaluations.filter(ended=None).order_by("on", "pk").first()
    if found is None:
        return ""
    if len(why.strip()) < ENOUGH:
        raise Refused(
            _("The evaluation “%(kind)s” of %(day)s has not ended: its scores would not count. End it first, or say here why you do not wait for it. Nothing was decided yet.")
            % {"kind": found.get_kind_display(), "day": date_format(found.on)},
            "before_the_end",
        )  # fmt: skip
    return why.strip()


def _whole(dissents: Sequence[Dissenting], conditions: Sequence[Tied], decided: date) -> None:
    for at, said in enumerate(dissents):
        if not (said.organisation.strip() and said.words.strip()):
            raise Refused(_("A dissent needs the organisation and its words. Nothing was decided."), f"dissent_{at}")
    for at, tied in enumerate(conditions):
        if not (tied.text.strip() and tied.owner.strip() and tied.due):
            raise Refused(
                _("A condition needs what must be done, who sees to it, and by when. Nothing was decided."),
                f"condition_{at}",
            )
        if tied.due < decided:
            raise Refused(_("A condition falls due after the decision. Nothing was decided."), f"condition_due_{at}")


def _dated(decided_by: str, decided: date, review: date) -> None:
    if not decided_by.strip():
        raise Refused(
            _("Say which body or function decides, such as “Municipal council”. Nothing was decided."), "decided_by"
        )
    if decided > timezone.localdate():
        raise Refused(
            _("The date of the decision lies ahead. Nothing was decided: enter the day on which it fell."), "decided"
        )
    if review <= decided:
        raise Refused(_("The review must come after the decision. Nothing was decided: choose a later date."), "review")


@verb(events.ConditionFulfilled)
def fulfil_condition(actor: Account, condition: Condition, *, evidence: str, on: date) -> Condition:
    """Say that a condition is fulfilled, since when, and how one can see it."""
    require(actor, Can.UPDATE_ACTIONS, condition)
    current = visible_to(actor, Condition, Can.UPDATE_ACTIONS).select_for_update().get(pk=condition.pk)
    if current.fulfilled:
        raise Refused(_("This condition was said to be fulfilled already. That stays as it is."))
    if not evidence.strip():
        raise Refused(_("Say how one can see that it is fulfilled. Nothing was saved."), "evidence")
    if on > timezone.localdate():
        raise Refused(_("This day lies ahead. Nothing was saved: enter the day since which it is fulfilled."), "on")
    current.fulfilled, current.evidence = on, evidence.strip()
    current.save()
    event = events.ConditionFulfilled(decision=current.decision_id)
    marking = current.decision.comparison.marking
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=marking)
    return current
