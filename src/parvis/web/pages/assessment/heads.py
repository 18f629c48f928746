"""Opening an assessment, its own page, and its way from state to state."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.assessment import actions, queries
from parvis.assessment.actions.opening import missing_sentence
from parvis.assessment.models import Assessment
from parvis.assessment.rules import states
from parvis.content.queries import label, term, terms
from parvis.exercises.queries import open_again
from parvis.people.models import Account
from parvis.places.queries import place as the_place
from parvis.thread.queries import examined
from parvis.web.pages.assessment.expected import expected_of
from parvis.web.pages.assessment.forms import HeadForm, OpenForm
from parvis.web.pages.assessment.visiting import on_site
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.templatetags.parvis import tlp


@form_page
def new(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """Open an assessment of a place in a condition, by a method."""
    found = the_place(account, place)
    require(account, Can.LEAD_ASSESSMENT, found)
    method = queries.methods()[0]
    title = _("%(place)s, %(month)s") % {"place": found.name, "month": timezone.localdate().strftime("%m/%Y")}
    initial = {"title": title, "method": method.urn, "marking": max(Marking.AMBER_STRICT, found.marking)}
    form = OpenForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        once = form.cleaned_data.pop("id")
        there = queries.assessments(account).filter(pk=once).first()
        try:
            made = there or actions.open_assessment(account, found, id=once, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("assessment:assessment", pk=made.pk)
    context = {"form": form, "place": found, "tlp": tlp(found.marking), "methods": queries.methods()}
    return render(request, "assessment/new.html", context)


@press
def first_look(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """Open a first look at a place and go straight to its first question. The same press twice opens one."""
    found, method = the_place(account, place), queries.first_look()
    if method is None:
        raise Refused(_("No method of this installation is short enough for a first look. Ask the administrator."))
    once = _once(request.POST.get("id", ""))
    there = queries.assessments(account).filter(pk=once).first()
    title = _("First look, %(day)s") % {"day": date_format(timezone.localdate(), "SHORT_DATE_FORMAT")}
    condition = next(iter(terms("conditions")))
    made = there or actions.open_assessment(
        account, found, id=once, title=title, condition=condition, method=method.urn,
        marking=max(Marking.AMBER_STRICT, found.marking),
    )  # fmt: skip
    return redirect("visit:visit", pk=actions.issue_visit(account, made, id=once).pk)


def _once(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.uuid4()


@signed_in
def assessment(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Where the assessment stands, who has to act, and everything that it holds."""
    found = queries.assessment(account, pk)
    stories = list(queries.scenarios(account, found))
    mine = set(queries.judgements_visible(account, found).filter(expert=account).values_list("scenario_id", flat=True))
    lead = may(account, Can.LEAD_ASSESSMENT, found)
    again = open_again(account, found.place_id, "scenario")
    context = {
        **head_of(found),
        "stages": stages(found),
        "stories": [
            {
                "story": story,
                "zone": queries.zone_name(story),
                "mine": story.pk in mine,
                "lessons": again.get(story.pk, []),
            }
            for story in stories
        ],
        "todo": sum(story.pk not in mine for story in stories),
        "left_out": _left_out(found),
        "team": queries.team(account, found),
        "seats": queries.progress(account, found),
        "measures": queries.measures(account, found.place_id).count(),
        "may_note": may(account, Can.JUDGE, found.place),
        **checks_of(examined(account, found)),
        **expected_of(account, found),
        "weaknesses": queries.weaknesses_of(account, found),
        "workshops": queries.workshops_of(account, found),
        "lead": lead,
        "site": on_site(account, found),
        "may_export": may(account, Can.EXPORT, found),
        "judge": found.state in states.ROUND and may(account, Can.JUDGE, found) and queries.is_judge(account, found),
        "blocked": _blocked(account, found, stories) if lead and found.state == states.PREPARING else "",
    }
    return render(request, "assessment/assessment.html", context)


def checks_of(read: queries.Examined) -> dict[str, Any]:
    """What does not fit together, what was accepted, and the grade."""
    still, accepted = read.findings()
    return {"findings": still, "accepted": accepted, "grade": queries.grade_of((still, accepted))}


def head_of(found: Assessment) -> dict[str, Any]:
    """What every page of an assessment shows above its own content."""
    return {
        "assessment": found,
        "place": found.place,
        "condition": term("conditions", found.condition),
        "method": label(queries.method_of(found).title),
        "tlp": tlp(max(found.marking, found.place.marking)),
    }


def stages(found: Assessment) -> list[dict[str, Any]]:
    """The way of the assessment, with dates where it has been."""
    order = [states.PREPARING, states.JUDGING, states.DISCUSSING, states.CLOSED]
    now = order.index(found.state)
    words = {
        states.PREPARING: (_("Prepare"), _("team, what exists, scenarios"), found.created),
        states.JUDGING: (_("Judge"), _("each alone, without seeing the others"), found.judging_since),
        states.DISCUSSING: (_("Discuss"), _("the spread is shown, values may be revised"), found.discussing_since),
        states.CLOSED: (
            pgettext("step of an assessment", "Close"),
            _("risk list, and what is weak here"),
            found.closed,
        ),
    }
    return [
        {
            "label": words[state][0],
            "what": words[state][1],
            "when": words[state][2] if place <= now else None,
            "done": place < now or found.state == states.CLOSED,
            "now": place == now and found.state != states.CLOSED,
        }
        for place, state in enumerate(order)
    ]


def _left_out(found: Assessment) -> list[tuple[str, str]]:
    known = queries.picks()
    return [(known[code].label if code in known else code, reason) for code, reason in sorted(found.left_out.items())]


def _blocked(account: Account, found: Assessment, stories: list[Any]) -> str:
    """The sentence that says what still keeps the judging from beginning."""
    team = list(queries.team(account, found))
    code = states.missing_before_judging(
        police=any(member.is_police for member in team),
        absence=found.police_absence,
        scenarios=len(stories) if queries.method_of(found).factors else 1,
        judges=sum(member.circle != "informed" for member in team),
    )
    return missing_sentence(code) if code else ""


@form_page
def change(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Change the head; a stale form overwrites nothing."""
    found = queries.assessment(account, pk)
    require(account, Can.LEAD_ASSESSMENT, found)
    names = list(HeadForm.base_fields)
    form = HeadForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_assessment(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("assessment:assessment", pk=pk)
    context = {**head_of(found), "form": form, "title": _("Head of the assessment")}
    return render(request, "assessment/form.html", context)


@press
def move(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """To the next state, or back to preparation."""
    found = queries.assessment(account, pk)
    to = request.POST.get("to", "")
    try:
        moved = actions.move(account, found, to)
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("assessment:assessment", pk=pk)
    messages.success(request, _moved(moved))
    target = "assessment:result" if moved.state in {states.DISCUSSING, states.CLOSED} else "assessment:assessment"
    return redirect(target, pk=pk)


def _moved(found: Assessment) -> str:
    return {
        states.PREPARING: _("Back in preparation. Judgements given so far are kept, and stay blind."),
        states.JUDGING: _("The judging has begun. Everybody with a seat judges alone; nobody sees another's values."),
        states.DISCUSSING: _("The judgements are shown. Those furthest apart speak first; values may be revised."),
        states.CLOSED: _("The assessment is closed. Both rounds are kept."),
    }[found.state]
