"""The hot wash: answered by everybody who took part, closed by the director, then read."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.exercises import actions, queries
from parvis.people.models import Account
from parvis.web.pages.exercises.forms import hot_wash_form
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press
from parvis.web.templatetags.parvis import tlp


@form_page
def answer(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Short answers right after the exercise."""
    found = queries.exercise(account, pk)
    me = queries.participants(account, found).filter(account=account).first()
    form = hot_wash_form(queries.pack(found), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer_hot_wash(account, found, form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            thanks = _("Thank you. Your answers are kept without your name.")
            messages.success(request, _("Thank you.") if found.hot_wash_named else thanks)
            return redirect("exercises:exercise", pk=pk)
    people = found.participants.filter(hot_washed=True).count()
    directs = may(account, Can.DIRECT, found)
    context = {
        "exercise": found,
        "form": form,
        "tlp": tlp(found.marking),
        "answered": bool(me and me.hot_washed),
        "takes_part": me is not None,
        "over": queries.hot_wash_over(found),
        "may_close": directs and found.played and not queries.hot_wash_over(found),
        "may_name": directs and not people and not queries.hot_wash_over(found),
        "people": people,
    }
    return render(request, "exercises/hot_wash.html", context)


@press
def close(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Take no more answers, and read them. Pressed twice, the second time changes nothing."""
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    if not queries.hot_wash_over(found):
        actions.close_hot_wash(account, found)
    return redirect(reverse("exercises:result", args=[pk]) + "#hot-wash")


@press
def names(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """With names, or without."""
    found = queries.exercise(account, pk)
    require(account, Can.DIRECT, found)
    actions.name_hot_wash(account, found, named=request.POST.get("named") == "yes")
    return redirect("exercises:hot_wash", pk=pk)
