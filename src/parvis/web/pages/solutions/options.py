"""Writing an option: what it is made of, what might help, and which needs it answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from parvis.access.errors import Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.solutions import actions, queries
from parvis.solutions.models import Comparison, Option, Requirement
from parvis.solutions.rules import GENTLEST_FIRST
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press
from parvis.web.pages.solutions.forms import ChangeOptionForm, NewOptionForm, OptionForm, option_initial
from parvis.web.templatetags.parvis import tlp

MOST = 12


@form_page
def new(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Put one more answer beside the others."""
    found = queries.comparison(account, pk)
    require(account, Can.SOLVE, found)
    initial = {"measures": [code for code in request.GET.getlist("measure") if queries.measure(code)]}
    form = NewOptionForm(request.POST or None, needs=_needs(account, found), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if not visible_to(account, Option).filter(pk=form.cleaned_data["id"]).exists():
                actions.add_option(account, found, id=form.cleaned_data["id"], answers=form.answers, **form.facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:comparison", pk=pk)
    return render(request, "solutions/option.html", _context(account, found, form, None))


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change an option while the comparison is being prepared."""
    found = queries.option(account, pk)
    require(account, Can.SOLVE, found)
    form = ChangeOptionForm(
        request.POST or None, needs=_needs(account, found.comparison), initial=option_initial(found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data["version"]
            actions.change_option(account, found, version=version, answers=form.answers, **form.facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:comparison", pk=found.comparison_id)
    return render(request, "solutions/option.html", _context(account, found.comparison, form, found))


@press
def remove(request: HttpRequest, account: Account, pk: str) -> HttpResponse:  # nothing is posted
    found = queries.option(account, pk)
    actions.remove_option(account, found)
    return redirect("solutions:comparison", pk=found.comparison_id)


def _needs(account: Account, comparison: Comparison) -> list[Requirement]:
    return list(comparison.requirements.filter(pk__in=visible_to(account, Requirement)))


def _context(account: Account, comparison: Comparison, form: OptionForm, option: Option | None) -> dict[str, Any]:
    kinds, ticked = queries.vocabulary("kinds"), form.ticked()

    def shown(row: Any, *, phase: bool = False) -> dict[str, Any]:
        return {"id": row.id, "label": label(row.label), "gist": label(row.description), "kind": kinds.get(row.kind, row.kind),
                "phase": phase, "ticked": row.id in ticked}  # fmt: skip

    might = [shown(one.measure, phase=one.phase) for one in queries.might_help(account, comparison)[:MOST]]
    near = {row["id"] for row in might}
    rest = [row for row in queries.measures().values() if row.id not in near]
    groups: list[dict[str, Any]] = [
        {
            "label": kinds.get(kind, kind),
            "rows": sorted((shown(r) for r in rest if r.kind == kind), key=lambda r: r["label"]),
        }
        for kind in sorted(GENTLEST_FIRST, key=lambda k: GENTLEST_FIRST[k])
    ]
    return {"comparison": comparison, "place": comparison.place, "form": form, "option": option, "might": might,
            "groups": groups, "tlp": tlp(max(comparison.marking, comparison.place.marking))}  # fmt: skip
