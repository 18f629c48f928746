"""What exercises showed of the durations of a plan; the planner takes it into the estimates, or not."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.queries import may, require
from parvis.access.roles import Can
from parvis.exercises import queries
from parvis.people.models import Account
from parvis.plans import queries as plans
from parvis.plans.actions import learn_durations
from parvis.web.pages.reading import form_page
from parvis.web.templatetags.parvis import tlp


@form_page
def durations(request: HttpRequest, account: Account, plan: str) -> HttpResponse:
    """Task by task: the estimate, what each exercise showed, and the estimate that follows."""
    found = plans.plan_by_id(account, plan)
    rows = queries.durations(account, found)
    if request.method == "POST":
        require(account, Can.PLAN, found)
        # As the planner saw it: somebody who saved or played in between makes another proposal.
        shown = {f"{row.task.pk}:{row.task.version}:{len(row.new)}": row for row in rows}
        taken = {
            row.task: row.proposed for key, row in shown.items() if row.proposed and key in request.POST.getlist("task")
        }
        learn_durations(account, found, taken)
        text = ngettext(
            "The durations of %(n)d task rest on what was seen.", "The durations of %(n)d tasks rest on what was seen.", len(taken)
        )  # fmt: skip
        messages.success(request, text % {"n": len(taken)} + " " + _("The plan is a new edition."))
        return redirect("exercises:durations", plan=plan)
    context = {
        "plan": found,
        "place": found.place,
        "tlp": tlp(found.marking),
        "rows": rows,
        "used": queries.used_channels(account, found),
        "new": any(row.proposed for row in rows),
        "may_plan": may(account, Can.PLAN, found),
    }
    return render(request, "exercises/durations.html", context)
