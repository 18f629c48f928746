"""What to do together under one budget: the studies, one study with its front, and one combination."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import NotVisible, Refused
from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.people.models import Account
from parvis.places.queries import homes
from parvis.solutions import actions, queries
from parvis.solutions.models import Comparison, Option, PortfolioStudy
from parvis.solutions.queries.portfolio import Front, Line, Numbers, Risk, Row
from parvis.solutions.rules.portfolio import SECONDS, together
from parvis.web.components.front import front_picture
from parvis.web.pages.reading import press, signed_in
from parvis.web.tasks import combine_options
from parvis.web.templatetags.parvis import tlp

OTHERS = 200  # combinations that only keep more openness, on one page


@signed_in
def portfolios(request: HttpRequest, account: Account) -> HttpResponse:
    """Every study that the reader may see."""
    found = queries.portfolio.studies(account).order_by("-changed", "pk")
    return render(
        request, "solutions/portfolios.html", {"studies": found, "may_open": homes(account, Can.SOLVE).exists()}
    )


@signed_in
def portfolio(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One study: how it stands, what its combinations cost, leave and open, and the one thing to do next."""
    found = queries.portfolio.study(account, pk)
    if request.headers.get("HX-Request"):
        if not found.at_work:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "solutions/parts/combining.html", {"study": found, "percent": int(found.progress * 100)})
    now = queries.portfolio.numbers(account, found)
    front = queries.portfolio.front(account, found, now)
    context = {
        "study": found,
        "tlp": tlp(found.marking),
        "percent": int(found.progress * 100),
        "problem": _problem(found.problem),
        "numbers": now,
        "missing": [(line, _door(line)) for line in now.missing],
        "front": front,
        "others": front.others[:OTHERS] if front else [],
        "unlisted": max(len(front.others) - OTHERS, 0) if front else 0,
        "picture": front_picture(front.rows, front.task.budget) if front else None,
        "best": _best_step(front),
        "circles": _circles(found, now),
        "needs": [(_named(now, one), _named(now, other)) for one, other in found.needs],
        "groups": [[_named(now, one) for one in group] for group in found.groups],
        "seconds": int(SECONDS),
        "chosen": [(one, _decide(one.option)) for one in queries.portfolio.chosen(account, found)],
        "may_solve": may(account, Can.SOLVE, found),
    }
    return render(request, "solutions/portfolio.html", context)


def _problem(code: str) -> str:
    return {
        "": "",
        "cancelled": _("You stopped the calculation. What was calculated before is as it was."),
        "changed": _("Something changed while the calculation waited, so it could not begin. Look at the list of options, then calculate again."),
    }.get(code, _("The calculation was interrupted. What was calculated before is as it was: calculate again."))  # fmt: skip


def _door(line: Line) -> tuple[str, str]:
    """Where a missing number is given, and how the link is called."""
    if line.door == "costs":
        return reverse("solutions:costs", args=[line.option.pk]), _("State the costs")
    if line.door == "place":
        return reverse("assessment:place", args=[line.option.place_id]), _("To the assessments")
    if line.door == "comparison":
        return reverse("solutions:comparison", args=[line.option.comparison_id]), _("See the comparison")
    return reverse("solutions:option", args=[line.option.pk]), _("Open the option")


def _decide(option: Option) -> str:
    """Where the decision on an option is taken, as its comparison stands."""
    scored = option.comparison.state == Comparison.State.SCORED
    return reverse("solutions:ranking" if scored else "solutions:comparison", args=[option.comparison_id])


def _named(numbers: Numbers, option: str) -> str:
    return next(
        (line.option.name for line in numbers.lines if str(line.option.pk) == option), _("an option that is gone")
    )


def _circles(study: PortfolioStudy, numbers: Numbers) -> list[str]:
    options = [str(line.option.pk) for line in numbers.lines]
    rings = together(options, [(one, other) for one, other in study.needs])
    return [", ".join(_named(numbers, one) for one in ring) for ring in rings]


def _best_step(front: Front | None) -> Row | None:
    """The step that lowers the risk most for its money."""
    steps = [row for row in front.main if row.step and row.step.points > 0] if front else []
    return max(steps, key=lambda row: row.step.points / row.step.cost if row.step else 0, default=None)


@signed_in
def combination(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One combination: its options, where each risk stands with it, and the button that chooses it."""
    found = queries.portfolio.study(account, pk)
    now = queries.portfolio.numbers(account, found)
    front = queries.portfolio.front(account, found, now)
    row = next((one for one in front.rows if str(one.number) == request.GET.get("n")), None) if front else None
    if front is None or row is None:
        raise NotVisible
    lines = {line.option.pk: line for line in now.lines}
    context = {
        "study": found,
        "tlp": tlp(found.marking),
        "front": front,
        "row": row,
        "lines": [lines[option.pk] for option in row.options if option.pk in lines],
        "risks": _risks(front, now, row),
        "may_solve": may(account, Can.SOLVE, found),
    }
    return render(request, "solutions/portfolio_combination.html", context)


def _risks(front: Front, now: Numbers, row: Row) -> list[dict[str, Any]]:
    """Each risk before and with the combination, those that fall most first."""
    after = front.task.after(row.point.options)
    found = [
        {"risk": risk, "before": front.task.before[pk], "after": after[pk], "top": len(risk.bands),
         "words": (_word(risk, front.task.before[pk]), _word(risk, after[pk]))}
        for risk in now.risks
        if (pk := str(risk.scenario.pk)) in after
    ]  # fmt: skip
    return sorted(found, key=lambda one: one["after"] - one["before"])


def _word(risk: Risk, band: int) -> str:
    """The name of a band; what was calculated under an older method may know more of them."""
    return risk.bands[band - 1] if band <= len(risk.bands) else str(band)


@press
def calculate(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Ask for the combinations; the worker calculates them."""
    try:
        asked = actions.ask_combinations(account, queries.portfolio.study(account, pk))
        combine_options.enqueue(str(asked.pk))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("solutions:portfolio", pk=pk)


@press
def cancel(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    try:
        actions.cancel_combinations(account, queries.portfolio.study(account, pk))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("solutions:portfolio", pk=pk)


@press
def choose(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Say which combination is to be decided."""
    try:
        actions.choose_combination(account, queries.portfolio.study(account, pk), request.POST.getlist("option"))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(reverse("solutions:portfolio", args=[pk]) + "#chosen")
