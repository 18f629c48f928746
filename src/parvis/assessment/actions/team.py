"""The team, and the access that a seat in it needs."""

from copy import copy
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access import actions as access
from parvis.access.errors import Refused
from parvis.access.models import Effect, Grant, Marking
from parvis.access.queries import decision
from parvis.access.roles import Can
from parvis.assessment import events
from parvis.assessment.actions.opening import current
from parvis.assessment.models import Assessment, Judgement, TeamMember
from parvis.journal.actions import record, verb
from parvis.people.models import Account, Organisation, Role

#: How long the access lasts that comes with a seat in the team.
GRANTED_FOR = timedelta(days=90)


@verb(events.MemberAdded)
def add_member(
    actor: Account,
    of: Assessment,
    *,
    account: Account | None = None,
    organisation: Organisation | None = None,
    circle: str = TeamMember.Circle.INVOLVED,
    is_police: bool = False,
) -> TeamMember:
    """Give a person, an organisation, or a person for an organisation a seat in the team.

    Who has no access to the place is let in by the same step, by name, for this assessment, for ninety days: as an
    expert, or as a reader in the informed circle. Raises Refused for a second seat or somebody who is kept out.
    """
    found = current(actor, of)
    if account is None and organisation is None:
        raise Refused(_("Choose a person, an organisation, or both. Nobody was added."), "account")
    _no_second_seat(found, account, organisation)
    given = _let_in(actor, found, account, organisation, circle)
    made = TeamMember.objects.create(
        assessment=found,
        place_id=found.place_id,
        account=account,
        organisation=organisation,
        circle=TeamMember.Circle(circle),
        is_police=is_police,
        grant_id=given.pk if given else None,
    )
    event = events.MemberAdded(
        circle=circle,
        is_police=is_police,
        account_key=account.key if account else None,
        organisation=organisation.pk if organisation else None,
        granted=given is not None,
    )
    record(actor, event, object_id=made.pk, place_id=found.place_id, marking=found.marking)
    return made


def _no_second_seat(of: Assessment, account: Account | None, organisation: Organisation | None) -> None:
    same = of.team.filter(account=account) if account else of.team.filter(account=None, organisation=organisation)
    if same.exists():
        raise Refused(_("This person or organisation is in the team already. Nothing was changed."), "account")


def _let_in(
    actor: Account, of: Assessment, account: Account | None, organisation: Organisation | None, circle: str
) -> Grant | None:
    """A grant for whoever could not read the assessment, or not judge in it, without one."""
    role = Role.READER if circle == TeamMember.Circle.INFORMED else Role.EXPERT
    can = Can.READ if role == Role.READER else Can.JUDGE
    ceiling = max(Marking.AMBER_STRICT, of.marking) if account else Marking.AMBER_STRICT
    if account:
        # Asked of a copy: what an account may reach is remembered on the object, and is about to change.
        answer = decision(copy(account), can, of)
        if answer.reason == "denied":
            raise Refused(
                _("This person is kept out of this place by a decision. Nobody was added: look under “Who may know”."),
                "account",
            )
        has = answer.allowed
    else:
        has = organisation is not None and _organisation_has(organisation, of, can)
    if has:
        return None
    until = timezone.now() + GRANTED_FOR
    who = {"account": account} if account else {"organisation": organisation}
    return access.grant(
        actor,
        of.place,
        purpose=of.title,
        until=until,
        role=role,
        ceiling=ceiling,
        **who,
    )


def _organisation_has(organisation: Organisation, of: Assessment, can: Can) -> bool:
    roles = [Role.EXPERT, Role.COORDINATOR, Role.PLANNER, Role.OPERATOR]
    enough = Q() if can == Can.READ else Q(role__in=roles)
    there = Grant.objects.filter(Grant.in_force(), enough, place_id=of.place_id, organisation=organisation)
    return organisation.pk == of.place.owner_id or there.filter(effect=Effect.ALLOW).exists()


@verb(events.MemberRemoved)
def remove_member(actor: Account, member: TeamMember) -> None:
    """Take a seat away. Access that was given stays until it ends or is taken back; judgements given stay too."""
    found = current(actor, member.assessment)
    if member.account_id and Judgement.objects.filter(assessment=found, expert_id=member.account_id).exists():
        raise Refused(_("This person has judged already, and judgements stay with who gave them. Nothing was changed."))
    event = events.MemberRemoved(
        account_key=member.account.key if member.account else None, organisation=member.organisation_id
    )
    record(actor, event, object_id=member.pk, place_id=found.place_id, marking=found.marking)
    member.delete()
