"""Scoring: one option a page, thumb-sized, one's own scores alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from parvis.access.errors import NotVisible, Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.solutions import actions, queries
from parvis.solutions.models import Comparison, Kind
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, signed_in
from parvis.web.pages.solutions.comparing import cards
from parvis.web.pages.solutions.forms import ScoreForm
from parvis.web.templatetags.parvis import tlp


@signed_in
def score(request: HttpRequest, account: Account, pk: str) -> HttpResponse:  # only leads on
    """To the first option that the reader has not scored in full."""
    found = queries.comparison(account, pk)
    require(account, Can.JUDGE, found)
    _open(found)
    progress = queries.progress(account, found)
    if progress.declared is None:
        return redirect("solutions:interest", pk=pk)
    rows = [
        row for row in queries.options(account, found.pk).order_by("created", "pk") if row.pk not in progress.barred
    ]
    if not rows:
        messages.info(request, _("There is nothing for you to score here: your interest touches every option."))
        return redirect("solutions:comparison", pk=pk)
    left = [row for row in rows if progress.mine.get(row.pk, 0) < progress.criteria]
    return redirect("solutions:score_option", pk=pk, option=(left or rows)[0].pk)


@form_page
def score_option(request: HttpRequest, account: Account, pk: str, option: str) -> HttpResponse:
    """One option on every criterion. What is left open is not scored yet and can wait."""
    found = queries.comparison(account, pk)
    require(account, Can.JUDGE, found)
    _open(found)
    return _score_page(request, account, found, option, Kind.DESK)


@form_page
def score_tried(request: HttpRequest, account: Account, pk: str, option: str) -> HttpResponse:
    """One option as it was seen at a demonstration or at the table."""
    found = queries.evaluation(account, pk)
    require(account, Can.JUDGE, found)
    if found.ended:
        raise Refused(_("This evaluation has ended. What was written is kept and can only be read."))
    return _score_page(request, account, found.comparison, option, Kind(found.kind))


def _score_page(request: HttpRequest, account: Account, found: Comparison, option: str, kind: Kind) -> HttpResponse:
    progress = queries.progress(account, found)
    if progress.declared is None:
        return redirect("solutions:interest", pk=found.pk)
    pack = queries.criteria_of(found)
    given = queries.scores_of(account, found, kind).filter(option_id=option, account=account)
    mine = {score.criterion: score for score in given}
    one = queries.option(account, option)
    if one.comparison_id != found.pk:
        raise NotVisible
    if one.pk in progress.barred:
        messages.info(request, _("You have declared an interest in this option, so you do not score it."))
        return redirect("solutions:comparison", pk=found.pk)
    form = ScoreForm(request.POST or None, criteria=pack.criteria, levels=pack.scale, mine=mine)
    if request.method == "POST" and form.is_valid():
        try:
            actions.score_option(account, one, form.given, kind=kind)
        except Refused as refused:
            blame(form, refused)
        else:
            if kind != Kind.DESK:
                return redirect("solutions:evaluation", pk=queries.evaluations(account, found).get(kind=kind).pk)
            return _onward(request, account, found, len(form.given) - len(pack.criteria))
    shown = [card for card in cards(account, found, progress.mine) if card.option.pk not in progress.barred]
    by_head = {c.code: c.head for c in pack.criteria}
    rows = form.cards()
    heads = [
        {"label": label(head.label), "cards": [row for row in rows if by_head[row["criterion"].code] == head.code]}
        for head in pack.heads
    ]
    context = {"comparison": found, "place": found.place, "card": next(c for c in shown if c.option.pk == one.pk),
               "cards": shown if kind == Kind.DESK else [], "kind": kind, "form": form, "heads": heads, "progress": progress, "levels": pack.scale,
               "tlp": tlp(max(found.marking, found.place.marking))}  # fmt: skip
    return render(request, "solutions/score.html", context)


def _open(comparison: Comparison) -> None:
    if comparison.state != Comparison.State.SCORING:
        raise Refused(
            _("This comparison is %(state)s: there is nothing to score now. What you gave is kept.")
            % {"state": comparison.get_state_display()}
        )


def _onward(request: HttpRequest, account: Account, found: Comparison, short: int) -> HttpResponse:
    """To the next option, or back to the comparison once everything is scored."""
    if short < 0:
        messages.info(request, _("Saved. Some criteria of this option are still open."))
    if queries.progress(account, found).complete:
        messages.success(
            request, _("You have scored every option. Thank you: the others see your scores once scoring ends.")
        )
        return redirect("solutions:comparison", pk=found.pk)
    return redirect("solutions:score", pk=found.pk)
