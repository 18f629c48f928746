"""Whom the administrator sees, and what second factors are called."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import NotAllowed
from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.people import queries
from parvis.people.models import Account

FACTORS = {
    "totp": gettext_lazy("authenticator app"),
    "webauthn": gettext_lazy("passkey or security key"),
    "recovery_codes": gettext_lazy("recovery codes"),
}


def administrator(account: Account) -> None:
    if not reach(account).may_anywhere(Can.MANAGE_PEOPLE):
        raise NotAllowed(_("Only an administrator of the installation manages people."))


def person_for(account: Account, pk: str) -> Account:
    """The account of somebody else, or one's own, for the administrator."""
    administrator(account)
    found = queries.every_account().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
