"""Reading people: who may be chosen, and who keeps this installation."""

import re
from collections.abc import Iterable
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from parvis.engines.privacy import redact
from parvis.people.models import Account, Membership, Organisation, Role, Token


def organisations() -> QuerySet[Organisation]:
    return Organisation.objects.order_by("name")


def accounts() -> QuerySet[Account]:
    """Those who may sign in."""
    return Account.objects.filter(is_active=True).order_by("name")


def every_account() -> QuerySet[Account]:
    """Suspended accounts too, with their roles: for the administrator."""
    held = Membership.objects.select_related("organisation").order_by("organisation__name", "role")
    return Account.objects.order_by("-is_active", "name", "pk").prefetch_related(Prefetch("memberships", held))


def names(keys: Iterable[UUID | None]) -> dict[UUID, str]:
    """Whose keys stand in these entries of the journal; of an erased person the key remains alone."""
    return dict(Account.objects.filter(key__in={key for key in keys if key}).values_list("key", "name"))


def second_factors(account: Account) -> list[str]:
    """What the account signs in with besides or in place of its password: totp, webauthn, recovery_codes."""
    return sorted(set(Authenticator.objects.filter(user=account).values_list("type", flat=True)))


def account_at(email: str) -> Account | None:
    """The account of an address, suspended or not."""
    return Account.objects.filter(email__iexact=email).first()


def memberships(account: Account) -> QuerySet[Membership]:
    """The roles that the account holds now."""
    return (
        Membership.objects.filter(Membership.current(), account=account)
        .select_related("organisation")
        .order_by("organisation__name", "role")
    )


def coordinator_of(organisation: Organisation) -> Account | None:
    """Somebody who coordinates safety for the organisation: commands act in that person's name by default."""
    held = Membership.objects.filter(
        Membership.current(), organisation=organisation, role=Role.COORDINATOR, account__is_active=True
    )
    first = held.select_related("account").order_by("account__date_joined").first()
    return first.account if first else None


def account_of_token(secret: str) -> Account | None:
    """Whose key this is, if it is still in force."""
    token = (
        Token.objects.filter(digest=Token.digest_of(secret), until__gt=timezone.now(), account__is_active=True)
        .select_related("account")
        .first()
    )
    return token.account if token else None


def names_of_people() -> list[str]:
    """Everybody who has or had an account under a name of their own: for the check of what leaves."""
    return sorted({name for name in Account.objects.order_by().values_list("name", flat=True) if personal(name)})


def personal(name: str) -> bool:
    """Whether an account's name is a person's. "Safety coordinator" is a function, and may stand in a sheet.

    A function shows by a word of our roles, or by a small letter after a capital one ("Police prevention officer").
    """
    words = re.findall(r"[^\W\d_]+", name)
    roles = {word for role in Role for word in role.value.split("_")} | {"planner", "officer", "team", "service"}
    if not words or any(word.casefold() in roles for word in words):
        return False
    later = [word for word in words[1:] if word.casefold() not in redact.PARTICLES]
    return not (words[0][0].isupper() and any(word[0].islower() for word in later))
