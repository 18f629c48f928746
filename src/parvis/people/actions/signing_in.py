"""How somebody comes in again: a new password, a link to set one, and a second factor that is gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.journal.actions import record, verb
from parvis.people import events
from parvis.people.actions.accounts import require_administrator
from parvis.people.models import Account, FactorGone


@dataclass(frozen=True)
class SignInLink:
    """Both parts of the address under which a password is set, and until when. Shown once, kept nowhere."""

    uid: str
    key: str
    until: datetime


@verb(events.PasswordSet)
def set_password(account: Account, password: str) -> None:
    """The account signs in with this password from now on; its open sessions end. The form has checked the password."""
    account.set_password(password)
    account.save(update_fields=["password"])
    record(account, events.PasswordSet(key=account.key), object_id=account.pk)


@verb(events.SignInLinkMade)
def make_sign_in_link(actor: Account | None, account: Account) -> SignInLink:
    """A link by which whoever has it sets a new password, once. Until then the old one holds.

    The link is worthless after a day, and as soon as a password is set or the person signs in.
    """
    require_administrator(actor)
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.is_active:
        raise Refused(_("This account is suspended. No link was made: let it sign in again first."))
    if actor is not None and actor.pk == account.pk:
        raise Refused(_("This is your own account. No link was made: change the password on your own page."))
    until = timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    made = SignInLink(user_pk_to_url_str(account), default_token_generator.make_token(account), until)
    record(actor, events.SignInLinkMade(key=account.key, until=until.isoformat()), object_id=account.pk)
    return made


@verb(events.SecondFactorsRemoved)
def remove_second_factors(actor: Account | None, account: Account, why: str) -> None:
    """The account signs in by its password alone until it sets up a second factor again."""
    require_administrator(actor)
    if actor is not None and actor.pk == account.pk:
        raise Refused(_("This is your own account. Nothing was changed: manage your second factor on your own page."))
    if why not in FactorGone.values:
        raise Refused(_("Say what happened to it. Nothing was changed."), "why")
    held = Authenticator.objects.select_for_update().filter(user=account)
    kinds = sorted({factor.type for factor in held})
    if not kinds:
        raise Refused(_("This account has no second factor. Nothing was changed."))
    held.delete()
    record(actor, events.SecondFactorsRemoved(key=account.key, kinds=kinds, why=why), object_id=account.pk)
