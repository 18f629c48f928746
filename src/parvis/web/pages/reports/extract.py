"""The extract that may be published: what goes in, what stays out and why, and the decision that it leaves."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.assessment import queries
from parvis.assessment.models import Assessment
from parvis.people.models import Account
from parvis.reports.actions import release_extract
from parvis.reports.actions.releasing import LONGEST_REASON
from parvis.reports.assessment.publishing import Left
from parvis.reports.assessment.release import Extract, extract_of
from parvis.reports.assessment.wording import label_of, why_out
from parvis.reports.document import Section
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page
from parvis.web.pages.reports.views import download
from parvis.web.templatetags.parvis import tlp

READERS = {"public": Marking.CLEAR, "partners": Marking.GREEN}


class ReleaseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why it may leave"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who agreed, and for what occasion. It stays in the journal for good: name functions, no person."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=[("pdf", "PDF"), ("docx", "Word"), ("xlsx", gettext_lazy("Excel, its tables"))],
    )


@form_page
def extract(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The preview with the form; the press gives the file."""
    found = queries.assessment(account, pk)
    reader = "partners" if request.GET.get("for") == "partners" else "public"
    wanted = READERS[reader]
    made = extract_of(account, found, wanted, timezone.localdate())
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("looked_at", "")
        try:
            body = release_extract(account, found, wanted=wanted, looked_at=seen, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            kind = form.cleaned_data["kind"]
            return download(body, f"{slugify(found.place.name) or 'place'}-{reader}.{kind}", kind)
    return render(request, "reports/extract.html", _context(found, made, form, reader))


def _context(found: Assessment, made: Extract, form: ReleaseForm, reader: str) -> dict[str, Any]:
    here = reverse("reports:extract", args=[found.pk])
    words = {"public": _("For everyone"), "partners": _("For partners")}
    return {
        "assessment": found,
        "place": found.place,
        "tlp": tlp(max(found.marking, found.place.marking)),
        "wanted": made.wanted.label,
        "made": made,
        "sections": [_shown(section) for section in made.document.sections],
        "left": _staying(made.found.left),
        "tabs": [
            {"label": f"{words[code]} ({READERS[code].label})", "url": f"{here}?for={code}", "current": code == reader}
            for code in READERS
        ],
        "form": form,
    }  # fmt: skip


def _shown(section: Section) -> dict[str, Any]:
    """A section with its table as cells that know their heading: on a phone a row is a card."""
    table = section.table
    rows = [list(zip(table.head, row, strict=True)) for row in table.rows] if table else []
    head = table.head if table else []
    return {"title": section.title, "words": section.words, "points": section.points, "head": head, "rows": rows}


def _staying(left: Sequence[Left]) -> list[tuple[str, list[dict[str, Any]]]]:
    """The kinds that stay out under the reason why: what is marked too high first, because that can be changed."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in sorted(left, key=lambda row: row.marking is None):
        found.setdefault(capfirst(why_out(row)), []).append({"label": label_of(row.kind), "number": row.number})
    return list(found.items())
