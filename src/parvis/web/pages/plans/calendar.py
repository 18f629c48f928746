"""Duties to exercise and planned exercises as days of a calendar, for those who may see them."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.models import Marking
from parvis.content.queries import label
from parvis.exercises import queries as exercises
from parvis.people.models import Account
from parvis.plans import actions, queries
from parvis.plans.rules.duty import due_on
from parvis.reports.calendar import Day, to_ics
from parvis.web.pages.reading import signed_in
from parvis.web.pages.reports.views import download


@signed_in
def calendar(request: HttpRequest, account: Account) -> HttpResponse:
    """The days without the titles of plans and exercises: calendars are shared more widely than plans. What is marked
    TLP:RED stays out."""
    days = sorted([*_duties(request, account), *_exercises(request, account)], key=lambda day: (day.on, day.uid))
    return download(to_ics(days, _("Plans and exercises")), "parvis.ics", "ics")


def _duties(request: HttpRequest, account: Account) -> Iterator[Day]:
    today = timezone.localdate()
    for row in queries.duties_in_force(account):
        duty = actions.duty_of(row)
        due = due_on(duty, row.fulfilled_on, today)
        if due is None or max(row.plan.marking, row.place.marking) >= Marking.RED:
            continue
        words = {"duty": label(duty.label), "place": row.place.name}
        summary = _("Due by today: %(duty)s (%(place)s)") % words
        ask = _("Whom to ask")
        said = f"{label(duty.what)}\n{ask}: {label(duty.ask)}\n{duty.url}"
        url = request.build_absolute_uri(reverse("plans:duties", args=[row.plan_id]) + f"#{row.code}")
        yield Day(f"duty-{row.pk}@parvis", due, summary, said, url, row.since)


def _exercises(request: HttpRequest, account: Account) -> Iterator[Day]:
    for row in exercises.planned(account):
        if row.planned_for is None or max(row.marking, row.plan.marking, row.place.marking) >= Marking.RED:
            continue
        summary = f"{row.get_kind_display()}: {row.place.name}".capitalize()
        url = request.build_absolute_uri(reverse("exercises:exercise", args=[row.pk]))
        yield Day(f"exercise-{row.pk}@parvis", row.planned_for, summary, "", url, row.changed)
