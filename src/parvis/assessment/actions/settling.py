"""Writing down which tier holds, with the number of people behind it. Whoever calls this saves, in one transaction."""

from parvis.assessment.models import Assessment
from parvis.assessment.queries.tier import holding, occupancies
from parvis.assessment.rules import states
from parvis.people.models import Account


def settle(actor: Account, of: Assessment, tier: str = "", reason: str = "") -> None:
    """Settle a chosen tier; without one what follows from the number of people, which an open assessment keeps following."""
    found = occupancies(actor, [of]).get((of.place_id, of.condition))
    people = found.people if found else None
    follows = holding(of, people).follows
    code = follows.code if follows else ""
    open_still = not tier and of.state != states.CLOSED
    of.tier, of.tier_reason = tier or ("" if open_still else code), reason
    of.tier_followed, of.tier_people = ("", None) if open_still else (code, people)
