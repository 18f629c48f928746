"""Bringing in the file that a phone kept of what it could not send."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.access.errors import Refused
from parvis.assessment import actions
from parvis.assessment.rules.handed import MOST_BYTES
from parvis.people.models import Account
from parvis.web.pages.reading import form_page


class HandedForm(forms.Form):
    handed = forms.FileField(
        label=gettext_lazy("File of a visit (.json)"),
        help_text=gettext_lazy(
            "Made by the phone under “Keep what is not sent as a file”. It stays on the phone, too."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_handed(self) -> bytes:
        file = self.cleaned_data["handed"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 100 MB. Nothing was changed: send from the phone."))
        return bytes(file.read())


@form_page
def bring_in(request: HttpRequest, account: Account) -> HttpResponse:
    """A file, then to the answers that were in it."""
    form = HandedForm(request.POST, request.FILES) if request.method == "POST" else HandedForm()
    if request.method == "POST" and form.is_valid():
        try:
            found = actions.bring_in(account, form.cleaned_data["handed"])
        except Refused as refused:
            form.add_error("handed", refused.sentence)
        else:
            messages.success(request, brought_in_words(found))
            for sentence in found.refused:
                messages.error(request, sentence)
            return redirect("assessment:answers", pk=found.visit.assessment_id)
    status = 422 if form.errors else 200
    return render(request, "assessment/visit/bring_in.html", {"form": form}, status=status)


def brought_in_words(found: actions.BroughtIn) -> str:
    fresh = ngettext("%(n)d entry is kept.", "%(n)d entries are kept.", found.fresh) % {"n": found.fresh}
    if not found.known:
        return fresh
    known = ngettext("%(n)d was here already.", "%(n)d were here already.", found.known) % {"n": found.known}
    return f"{fresh} {known}"
