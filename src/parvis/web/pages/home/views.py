"""The front door: what needs me today, how is my city, what is new elsewhere."""

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.thread.queries import home_view
from parvis.web.middleware import refusal


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Three questions for those who signed in; what Parvis is for everybody else."""
    if isinstance(request.user, AnonymousUser):
        return render(request, "home/welcome.html")
    may_import = reach(request.user).may_anywhere(Can.IMPORT)
    return render(request, "home/home.html", {"view": home_view(request.user), "may_import": may_import})


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For monitoring: the process answers and the database too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refusal(request, 404, _("There is nothing here"), _("The page does not exist, or it is not for you."))


def server_error(request: HttpRequest) -> HttpResponse:
    text = _(
        "Something went wrong on our side. What you saved before is kept. Go back and try again; if it happens again, tell the administrator the time."
    )
    return refusal(request, 500, _("Something went wrong"), text)
