"""Documents and exports, as downloads."""

from django.http import Http404, HttpRequest, HttpResponse

from parvis.people.models import Account
from parvis.web.pages.reading import signed_in


@signed_in
def register(request: HttpRequest, account: Account, kind: str) -> HttpResponse:
    raise Http404


@signed_in
def place(request: HttpRequest, account: Account, pk: str, kind: str) -> HttpResponse:
    raise Http404
