"""Reading invitations: by those who lead, or by whoever holds the link."""

from django.db.models import QuerySet
from django.utils import timezone

from parvis.access.errors import NotVisible
from parvis.access.queries import may, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Assessment, Invitation
from parvis.assessment.rules import states
from parvis.assessment.rules.inviting import why_not
from parvis.people.models import Account, Token


def invitations(account: Account, of: Assessment) -> QuerySet[Invitation]:
    """The invitations that wait or have expired, for those who lead."""
    rows = visible_to(account, Invitation, Can.LEAD_ASSESSMENT).filter(assessment=of, taken=None, withdrawn=None)
    return rows.order_by("-created", "id")


def invitation_by(secret: str) -> Invitation:
    """The invitation of a link. The link itself is the key: thirty-two random bytes, of which only a digest is kept."""
    rows = Invitation.objects.select_related("assessment", "place", "author")
    found = rows.filter(digest=Token.digest_of(secret)).first()
    if found is None:
        raise NotVisible
    return found


def standing(invitation: Invitation) -> str:
    """Why the link works no more, as a code; empty while it works."""
    of, by = invitation.assessment, invitation.author
    return why_not(
        taken=invitation.taken,
        withdrawn=invitation.withdrawn,
        until=invitation.until,
        closed=of.state == states.CLOSED,
        vouched=may(by, Can.LEAD_ASSESSMENT, of) and may(by, Can.GRANT, of.place),
        now=timezone.now(),
    )
