"""A plan to and from Excel: what would change is shown before anything does."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.content.layout.guard import MAX_WORKBOOK
from parvis.exercises.queries import exercised
from parvis.people.models import Account
from parvis.plans import queries, tables
from parvis.plans.models import Plan
from parvis.reports.plan.workbook import plan_xlsx
from parvis.web.pages.forms import blame
from parvis.web.pages.plans.grid import circles
from parvis.web.pages.reading import form_page, signed_in
from parvis.web.pages.reports.views import download as download_as
from parvis.web.templatetags.parvis import tlp

SALT = "plans.workbook"


class WorkbookForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Workbook"),
        help_text=gettext_lazy(
            "An .xlsx file with the sheets of a plan. You see what would change before anything does."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


@dataclass
class Preview:
    """What a workbook would change, and what cannot be taken, cell by cell."""

    changes: list[tables.Change]
    remarks: list[tables.Remark] = field(default_factory=list)
    token: str = ""
    #: Whether the plan would be another: a workbook may differ in cells only that cannot be read.
    differs: bool = True

    @property
    def groups(self) -> list[dict[str, Any]]:
        return [
            {
                "title": sheet.title,
                "new": [one for one in own if one.key is None],
                "changed": [one for one in own if one.key is not None and one.words is not None],
                "gone": [one for one in own if one.words is None],
            }
            for code, sheet in tables.SHEETS.items()
            if (own := [change for change in self.changes if change.sheet == code])
        ]


@form_page
def workbook(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Take the plan out, or bring a workbook in: read, shown, and applied in one go."""
    plan = queries.plan_by_id(account, pk)
    require(account, Can.PLAN, plan)
    if "token" in request.POST:
        return _apply(request, account, plan, request.POST["token"])
    form = WorkbookForm(request.POST or None, request.FILES or None)
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            preview = _preview(account, plan, tables.read(form.cleaned_data["file"].read(MAX_WORKBOOK + 1)))
        except Refused as refused:
            blame(form, refused)
    return _shown(request, plan, form, preview, status=422 if form.errors else 200)


def _shown(
    request: HttpRequest, plan: Plan, form: WorkbookForm, preview: Preview | None, status: int = 200
) -> HttpResponse:  # fmt: skip
    context = {"plan": plan, "tlp": tlp(plan.marking), "form": form, "preview": preview}
    return render(request, "plans/workbook.html", context, status=status)


def _preview(account: Account, plan: Plan, read: tables.Read) -> Preview:
    """The changes are made and taken back: whatever the verbs would refuse is known before anything is kept."""
    whole = queries.whole(account, plan)
    before, changes = tables.tables_of(whole), tables.asked(whole, read)
    with transaction.atomic():
        refused = tables.apply(account, plan, changes, exercised(account, plan))
        after = queries.whole(account, plan)
        waiting, differs = circles(after), tables.tables_of(after) != before
        transaction.set_rollback(True)
    plan.refresh_from_db()
    remarks = [*read.remarks]
    for one in refused:
        cell = read.cell(one.change.sheet, one.change.words or one.change.before, one.field)
        remarks.append(tables.Remark(cell, one.sentence))
    remarks += [tables.Remark(str(tables.SHEETS["tasks"].title), sentence) for sentence in waiting]
    token = signing.dumps(
        {"plan": str(plan.pk), "edition": plan.edition, "tables": read.tables, "marks": read.marks},
        salt=SALT,
        compress=True,
    )
    return Preview(changes, remarks, token, differs)


def _apply(request: HttpRequest, account: Account, plan: Plan, token: str) -> HttpResponse:
    """Everything that was shown, in one transaction; another look where the plan has changed since."""
    try:
        held = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        held = {}
    if held.get("plan") != str(plan.pk):
        raise Refused(_("This page no longer holds what was read. Nothing was changed: choose the workbook again."))
    read = tables.Read(held["tables"], marks=held["marks"])
    if held["edition"] != plan.edition:
        preview = _preview(account, plan, read)
        if not preview.differs:
            return redirect("plans:plan", pk=plan.pk)
        messages.warning(
            request,
            _("Somebody changed the plan meanwhile. %(last)s Nothing was taken: look at the changes again.")
            % {"last": queries.said_of(queries.last_change(plan))},
        )
        return _shown(request, plan, WorkbookForm(), preview, status=409)
    changes = tables.asked(queries.whole(account, plan), read)
    with transaction.atomic():
        refused = tables.apply(account, plan, changes, exercised(account, plan))
    left = len({id(one.change) for one in refused})
    messages.success(request, _taken(len(changes), left))
    return redirect("plans:plan", pk=plan.pk)


def _taken(changes: int, left: int) -> str:
    text = ngettext("%(n)d row was read from the workbook.", "%(n)d rows were read from the workbook.", changes) % {
        "n": changes
    }
    if not left:
        return text
    more = ngettext("%(n)d of them was not taken, or not whole.", "%(n)d of them were not taken, or not whole.", left)
    return f"{text} {more % {'n': left}}"


@signed_in
def download(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The plan as a workbook, one sheet for each table."""
    plan = queries.plan_by_id(account, pk)
    made = plan_xlsx(queries.whole(account, plan), tlp(plan.marking))
    return download_as(made, f"{slugify(plan.title) or 'plan'}.xlsx", "xlsx")
