"""What every page function begins with: who is reading, and by which methods it may be asked."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_http_methods

from parvis.people.models import Account

P = ParamSpec("P")
Function = Callable[Concatenate[HttpRequest, Account, P], HttpResponseBase]
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def _page(function: Function[P], methods: list[str]) -> Page[P]:
    @wraps(function)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return function(request, cast("Account", request.user), *args, **kwargs)

    return cast("Page[P]", login_required(require_http_methods(methods)(run)))


def signed_in(function: Function[P]) -> Page[P]:
    """A page for people with an account; the function receives the account after the request."""
    return _page(function, ["GET", "HEAD"])


def form_page(function: Function[P]) -> Page[P]:
    """A page with a form, for people with an account."""
    return _page(function, ["GET", "HEAD", "POST"])


def press(function: Function[P]) -> Page[P]:
    """A button, for people with an account: POST only."""
    return _page(function, ["POST"])
