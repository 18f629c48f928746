"""Judging: one scenario a page, one's own values alone."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment, Judgement, Scenario
from parvis.assessment.rules import states
from parvis.people.models import Account
from parvis.web.pages.assessment.heads import head_of
from parvis.web.pages.assessment.judgeform import JudgeForm, at_field
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, signed_in


def _open(account: Account, pk: str) -> Assessment:
    """An assessment in which the reader may judge now."""
    found = queries.assessment(account, pk)
    require(account, Can.JUDGE, found)
    if found.state not in states.ROUND:
        raise Refused(_("No round of judging is open here. What you gave before is kept."))
    if not queries.is_judge(account, found):
        raise NotAllowed(_("You have no seat in the team of this assessment. Ask its lead to add you."))
    return found


def _mine(account: Account, found: Assessment) -> dict[UUID, Judgement]:
    """The reader's own latest judgement of each scenario."""
    return {row.scenario_id: row for row in queries.judgements_visible(account, found).filter(expert=account)}


def _done(mine: dict[UUID, Judgement], found: Assessment) -> set[UUID]:
    """The scenarios that need nothing more from the reader: in the second round a first value stands until revised."""
    return {pk for pk, row in mine.items() if row.round == states.ROUND[found.state] or found.state != states.JUDGING}


def _next(rows: Sequence[Scenario], done: set[UUID]) -> Scenario | None:
    return next((row for row in rows if row.pk not in done), None)


@signed_in
def begin(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """To the first scenario that the reader has not judged."""
    found = _open(account, pk)
    rows = list(queries.scenarios(account, found))
    first = _next(rows, _done(_mine(account, found), found)) or (rows[0] if rows else None)
    if first is None:
        return redirect("assessment:assessment", pk=pk)
    return redirect("assessment:judge_one", pk=pk, scenario=first.pk)


@form_page
def judge(request: HttpRequest, account: Account, pk: str, scenario: UUID) -> HttpResponse:
    """One scenario: probability, vulnerability, each kind of consequence, confidence, reason."""
    found = _open(account, pk)
    rows = list(queries.scenarios(account, found))
    story = next((row for row in rows if row.pk == scenario), None)
    if story is None:
        raise Refused(
            _("This scenario was taken out meanwhile, so nothing was saved for it. Your other judgements are kept.")
        )
    mine = _mine(account, found)
    own = mine.get(story.pk)
    version = own.version if own and own.round == states.ROUND[found.state] else 0
    about = queries.threat_of(story)
    form = JudgeForm(
        request.POST or None, method=queries.method_of(found), usual=about.threat.impacts if about else [],
        mine=own, version=version, second=found.state == states.DISCUSSING,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.judge(account, story, form.given, version=form.cleaned_data["version"])
        except Refused as refused:
            blame(form, at_field(form, refused))
        else:
            return _onward(request, account, found, rows)
    context = _context(account, found, rows, story, mine) | {"form": form, "own": own}
    return render(request, "assessment/judge.html", context)


def _onward(request: HttpRequest, account: Account, found: Assessment, rows: Sequence[Scenario]) -> HttpResponse:
    """To the next scenario, or back with thanks."""
    left = _next(rows, _done(_mine(account, found), found))
    if found.state == states.JUDGING and left is not None:
        return redirect("assessment:judge_one", pk=found.pk, scenario=left.pk)
    if found.state == states.JUDGING:
        messages.success(
            request, _("You have judged every scenario. Thank you: you see the others' values once the round ends.")
        )
        return redirect("assessment:assessment", pk=found.pk)
    messages.success(request, _("Saved as your value of the second round. The first one is kept beside it."))
    return redirect("assessment:result", pk=found.pk)


def _context(
    account: Account, found: Assessment, rows: Sequence[Scenario], story: Scenario, mine: dict[UUID, Judgement]
) -> dict[str, Any]:
    place = rows.index(story)
    done = _done(mine, found)
    existing = [
        {"measure": row, "name": queries.measure_name(row)} for row in queries.measures(account, found.place_id)
    ]
    return {
        **head_of(found),
        "story": story,
        "zone": queries.zone_name(story),
        "phase": queries.phase_label(story.phase) if story.phase else "",
        "number": place + 1,
        "total": len(rows),
        "turns": [{"story": row, "number": n + 1, "done": row.pk in done} for n, row in enumerate(rows)],
        "done": len(done & {row.pk for row in rows}),
        "existing": existing,
        "second": found.state == states.DISCUSSING,
    }
