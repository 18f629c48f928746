"""Deciding: a record with reasons and dissent, which nobody edits afterwards."""

from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.actions.comparing import locked
from parvis.solutions.models import Comparison, Decision, Option
from parvis.solutions.queries.ranking import ranking

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
    dissent: str = "",
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
    made = Decision.objects.create(
        **({"id": id} if id else {}), place_id=current.place_id, comparison=current, option=option, first=first,
        author=actor, reasons=reasons.strip(), dissent=dissent.strip(), decided_by=decided_by.strip(),
        decided=decided, review=review,
    )  # fmt: skip
    current.state = Comparison.State.DECIDED
    current.version += 1
    current.save()
    event = events.Decided(
        comparison=current.pk, option=option.pk, first=first.pk if first else None,
        dissent=bool(made.dissent), review=review.isoformat(),
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
