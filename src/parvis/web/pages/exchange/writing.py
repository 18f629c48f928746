"""The first draft of a sheet from its thread, and the writing of it."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.assessment.queries import picks
from parvis.content.queries import choices, label, measures
from parvis.exchange import actions, queries
from parvis.exchange.actions.writing import FIELDS
from parvis.exchange.models import Practice
from parvis.exchange.rules.sheet import MAX_WORDS, PARTS
from parvis.exchange.rules.wording import grades, parts
from parvis.people.models import Account
from parvis.places.queries import place as place_of
from parvis.solutions.queries import vocabulary
from parvis.web.pages.exchange.shown import language_name
from parvis.web.pages.forms import OnceField, VersionField, blame
from parvis.web.pages.reading import form_page
from parvis.web.templatetags.parvis import tlp

HEIGHTS = {"summary": 4, "intelligence": 8, "intervention": 8, "involvement": 5}


class DraftForm(forms.Form):
    id = OnceField()


class SheetForm(forms.Form):
    """All parts in one language, and the facts that are the same in every language."""

    version = VersionField()
    evidence = forms.TypedChoiceField(
        label=_("How strong is the evidence?"), coerce=int, choices=lambda: grades().items()
    )
    would_do_again = forms.ChoiceField(
        label=_("Would you do it again?"),
        required=False,
        choices=lambda: [("", _("not said")), *Practice.Again.choices],
    )
    cost_band = forms.ChoiceField(label=_("Cost"), choices=lambda: vocabulary("cost_bands").items())
    measures = forms.MultipleChoiceField(label=_("Measures"), required=False, widget=forms.CheckboxSelectMultiple)
    threat_types = forms.MultipleChoiceField(
        label=_("Against what"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(code, pick.label) for code, pick in picks().items()],
    )  # fmt: skip
    space_types = forms.MultipleChoiceField(
        label=_("For what kind of place"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: choices("categories"),
    )  # fmt: skip

    def __init__(self, practice: Practice, language: str, data: Any = None) -> None:
        words = practice.texts.get(language, {})
        facts = {name: getattr(practice, name) for name in (*FIELDS, "version")}
        super().__init__(data, initial=facts | words)
        known = measures()
        kept = [(code, label(known[code].label) if code in known else code) for code in practice.measures]
        self.fields["measures"].choices = kept  # type: ignore[attr-defined]  # a MultipleChoiceField
        for part, (heading, question) in parts().items():
            area = forms.Textarea(attrs={"rows": HEIGHTS.get(part, 6), "lang": language})
            line = forms.TextInput(attrs={"lang": language})
            self.fields[part] = forms.CharField(
                label=heading, help_text=question, required=part == "title" and language == practice.language,
                max_length=200 if part == "title" else MAX_WORDS, widget=line if part == "title" else area,
            )  # fmt: skip

    def words(self) -> list[forms.BoundField]:
        return [self[part] for part in ("title", *PARTS)]

    def facts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("evidence", "would_do_again", "cost_band")]

    def lists(self) -> list[forms.BoundField]:
        return [self[name] for name in ("measures", "threat_types", "space_types")]


@form_page
def new(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """What the thread gives to a sheet, shown before anything is written."""
    found = place_of(account, place)
    require(account, Can.SHARE, found)
    form = DraftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = Practice.objects.filter(pk=form.cleaned_data["id"], place=found).first()
        try:
            made = made or actions.draft_from_thread(account, found, id=form.cleaned_data["id"])
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exchange:change", pk=made.pk)
    context = {"place": found, "tlp": tlp(found.marking), "form": form, "told": queries.tell(account, found)}
    return render(request, "exchange/new.html", context)


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Write one language of the sheet; a stale form overwrites nothing."""
    found = queries.practice(account, pk)
    require(account, Can.SHARE, found)
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else found.language
    form = SheetForm(found, language, request.POST or None)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        facts = {name: clean[name] for name in FIELDS}
        texts = {part: clean[part] for part in ("title", *PARTS)}
        try:
            actions.change_practice(account, found, version=clean["version"], language=language, texts=texts, **facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exchange:practice", pk=pk)
    languages = [
        {"label": language_name(code), "url": f"?language={code}", "current": code == language}
        for code, _name in settings.LANGUAGES
    ]
    context = {"practice": found, "tlp": tlp(found.marking), "form": form, "tabs": languages, "language": language}
    return render(request, "exchange/change.html", context)
