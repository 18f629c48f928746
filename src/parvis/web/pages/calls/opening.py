"""Opening the answers of a call, reading and screening them, and its last steps."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.solutions.actions import calls as actions
from parvis.solutions.queries import calls as queries
from parvis.solutions.queries.calls import notice
from parvis.solutions.rules import responses
from parvis.web.pages.calls.answering import told
from parvis.web.pages.calls.downloads import attachment
from parvis.web.pages.calls.forms import ScreenForm
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp


@press
def prepare_evaluation(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    made = actions.prepare_evaluation(account, queries.call(account, pk))
    return redirect("solutions:weights", pk=made.pk)


@press
def fix_weights(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    actions.fix_weights(account, queries.call(account, pk))
    messages.success(request, _("The weights are fixed. Their digest stands in the journal."))
    return redirect("calls:call", pk=pk)


@press
def offer_opening(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    actions.offer_opening(account, queries.call(account, pk))
    messages.success(request, _("You have begun the opening. Somebody else completes it on this page."))
    return redirect("calls:call", pk=pk)


@press
def open_answers(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    actions.open_answers(account, queries.call(account, pk), reason=request.POST.get("reason", "")[:400])
    messages.success(request, _("The answers are open."))
    return redirect("calls:call", pk=pk)


@press
def break_seal(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    actions.break_seal(account, queries.call(account, pk), reason=request.POST.get("reason", "")[:400])
    messages.success(request, _("The seal is broken. The public page says so."))
    return redirect("calls:call", pk=pk)


@form_page
def answer(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One opened answer as it was sent, and its screening."""
    found = queries.opened_answer(account, pk)
    call = found.answer.call
    form = ScreenForm(request.POST or None, initial={
        "admitted": {True: "yes", False: "no", None: ""}[found.answer.admitted], "reason": found.answer.screening,
    })  # fmt: skip
    if request.method == "POST":
        require(account, Can.SOLVE, call)
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.screen_answer(
                    account, found.answer, admitted=given["admitted"] == "yes", reason=given["reason"]
                )
            except Refused as refused:
                blame(form, refused)
            else:
                return redirect("calls:call", pk=call.pk)
    asked: dict[str, list[int]] = {"must": [], "should": [], "could": []}
    for number, priority in call.asked.order_by("number").values_list("number", "priority"):
        asked[priority].append(number)
    context: dict[str, Any] = {
        "call": call, "found": found, "content": found.content, "rows": told(found.answer, found.content), "form": form,
        "lead": may(account, Can.SOLVE, call), "tlp": tlp(call.marking),
        "silent": responses.silent_on(found.content, asked["must"]), "silent_should": responses.silent_on(found.content, asked["should"]),
    }  # fmt: skip
    return render(request, "calls/opened.html", context)


@signed_in
def paper(request: HttpRequest, account: Account, pk: str, paper: str) -> HttpResponse:
    """A file of an opened answer: always a download."""
    found = queries.opened_answer(account, pk)
    one, data = queries.paper_of(found.content, paper)
    return attachment(data, one.name)


@press
def compare(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    made = actions.compare_answers(account, queries.call(account, pk))
    messages.success(request, _("Every admitted answer is an option now. Add “as it is” beside them if you wish."))
    return redirect("solutions:comparison", pk=made.pk)


@press
def move(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    actions.move_call(
        account, queries.call(account, pk), to=request.POST.get("to", ""), reason=request.POST.get("reason", ""),
        chosen=_ids(request.POST.getlist("chosen")), learned=request.POST.get("learned", ""),
    )  # fmt: skip
    return redirect("calls:call", pk=pk)


@signed_in
def export(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The fields of a market consultation notice, as JSON or CSV. No validated notice."""
    found = queries.call(account, pk)
    require(account, Can.EXPORT, found)
    if found.published is None:
        raise Refused(_("This call is not public yet: there is nothing to export."))
    ending = "csv" if request.GET.get("format") == "csv" else "json"
    write = notice.as_csv if ending == "csv" else notice.as_json
    address = request.build_absolute_uri(reverse("call:call", args=[found.pk]))
    return attachment(write(found, address), f"call-{found.pk}.{ending}")


def _ids(texts: list[str]) -> list[UUID]:
    try:
        return [UUID(text) for text in texts]
    except ValueError:
        raise Refused(_("This choice is not known here. Nothing was changed.")) from None
