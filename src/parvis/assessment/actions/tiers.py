"""The tier of the place: chosen by a person with a reason, or following from the number of people; and its expectations."""

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment import events
from parvis.assessment.actions.opening import current
from parvis.assessment.actions.settling import settle
from parvis.assessment.models import Assessment, Expectation
from parvis.assessment.queries import method_of
from parvis.assessment.queries.tier import holding_of
from parvis.journal.actions import record, verb
from parvis.people.models import Account


@verb(events.TierSet)
def set_tier(actor: Account, of: Assessment, *, tier: str, reason: str, version: int) -> Assessment:
    """Choose a tier by its code with a reason, or an empty one: it then follows from the number of people again.

    In a closed assessment the empty one settles what follows from the number of people now. Refused without a reason
    for a tier that does not follow. Conflict when somebody saved in between.
    """
    found = current(actor, of)
    if found.version != version:
        raise Conflict
    tiers = {known.code for known in method_of(found).tiers}
    if not tiers:
        raise Refused(_("This method knows no tiers. Nothing was saved."), "tier")
    if tier and tier not in tiers:
        raise Refused(_("This tier is not one of the method. Nothing was saved."), "tier")
    follows = holding_of(actor, found).follows
    now, why = follows.code if follows else "", reason.strip()[:300]
    if tier and tier != now and not why:
        raise Refused(
            _(
                "This is not the tier that follows from the number of people. Nothing was saved: say in a line why it holds here."
            ),
            "reason",
        )
    before = found.tier
    settle(actor, found, tier if why or tier != now else "", why if tier else "")
    found.version += 1
    found.save()
    event = events.TierSet(before=before, after=found.tier, follows=now)
    record(actor, event, object_id=found.pk, place_id=found.place_id, marking=found.marking)
    return found


@verb(events.ExpectationSaid)
def say_expectation(
    actor: Account, of: Assessment, *, number: int, state: str, known_by: str = "", version: int = 0
) -> Expectation | None:
    """Say whether one expectation of the tier that holds is met, and how you know; an empty state takes it back.

    Whoever may judge here may say it. `version` is that of what was said before, 0 where nobody had spoken.
    """
    require(actor, Can.JUDGE, of)
    found = visible_to(actor, Assessment, Can.JUDGE).select_for_update().get(pk=of.pk)
    tier = holding_of(actor, found).tier
    if tier is None or not 1 <= number <= len(tier.expects):
        raise Refused(
            _("The tier of this place does not expect this any more. Nothing was saved: look again."), "state"
        )
    if state and state not in Expectation.State.values:
        raise Refused(_("Choose one of the answers. Nothing was saved."), "state")
    before = visible_to(actor, Expectation).filter(assessment=found, tier=tier.code, number=number).first()
    if (before.version if before else 0) != version:
        raise Conflict
    words = known_by.strip()[:300]
    if state and not words:
        raise Refused(_("Say in a word how you know. Nothing was saved."), "known_by")
    row = before or Expectation(assessment=found, place_id=found.place_id, tier=tier.code, number=number, version=0)
    made = _keep(actor, row, state, words)
    event = events.ExpectationSaid(tier=tier.code, number=number, state=state)
    record(actor, event, object_id=found.pk, place_id=found.place_id, marking=found.marking)
    return made


def _keep(actor: Account, row: Expectation, state: str, words: str) -> Expectation | None:
    if not state:
        if row.version:
            row.delete()
        return None
    row.state, row.known_by, row.author, row.said = state, words, actor, timezone.now()
    row.version += 1
    row.save()
    return row
