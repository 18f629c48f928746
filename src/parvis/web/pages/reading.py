"""What every page function begins with: who is reading."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from parvis.people.models import Account

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(function: Callable[Concatenate[HttpRequest, Account, P], HttpResponse]) -> Page[P]:
    """A page for people with an account; the function receives the account after the request."""

    @wraps(function)
    def run(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return function(request, cast("Account", request.user), *args, **kwargs)

    return login_required(run)
