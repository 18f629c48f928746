"""Turns the refusals of the rooms into pages: 404, 403, 409 and 422, each with a sentence and never a trace."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from parvis.access.actions import note_red
from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.access.queries import taken_note_of
from parvis.people.models import Account


class RedMiddleware:
    """Notes in the journal who opened an object marked TLP:RED, on pages and over the API alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for account in (getattr(request, "auth", None), request.user):
            if isinstance(account, Account):
                for thing in taken_note_of(account):
                    note_red(account, thing)
        return response


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if request.path.startswith("/api/"):
            return None  # the API has its own form for the same refusals
        if isinstance(error, NotVisible):
            return refusal(
                request, 404, _("There is nothing here"), _("The page does not exist, or it is not for you.")
            )
        if isinstance(error, NotAllowed):
            return refusal(request, 403, _("This is not yours to do"), error.reason)
        if isinstance(error, Refused):
            return refusal(request, 422, _("This could not be done"), error.sentence)
        if isinstance(error, Conflict):
            text = _(
                "Somebody else saved this record while you were working on it. Theirs is kept and nothing of yours was written over it: go back, copy what you wrote, open the page afresh and enter it again."
            )
            return refusal(request, 409, _("Saved by somebody else"), error.sentence or text)
        return None


def refusal(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "refusal.html", {"title": title, "text": text}, status=status)
