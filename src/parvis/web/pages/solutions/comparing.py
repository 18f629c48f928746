"""Preparing a choice: the comparison and its options side by side."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from parvis.access.errors import Refused
from parvis.access.queries import may, require, visible_to
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.exercises.models import Lesson
from parvis.exercises.queries import open_again
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.places.queries import place as the_place
from parvis.solutions import actions, queries
from parvis.solutions.models import Comparison, Decision, Kind, Option, Requirement
from parvis.web.components.effects import effects
from parvis.web.components.record import percent
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.pages.solutions.forms import ComparisonForm
from parvis.web.templatetags.parvis import tlp


@dataclass(frozen=True)
class Card:
    """An option as the comparison shows it."""

    option: Option
    measures: list[dict[str, str]]
    meets: list[dict[str, object]]
    worse: list[str]
    better: list[str]
    mine: int
    lessons: list[Lesson]  # that keep it open until an exercise has tried it again


def cards(account: Account, comparison: Comparison, mine: Mapping[UUID, int]) -> list[Card]:
    """The options side by side, each with what it is made of, what it meets and what it does to the place."""
    kinds, names = queries.vocabulary("kinds"), queries.vocabulary("side_effects")
    needs = list(comparison.requirements.filter(pk__in=visible_to(account, Requirement)))
    again = open_again(account, comparison.place_id, "option")
    found = []
    for option in queries.options(account, comparison.pk).order_by("created", "pk"):
        rows = queries.picked(option.measures)
        how = {answer.requirement_id: answer.how for answer in option.answers.all()}
        sides: dict[str, Counter[str]] = {"worse": Counter(), "better": Counter()}
        for row in rows:
            for effect in effects(row, names):
                if effect.side in sides:
                    sides[effect.side][effect.label] += 1
        found.append(
            Card(
                option,
                [{"id": row.id, "label": label(row.label), "kind": kinds.get(row.kind, row.kind)} for row in rows],
                [{"need": need, "met": need.pk in how, "how": how.get(need.pk, "")} for need in needs],
                list(sides["worse"]),
                list(sides["better"]),
                mine.get(option.pk, 0),
                again.get(option.pk, []),
            )
        )
    return found


@form_page
def new(request: HttpRequest, account: Account, place: str) -> HttpResponse:
    """Begin to choose how to meet the needs of a place."""
    found = the_place(account, place)
    require(account, Can.SOLVE, found)
    needs = queries.requirements(account, found.pk)
    earlier = _earlier(account, found, request.GET.get("instead", ""))
    form = ComparisonForm(request.POST or None, needs=needs, packs=queries.criteria_packs())
    if request.method == "POST" and form.is_valid():
        made = visible_to(account, Comparison).filter(pk=form.cleaned_data["id"]).first()
        try:
            made = made or actions.open_comparison(account, found, supersedes=earlier, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:comparison", pk=made.pk)
    context = {"place": found, "form": form, "needs": needs, "earlier": earlier, "tlp": tlp(found.marking)}
    return render(request, "solutions/new_comparison.html", context)


def _earlier(account: Account, place: Place, wanted: str) -> Decision | None:
    """The decision that the new comparison is to replace."""
    return next((row for row in queries.decisions(account, place.pk) if str(row.pk) == wanted), None)


@signed_in
def comparison(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Where a choice stands: its options, its weights, and the one thing to do next."""
    found = queries.comparison(account, pk)
    progress = queries.progress(account, found)
    pack = queries.criteria_of(found)
    names = {c.code: label(c.label) for c in pack.criteria}
    interests = list(queries.interests(account, found))
    top = sorted(found.weights.items(), key=lambda pair: -pair[1])
    context = {
        "comparison": found,
        "place": found.place,
        "tlp": tlp(max(found.marking, found.place.marking)),
        "stages": _stages(found),
        "progress": progress,
        "cards": cards(account, found, progress.mine),
        "weights": [(names.get(code, code), weight, percent(weight / max(top[0][1], 1))) for code, weight in top],
        "knock_outs": [names[c.code] for c in pack.criteria if c.knock_out],
        "spread": queries.spread(account, found),
        "evaluations": queries.evaluations(account, found),
        "may_try": may(account, Can.SOLVE, found)
        and found.state == Comparison.State.SCORED
        and found.evaluations.count() < len(Kind) - 1,
        "interests": [one for one in interests if one.concerns],
        "declared": len(interests),
        "may_rule": may(account, Can.SOLVE, found) and found.state in {"scoring", "scored"},
        "decision": queries.decisions(account, found.place_id).filter(comparison=found).first(),
        "may_solve": may(account, Can.SOLVE, found),
        "may_judge": may(account, Can.JUDGE, found),
        "may_decide": may(account, Can.DECIDE, found),
    }
    return render(request, "solutions/comparison.html", context)


def _stages(comparison: Comparison) -> list[dict[str, object]]:
    order = [
        (Comparison.State.DRAFT, _("Prepare")),
        (Comparison.State.SCORING, _("Score")),
        (Comparison.State.SCORED, pgettext("step of a comparison", "Rank")),
        (Comparison.State.DECIDED, _("Decide")),
    ]
    now = [state for state, _name in order].index(Comparison.State(comparison.state))
    decided = comparison.state == Comparison.State.DECIDED
    return [
        {"name": name, "done": at < now or decided, "current": at == now and not decided}
        for at, (_s, name) in enumerate(order)
    ]


@press
def start(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Fix the weights and let the experts score."""
    try:
        actions.start_scoring(account, queries.comparison(account, pk))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("solutions:comparison", pk=pk)


@press
def end(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Close the scoring and go to the ranking."""
    try:
        actions.end_scoring(account, queries.comparison(account, pk))
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("solutions:comparison", pk=pk)
    return redirect("solutions:ranking", pk=pk)
