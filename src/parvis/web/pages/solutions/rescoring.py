"""Saying what is left of one risk with an option: beside the story, the measures and the panel's judgement before."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.assessment.models import Scenario
from parvis.assessment.queries import method_of, zone_name
from parvis.assessment.queries import scenario as the_scenario
from parvis.content.queries import label
from parvis.people.models import Account
from parvis.solutions import actions, queries
from parvis.solutions.models import DesignStage, Option
from parvis.solutions.queries import Shift
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page
from parvis.web.pages.solutions.shapeforms import RiskForm
from parvis.web.templatetags.parvis import tlp


@form_page
def risk(request: HttpRequest, account: Account, pk: str, scenario: str) -> HttpResponse:
    """The reader's own statement; nothing is chosen beforehand."""
    found, story = queries.option(account, pk), the_scenario(account, scenario)
    require(account, Can.JUDGE, found)
    stage = queries.newest(account, found)
    shift = _shift(account, found, stage, story)
    own = queries.own_statement(account, stage, story)
    initial = own.values | {"reason": own.reason, "why_higher": own.why_higher, "version": own.version} if own else None
    form = RiskForm(request.POST or None, method=method_of(story.assessment), shift=shift, initial=initial)
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("reason", "why_higher", "version")}
        try:
            actions.state_risk(account, found, story, form.levels, **words)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Your view of what is left is kept, with your name."))
            return redirect(reverse("solutions:option", args=[found.pk]) + "#risks")
    marking = max(found.comparison.marking, story.assessment.marking, found.place.marking)
    factors = [{"field": form[factor.code], "spread": shift.before.factors[factor.code] if shift and shift.before else None,
                "low": factor.values[0], "top": factor.values[-1]} for factor in form.method.factors]  # fmt: skip
    context = {
        "option": found, "place": found.place, "scenario": story, "zone": zone_name(story), "stage": stage, "form": form,
        "factors": factors, "shift": shift, "because": reasons(shift), "tlp": tlp(marking),
    }  # fmt: skip
    return render(request, "solutions/risk.html", context)


def _shift(account: Account, option: Option, stage: DesignStage | None, story: Scenario) -> Shift | None:
    found = queries.shifts(account, option, stage)
    rows = found.open if found else ()
    return next((row for row in rows if row.scenario.pk == story.pk), None) or (
        Shift(story, (), queries.before_of(account, story), (), ()) if found else None
    )


def reasons(shift: Shift | None) -> list[dict[str, str]]:
    """The measures that bear on a risk, each with how it is supposed to work and how well that is known."""
    grades = queries.vocabulary("evidence_grades")
    return [
        {
            "id": row.id,
            "label": label(row.label),
            "how": label(row.evidence.mechanism.text) if row.evidence.mechanism.text else "",
            "effect": label(row.evidence.effect.text) if row.evidence.effect.text else "",
            "grade": grades.get(f"grade_{row.evidence.effect.grade}", ""),
        }
        for row in (shift.because if shift else ())
    ]
