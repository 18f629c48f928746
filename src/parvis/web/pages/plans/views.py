"""Pages of this room."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.people.models import Account
from parvis.web.pages.reading import signed_in


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:  # noqa: ARG001
    return render(request, "refusal.html", {"title": "", "text": ""})
