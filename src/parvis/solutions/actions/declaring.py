"""Interests: each expert declares before scoring, and whoever leads decides what follows."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.models import Comparison, Interest, Option


@verb(events.InterestDeclared)
def declare_interest(
    actor: Account, comparison: Comparison, *, concerns: bool, what: str = "", options: Iterable[Option] = ()
) -> Interest:
    """Say whether one has an interest, in which options, and what it is. It can be widened at any time."""
    current = _undecided(actor, comparison, Can.JUDGE)
    touched = [option for option in options if concerns and option.comparison_id == current.pk]
    if concerns and not (what.strip() and touched):
        field = "options" if what.strip() else "what"
        raise Refused(_("Say what the interest is and which options it touches. Nothing was saved."), field)
    before = Interest.objects.filter(comparison=current, account=actor).first()
    if (
        before
        and before.ruling
        and not set(before.options.values_list("pk", flat=True)) <= {option.pk for option in touched}
    ):
        raise Refused(
            _("Whoever leads the comparison has decided on your interest. You can add to it, but no longer take it back."),
            "concerns",
        )  # fmt: skip
    facts = {"concerns": concerns, "what": what.strip() if concerns else "", "declared": timezone.now()}
    made, _new = Interest.objects.update_or_create(
        comparison=current, account=actor, defaults={"place_id": current.place_id, **facts}
    )
    made.options.set(touched)
    event = events.InterestDeclared(comparison=current.pk, concerns=concerns, options=[option.pk for option in touched])
    record(actor, event, object_id=made.pk, place_id=made.place_id, marking=current.marking)
    return made


@verb(events.InterestRuled)
def rule_interest(actor: Account, interest: Interest, *, ruling: str, reason: str) -> Interest:
    """Decide whether an expert with an interest scores the other options or is left out. The reason is always shown."""
    _undecided(actor, interest.comparison, Can.SOLVE)
    current = Interest.objects.select_for_update().get(pk=interest.pk)
    if not current.concerns:
        raise Refused(_("No interest was declared here: there is nothing to decide."))
    if ruling not in {Interest.Ruling.OTHERS, Interest.Ruling.OUT}:
        raise Refused(_("Choose what follows from the interest. Nothing was saved."), "ruling")
    if not reason.strip():
        raise Refused(_("Say why: the reason stands beside the interest. Nothing was saved."), "reason")
    current.ruling, current.ruling_reason = ruling, reason.strip()
    current.ruled_by, current.ruled = actor, timezone.now()
    current.save()
    event = events.InterestRuled(comparison=current.comparison_id, ruling=ruling)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=interest.comparison.marking)
    return current


def _undecided(actor: Account, comparison: Comparison, can: Can) -> Comparison:
    """The comparison, locked, from the start of the scoring until it is decided."""
    require(actor, can, comparison)
    current = Comparison.objects.select_for_update().get(pk=comparison.pk)
    if current.state not in {Comparison.State.SCORING, Comparison.State.SCORED}:
        raise Refused(
            _("This comparison is %(state)s. Interests are declared from the start of the scoring until the decision.")
            % {"state": current.get_state_display()}
        )
    return current
