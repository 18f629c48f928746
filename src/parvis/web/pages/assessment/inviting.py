"""The link into a team: made by who leads, opened by whoever received it, with an account or without."""

from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException

from django.contrib import messages
from django.contrib.auth import login
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from parvis.access.errors import Refused
from parvis.assessment import actions, queries
from parvis.assessment.actions.inviting import sentence
from parvis.assessment.models import Assessment, Invitation
from parvis.people.models import Account
from parvis.people.queries import account_at
from parvis.web.pages.assessment.forms import InviteForm, SeatForm
from parvis.web.pages.forms import blame

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Link:
    """What the lead is shown once."""

    address: str
    email: str
    sent: bool


def invited(request: HttpRequest, account: Account, of: Assessment, form: InviteForm) -> Link | None:
    """Invite, and send the link where the installation has a mail server and the lead wants it."""
    facts = form.cleaned_data
    until = timezone.now() + timedelta(days=facts["days"])
    try:
        made, secret = actions.invite(
            account, of, email=facts["email"], circle=facts["circle"], is_police=facts["is_police"], until=until
        )
    except Refused as refused:
        blame(form, refused)
        return None
    address = request.build_absolute_uri(reverse("assessment:invitation", args=[secret]))
    return Link(address, made.email, sent=bool(facts.get("send")) and _sent(request, made, address))


def _sent(request: HttpRequest, made: Invitation, address: str) -> bool:
    text = _(
        "You are invited to take a seat in a team. The link works once, until %(day)s, and is for you alone:\n\n%(link)s\n\nIf you did not expect this, ignore it."
    ) % {"day": date_format(made.until, "DATE_FORMAT"), "link": address}
    try:
        send_mail(_("An invitation"), text, None, [made.email])
    except (SMTPException, OSError):
        messages.error(request, _("The mail could not be sent. The invitation stands: send the link below yourself."))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """What a link leads to: a seat, or a sentence. It names neither the place nor the assessment before it is taken."""
    found = queries.invitation_by(secret)
    account = request.user if isinstance(request.user, Account) else None
    why = queries.standing(found)
    if not why and account and account.email.lower() != found.email.lower():
        why = "other_address"
    if why:
        return render(request, "assessment/invitation.html", {"why": sentence(why)}, status=422)
    known = account is None and account_at(found.email) is not None
    form = None if account or known else SeatForm(request.POST or None)
    if request.method == "POST" and not known and (form is None or form.is_valid()):
        try:
            seat = actions.take_seat(account, secret, **(form.cleaned_data if form else {}))
        except Refused as refused:
            if form is None:
                raise
            blame(form, refused)
        else:
            if account is None and seat.account:
                login(request, seat.account, backend=BACKEND)
            messages.success(request, _("Welcome to the team. Below you see what is asked of you."))
            return redirect("assessment:assessment", pk=seat.assessment_id)
    context = {"why": "", "invitation": found, "known": known, "form": form, "here": request.path}
    return render(request, "assessment/invitation.html", context)
