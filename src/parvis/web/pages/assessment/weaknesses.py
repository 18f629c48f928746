"""Pages of the assessment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.people.models import Account
from parvis.web.pages.reading import signed_in


@signed_in
def listing(request: HttpRequest, account: Account, **_parts: str) -> HttpResponse:
    return render(request, "refusal.html", {"title": "", "text": ""})


@signed_in
def new(request: HttpRequest, account: Account, **_parts: str) -> HttpResponse:
    return render(request, "refusal.html", {"title": "", "text": ""})


@signed_in
def change(request: HttpRequest, account: Account, **_parts: str) -> HttpResponse:
    return render(request, "refusal.html", {"title": "", "text": ""})

