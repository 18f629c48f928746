"""Preparing, changing, opening and closing a survey."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.places.queries import place as place_of
from parvis.residents import actions, queries
from parvis.residents.models import Survey
from parvis.web.pages.forms import DayField, MarkingField, OnceField, VersionField, blame
from parvis.web.pages.reading import form_page, press
from parvis.web.templatetags.parvis import tlp

USUAL = timedelta(days=21)
EDITED = ("title", "public_name", "opens", "closes", "marking")


class SurveyForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    public_name = forms.CharField(
        label=gettext_lazy("Name of the place for residents"), max_length=200,
        help_text=gettext_lazy("Whoever has the link reads the title and this name, and nothing else of the register."),
    )  # fmt: skip
    opens = DayField(label=gettext_lazy("Opens on"))
    closes = DayField(label=gettext_lazy("Last day"))
    marking = MarkingField()


class NewSurveyForm(SurveyForm):
    id = OnceField()
    pack = forms.ChoiceField(label=gettext_lazy("Questions"))
    field_order = ["pack", "title", "public_name", "opens", "closes", "marking"]


class ChangeSurveyForm(SurveyForm):
    version = VersionField()


@form_page
def new(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """Everything is filled in: a survey can be open within a minute."""
    found = place_of(account, place)
    require(account, Can.SURVEY, found)
    today = timezone.localdate()
    packs = queries.question_packs()
    initial = {"public_name": found.name, "opens": today, "closes": today + USUAL}
    if packs:
        initial |= {"title": label(packs[0].title), "pack": packs[0].urn}
    form = NewSurveyForm(request.POST or None, initial=initial)
    form.fields["pack"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
        (pack.urn, _("%(title)s (%(minutes)d minutes)") % {"title": label(pack.title), "minutes": pack.minutes})
        for pack in packs
    ]
    if request.method == "POST" and form.is_valid():
        made = Survey.objects.filter(pk=form.cleaned_data["id"], place=found).first()
        try:
            made = made or actions.prepare_survey(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("residents:survey", pk=made.pk)
    return render(
        request, "residents/edit.html", {"form": form, "place": found, "survey": None, "tlp": tlp(found.marking)}
    )


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Mend the title or the days; a stale form overwrites nothing."""
    found = queries.survey(account, pk)
    require(account, Can.SURVEY, found)
    form = ChangeSurveyForm(request.POST or None, initial={name: getattr(found, name) for name in (*EDITED, "version")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_survey(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("residents:survey", pk=pk)
    return render(
        request, "residents/edit.html", {"form": form, "place": found.place, "survey": found, "tlp": tlp(found.marking)}
    )


@press
def open_(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    actions.open_survey(account, queries.survey(account, pk))
    return redirect("residents:survey", pk=pk)


@press
def close(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    actions.close_survey(account, queries.survey(account, pk))
    return redirect("residents:survey", pk=pk)
