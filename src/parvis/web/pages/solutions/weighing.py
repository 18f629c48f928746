"""Weights: one's own in three ways, everybody's beside one another, and the agreed set with its reason."""

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.content.schemas.criteria import CriteriaPack, Criterion
from parvis.people.models import Account
from parvis.solutions import actions, queries
from parvis.solutions.models import Comparison, Weighing
from parvis.solutions.rules import pair
from parvis.web.pages.forms import VersionField, blame
from parvis.web.pages.reading import form_page, press
from parvis.web.templatetags.parvis import tlp


class PointsForm(forms.Form):
    """One number for each criterion that carries weight."""

    def __init__(self, *args: Any, criteria: Iterable[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [criterion.code for criterion in criteria]
        for criterion in criteria:
            self.fields[criterion.code] = forms.IntegerField(
                label=label(criterion.label), help_text=label(criterion.definition), min_value=0, max_value=100,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-weight": ""}),
            )  # fmt: skip

    @property
    def points(self) -> dict[str, int]:
        return {code: self.cleaned_data[code] for code in self.codes}


class PairsForm(forms.Form):
    """Each two heads of the tree: how many times as much one matters as the other."""

    def __init__(self, *args: Any, heads: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = []
        for (one, name), (two, other) in combinations(heads.items(), 2):
            self.codes.append(pair(one, two))
            self.fields[self.codes[-1]] = forms.TypedChoiceField(
                label=_("%(one)s or %(two)s?") % {"one": name, "two": other}, coerce=int, choices=_times(name, other)
            )

    @property
    def points(self) -> dict[str, int]:
        return {code: self.cleaned_data[code] for code in self.codes}


def _times(one: str, two: str) -> list[tuple[int | str, str]]:
    words = {9: _("%(one)s matters beyond comparison (9)"), 7: _("%(one)s matters very much more (7)"),
             5: _("%(one)s matters much more (5)"), 3: _("%(one)s matters a little more (3)")}  # fmt: skip
    ahead: list[tuple[int | str, str]] = [(n, text % {"one": one}) for n, text in words.items()]
    behind: list[tuple[int | str, str]] = [(-n, text % {"one": two}) for n, text in reversed(words.items())]
    return [("", _("choose")), *ahead, (1, _("both alike (1)")), *behind]


class WeightsForm(PointsForm):
    version = VersionField()
    reason = forms.CharField(
        label=gettext_lazy("How this set came about"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed where people have given their own. It stands beside the weights for all readers."),
    )  # fmt: skip


def _weighed(pack: CriteriaPack) -> list[Criterion]:
    return [c for c in pack.criteria if not c.knock_out]


def _heads(pack: CriteriaPack, form: forms.Form) -> list[dict[str, Any]]:
    """The fields under the heads of the tree, each with what everybody gave."""
    return [
        {"label": label(head.label), "fields": [form[c.code] for c in _weighed(pack) if c.head == head.code]}
        for head in pack.heads
    ]


@form_page
def weights(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The agreed set: proposed by whoever leads, with a reason; fixed before any answer is opened."""
    found = queries.comparison(account, pk)
    require(account, Can.SOLVE, found)
    pack = queries.criteria_of(found)
    initial = found.weights | {"version": found.version, "reason": found.weights_reason}
    form = WeightsForm(request.POST or None, criteria=_weighed(pack), initial=initial)
    if request.method == "POST" and form.is_valid():
        sent = {"version": form.cleaned_data["version"], "reason": form.cleaned_data["reason"]}
        try:
            actions.set_weights(account, found, form.points, **sent)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The weights are saved."))
            return redirect("solutions:comparison", pk=pk)
    context = _context(found) | {
        "form": form, "heads": _heads(pack, form), "total": _total(form), "spread": queries.spread(account, found),
        "fixed": found.weights_fixed is not None,
    }  # fmt: skip
    return render(request, "solutions/weights.html", context)


def _context(found: Comparison) -> dict[str, Any]:
    return {"comparison": found, "place": found.place, "tlp": tlp(max(found.marking, found.place.marking))}


def _total(form: PointsForm | PairsForm) -> int:
    """The sum of what stands in the form now, whether it can be used or not."""
    values = [form[code].value() for code in form.codes]
    return sum(int(value) for value in values if str(value).isdigit())


@form_page
def own(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One's own weights, in the way that the reader chooses."""
    found = queries.comparison(account, pk)
    require(account, Can.JUDGE, found)
    pack = queries.criteria_of(found)
    mine = queries.own_weights(account, found)
    way = _way(request.GET.get("way", ""), mine)
    form = _form(request.POST or None, found, way, _initial(found, mine, way))
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_weights(account, found, way=way, given=form.points)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(
                request, _("Your weights are kept. They count for the agreed set as a voice, not as a vote.")
            )
            return redirect("solutions:own_weights", pk=pk)
    address = reverse("solutions:own_weights", args=[pk])
    context = _context(found) | {
        "form": form, "heads": [] if way == Weighing.Way.PAIRS else _heads(pack, form), "way": way, "mine": mine,
        "total": _total(form) if way == Weighing.Way.DIRECT else 0,
        "contradictions": queries.contradictions(found, mine) if mine and mine.way == way else [],
        "tabs": [{"label": name, "url": f"{address}?way={code}", "current": code == way} for code, name in Weighing.Way.choices],
        "spread": queries.spread(account, found) if mine or may(account, Can.SOLVE, found) else None,
        "fixed": found.weights_fixed is not None,
    }  # fmt: skip
    return render(request, "solutions/own_weights.html", context)


def _form(data: Any, found: Comparison, way: str, initial: dict[str, int]) -> PointsForm | PairsForm:
    pack = queries.criteria_of(found)
    if way != Weighing.Way.PAIRS:
        return PointsForm(data, criteria=_weighed(pack), initial=initial)
    names = {head.code: label(head.label) for head in pack.heads}
    return PairsForm(data, heads={head: names[head] for head in queries.heads_of(pack)}, initial=initial)


def _way(wanted: str, mine: Weighing | None) -> str:
    return wanted if wanted in Weighing.Way.values else (mine.way if mine else str(Weighing.Way.DIRECT))


def _initial(found: Comparison, mine: Weighing | None, way: str) -> dict[str, int]:
    """What was given in this way before; else the weights so far as a start, or nothing for swings."""
    if mine and mine.way == way:
        return dict(mine.given)
    return dict(found.weights) if way == Weighing.Way.DIRECT else {}


@press
def fix(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Fix the agreed weights; options can still be added."""
    try:
        actions.fix_weights(account, queries.comparison(account, pk))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("solutions:comparison", pk=pk)
