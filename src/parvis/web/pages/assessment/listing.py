"""Pages of the assessment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from parvis.people.models import Account
from parvis.web.pages.reading import signed_in


@signed_in
def assessments(request: HttpRequest, account: Account, **_parts: str) -> HttpResponse:
    return render(request, "refusal.html", {"title": "", "text": ""})


@signed_in
def of_place(request: HttpRequest, account: Account, **_parts: str) -> HttpResponse:
    return render(request, "refusal.html", {"title": "", "text": ""})

