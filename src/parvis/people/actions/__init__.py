"""Everything that is written about people: organisations, accounts, roles, and how somebody comes in again."""

from parvis.people.actions.accounts import (
    found_organisation,
    give_role,
    make_token,
    open_account,
    open_invited,
    reopen_account,
    suspend_account,
    take_role,
)
from parvis.people.actions.signing_in import (
    SignInLink,
    make_sign_in_link,
    remove_second_factors,
    set_password,
)

__all__ = [
    "SignInLink",
    "found_organisation",
    "give_role",
    "make_sign_in_link",
    "make_token",
    "open_account",
    "open_invited",
    "remove_second_factors",
    "reopen_account",
    "set_password",
    "suspend_account",
    "take_role",
]
