"""How people come in: accounts are opened by an administrator, nobody signs up alone."""

from typing import cast

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from parvis.people import actions
from parvis.people.models import Account


class ClosedAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Changed on one's own page, or set by a link: through the verb, so that the journal knows."""
        actions.set_password(cast("Account", user), password)
