"""Every score with its ground, option by option."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import Refused
from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.solutions import actions, queries
from parvis.solutions.models import Comparison, Kind
from parvis.web.pages.reading import press, signed_in
from parvis.web.templatetags.parvis import tlp


class CountingForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Scores that count"), required=False, widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, kinds: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        upto = [(kind, _("up to %(kind)s") % {"kind": Kind(kind).label}) for kind in kinds]
        self.fields["kind"].choices = [("", _("the latest that has ended")), *upto]  # type: ignore[attr-defined]


@press
def choose(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Say which evaluations count for the ranking, and why."""
    found = queries.comparison(account, pk)
    require(account, Can.SOLVE, found)
    try:
        actions.choose_counting(
            account, found, kind=request.POST.get("kind", ""), reason=request.POST.get("reason", "")[:400]
        )
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("solutions:scores", pk=pk)


@signed_in
def scores(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Who gave what, why, on what ground and how sure; what is missing is shown as missing."""
    found = queries.comparison(account, pk)
    if found.state not in {Comparison.State.SCORED, Comparison.State.DECIDED}:
        raise Refused(_("The scores can be read when the scoring has ended. Until then everybody sees only their own."))
    declared = list(queries.interests(account, found))
    ended = queries.ended_kinds(found)
    kind = request.GET.get("kind", "") if request.GET.get("kind", "") in ended else ended[0]
    may_choose = may(account, Can.SOLVE, found) and found.state == Comparison.State.SCORED
    scale = queries.criteria_of(found).scale
    context = {
        "comparison": found,
        "place": found.place,
        "pages": [page for page in queries.sheet(account, found, kind) if page.lines],
        "tabs": [{"label": Kind(one).label, "url": f"?kind={one}", "current": one == kind} for one in ended],
        "beside": queries.beside(account, found) if len(ended) > 1 else [],
        "kinds": [Kind(one).label for one in ended],
        "counted": [Kind(one).label for one in queries.kinds_that_count(found)],
        "form": CountingForm(ended, initial={"kind": found.counts}) if len(ended) > 1 and may_choose else None,
        "interests": [one for one in declared if one.concerns],
        "declared": len(declared),
        "ends": [f"{level.value} ({label(level.label)})" for level in (scale[0], scale[-1])],
        "tlp": tlp(max(found.marking, found.place.marking)),
    }
    return render(request, "solutions/scores.html", context)
