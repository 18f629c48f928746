"""The steps of a call: publishing, answering questions, ending it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.solutions.actions import calls as actions
from parvis.solutions.queries import calls as queries
from parvis.web.pages.calls.forms import QuestionForm
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press
from parvis.web.templatetags.parvis import tlp


@press
def publish(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    actions.publish_call(account, queries.call(account, pk))
    messages.success(request, _("The call is public. Pass its address on."))
    return redirect("calls:call", pk=pk)


@press
def cancel(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    actions.cancel_call(account, queries.call(account, pk), reason=request.POST.get("reason", "")[:400])
    messages.success(request, _("The call is cancelled, and its page says why."))
    return redirect("calls:call", pk=pk)


@form_page
def answer_question(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Answer a question for everybody, or say why it is not published."""
    found = queries.question(account, pk)
    require(account, Can.SOLVE, found)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer, reason = form.cleaned_data["answer"], form.cleaned_data["reason"]
        try:
            if reason and not answer:
                actions.set_question_aside(account, found, reason)
            else:
                actions.answer_question(account, found, answer)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("calls:call", pk=found.call_id)
    context = {"form": form, "question": found, "call": found.call, "tlp": tlp(found.call.marking)}
    return render(request, "calls/question.html", context)
