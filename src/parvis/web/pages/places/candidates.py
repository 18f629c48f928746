"""From an extract to the register: upload, progress, candidates."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.roles import Can
from parvis.content.queries import choices
from parvis.people.models import Account
from parvis.places import actions, queries
from parvis.places.actions.reading import extract_path, reasons_in_words, sentence_of_problem
from parvis.places.models import Candidate, ImportRun
from parvis.web.pages.forms import blame
from parvis.web.pages.places.forms import ExtractForm
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.tasks import read_extract

PER_PAGE = 40


@signed_in
def listing(request: HttpRequest, account: Account) -> HttpResponse:
    """Candidates with their reasons in words; one press takes one on to the register."""
    if not queries.homes(account, Can.EDIT_PLACES):
        raise NotAllowed(_("Only a safety coordinator takes places on to the register."))
    state, category = request.GET.get("state", "new"), request.GET.get("category", "")
    rows = queries.candidates(account).filter(state=state)
    if category:
        rows = rows.filter(category=category)
    if request.GET.get("change"):
        rows = rows.filter(change=request.GET["change"])
    # Named places first: they are the ones that people speak of.
    page = Paginator(rows.order_by("name", "osm_id"), PER_PAGE).get_page(request.GET.get("page"))
    last = queries.last_import(account)
    context = {
        "page": page,
        "rows": [_row(row) for row in page],
        "state": state,
        "category": category,
        "categories": choices("categories"),
        "last": last,
        "bounds": ",".join(map(str, last.bounds)) if last and last.bounds else "",
    }
    return render(request, "places/candidates.html", context)


def _row(candidate: Candidate) -> dict[str, Any]:
    reasons = reasons_in_words(candidate.reasons)
    return {
        "candidate": candidate,
        "name": actions.title(candidate),
        "first": " ".join(reasons[:1]),
        "more": " ".join(reasons[1:]),
    }


@press
def take(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    candidate = get_object_or_404(queries.candidates(account), pk=pk)
    facts = {"name": request.POST["name"]} if request.POST.get("name") else {}
    place = actions.take_candidate(account, candidate, **facts)
    if "Polygon" not in candidate.geometry.geom_type:
        messages.info(
            request,
            _(
                "The map shows this place as a line or a point: its outline is a guess. Draw it when you change the sheet."
            ),
        )
    return redirect("places:place", pk=place.pk)


@press
def dismiss(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    actions.dismiss_candidate(account, get_object_or_404(queries.candidates(account), pk=pk))
    return redirect("places:candidates")


@form_page
def imports(request: HttpRequest, account: Account) -> HttpResponse:
    """Send an extract; see what the earlier ones brought."""
    homes = queries.homes(account, Can.IMPORT)
    if not homes:
        raise NotAllowed(_("Only a safety coordinator imports extracts."))
    form = ExtractForm(request.POST or None, request.FILES or None, initial={"owner": homes[0]})
    form.fields["owner"].queryset = homes  # type: ignore[attr-defined]  # a ModelChoiceField
    if request.method == "POST" and form.is_valid():
        try:
            run = _accept(account, form)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("places:import", pk=run.pk)
    rows = [{"run": run, "problem": sentence_of_problem(run.problem)} for run in queries.imports(account)[:20]]
    return render(request, "places/imports.html", {"form": form, "rows": rows})


def _accept(account: Account, form: ExtractForm) -> ImportRun:
    known = ImportRun.objects.filter(pk=form.cleaned_data["id"]).first()
    if known:
        return known
    upload: UploadedFile[bytes] = form.cleaned_data["extract"]
    if (upload.size or 0) > settings.EXTRACT_MAX_BYTES:
        raise Refused(_("The file is larger than 2 GB. Nothing was kept: cut your city out of it first."), "extract")
    digest = hashlib.sha256()
    path = extract_path(form.cleaned_data["id"], upload.name or "")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        for chunk in upload.chunks():
            digest.update(chunk)
            file.write(chunk)
    try:
        name = Path(upload.name or "").name
        owner = form.cleaned_data["owner"]
        run = actions.ask_import(account, owner, file_name=name, sha256=digest.hexdigest(), pk=form.cleaned_data["id"])
    except Refused:
        path.unlink()
        raise
    read_extract.enqueue(str(run.pk))
    return run


@signed_in
def import_run(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """How far the reading is, then what it brought."""
    run = get_object_or_404(queries.imports(account), pk=pk)
    template = "places/import_progress.html" if request.headers.get("HX-Request") else "places/import.html"
    return render(
        request, template, {"run": run, "percent": int(run.progress * 100), "problem": sentence_of_problem(run.problem)}
    )


@press
def cancel(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    actions.ask_cancel(account, get_object_or_404(queries.imports(account), pk=pk))
    return redirect("places:import", pk=pk)
