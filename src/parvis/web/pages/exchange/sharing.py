"""What the machine found, the reasons of a person, and the decision."""

import hashlib

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.exchange import actions, queries
from parvis.exchange.models import Practice
from parvis.exchange.rules.redaction import Finding
from parvis.exchange.rules.wording import parts
from parvis.people.models import Account
from parvis.web.pages.exchange.shown import language_name
from parvis.web.pages.forms import VersionField, blame
from parvis.web.pages.reading import form_page
from parvis.web.templatetags.parvis import tlp


class CheckForm(forms.Form):
    """One line for each finding. Its name follows from what was found, so that no reason lands on another finding."""

    version = VersionField()

    def __init__(self, practice: Practice, findings: list[Finding], data: object = None) -> None:
        super().__init__(data, initial={"version": practice.version})  # type: ignore[arg-type]  # a QueryDict or nothing
        self.findings = findings
        reasons = {(e["language"], e["part"], e["code"], e["text"].casefold()): e["reason"] for e in practice.allowed}
        for finding in findings:
            self.fields[name_of(finding)] = forms.CharField(
                label=_("Why it may stay"), required=False, max_length=300, initial=reasons.get(finding.key, "")
            )

    def rows(self) -> list[dict[str, object]]:
        headings = parts()
        return [
            {
                "finding": finding,
                "field": self[name_of(finding)],
                "where": f"{headings[finding.part][0]} ({language_name(finding.language)})",
                "why": finding.why.sentence(_),
            }
            for finding in self.findings
        ]


def name_of(finding: Finding) -> str:
    return "why-" + hashlib.sha256("\x00".join(finding.key).encode()).hexdigest()[:16]


class ShareForm(forms.Form):
    version = VersionField()
    marking = forms.TypedChoiceField(
        label=gettext_lazy("Marking"),
        coerce=int,
        choices=[(Marking.GREEN, Marking.GREEN.label), (Marking.CLEAR, Marking.CLEAR.label)],
        initial=Marking.GREEN,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "GREEN: for the community of cities and services, not for the public. CLEAR: for everyone."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it may be shared"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who agreed, and what you looked at. It stays here, with your name and the date."),
    )


@form_page
def check(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Every name, place, address, number and coordinate that the machine found, each to be edited or explained."""
    found = queries.practice(account, pk)
    require(account, Can.SHARE, found)
    findings = queries.findings_of(found)
    form = CheckForm(found, findings, request.POST or None)
    if request.method == "POST" and form.is_valid():
        reasons = {finding.key: form.cleaned_data[name_of(finding)] for finding in findings}
        try:
            actions.check_practice(account, found, version=form.cleaned_data["version"], reasons=reasons)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exchange:share", pk=pk)
    return render(
        request,
        "exchange/check.html",
        {"practice": found, "tlp": tlp(found.marking), "form": form, "rows": form.rows()},
    )


@form_page
def share(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The decision, with a name under it."""
    found = queries.practice(account, pk)
    require(account, Can.SHARE, found)
    form = ShareForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.share_practice(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("exchange:practice", pk=pk)
    return render(request, "exchange/share.html", {"practice": found, "tlp": tlp(found.marking), "form": form})
