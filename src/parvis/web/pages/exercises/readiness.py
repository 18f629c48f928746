"""Is everything ready? What the exercise leaves out, and who was reached by the contact check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from parvis.access.errors import NotVisible, Refused
from parvis.exercises import actions, queries
from parvis.exercises.models import Participant
from parvis.people.models import Account
from parvis.web.pages.exercises.gate import directed
from parvis.web.pages.exercises.goal_forms import ContactForm
from parvis.web.pages.forms import blame
from parvis.web.pages.reading import form_page, press
from parvis.web.templatetags.parvis import tlp


@form_page
def readiness(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """What is missing; and the contact check, which this page sends."""
    found = directed(account, queries.exercise(account, pk))
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_contact(account, found, due=form.cleaned_data["due"])
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect(reverse("exercises:readiness", args=[pk]) + "#contact")
    people = queries.participants(account, found).exclude(part=Participant.Part.DIRECTOR)
    context = {
        "exercise": found,
        "place": found.place,
        "gaps": queries.coverage(account, found),
        "too_large": queries.TOO_LARGE,
        "people": people,
        "late": found.contact_due is not None and found.contact_due < timezone.now(),
        "link": request.build_absolute_uri(reverse("exercises:contact", args=[pk])),
        "form": form,
        "tlp": tlp(found.marking),
    }
    return render(request, "exercises/readiness.html", context)


@form_page
def contact(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One tap: I was reached. Pressed twice, the first time counts."""
    found = queries.exercise(account, pk)
    person = queries.person_of(account, found)
    if person is None:
        raise NotVisible
    if request.method == "POST":
        if not person.reached:
            actions.answer_contact(account, person)
        return redirect("exercises:contact", pk=pk)
    return render(request, "exercises/contact.html", {"exercise": found, "person": person, "tlp": tlp(found.marking)})


@press
def reached(request: HttpRequest, account: Account, pk: str, person: str) -> HttpResponse:
    """The direction notes that somebody answered by another way."""
    found = directed(account, queries.exercise(account, pk))
    row = get_object_or_404(queries.participants(account, found), pk=person)
    if not row.reached:
        actions.answer_contact(account, row)
    return redirect(reverse("exercises:readiness", args=[pk]) + "#contact")
