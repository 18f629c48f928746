"""The page on the phone before anything is in it: the same for everybody, so that a phone may keep it. And its worker."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.web.components.appicon import app_icon
from parvis.web.pages.assessment.phone_words import words
from parvis.web.pages.worker import COMMON, worker_with

ASSETS = ("built/visit.js", "parvis/visit.css", *COMMON)
ICONS = {"visit:icon": 192, "visit:large_icon": 512}


@require_safe
def shell(request: HttpRequest, pk: object = None) -> HttpResponse:
    """The empty page. What it shows comes from the phone's own memory, or from the pack."""
    return render(request, "assessment/visit/phone.html", {"words": json.dumps(words())})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of what it keeps. It lies here so that its scope is the visit pages alone."""
    return worker_with(ASSETS, [(reverse("visit:home"), shell(request).content)])


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone asks before it puts the page beside its other programs."""
    body = {
        "id": reverse("visit:home"),
        "name": _("%(city)s: on-site visit") % {"city": settings.CITY_NAME},
        "short_name": _("Visit"),
        "lang": get_language() or "en",
        "start_url": reverse("visit:home"),
        "scope": reverse("visit:home"),
        "display": "standalone",
        "background_color": "#f6f5f1",
        "theme_color": "#1f5f74",
        "icons": [
            {"src": reverse(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
            for name, size in ICONS.items()
        ],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@require_safe
def icon(request: HttpRequest, size: int = 192) -> HttpResponse:
    return HttpResponse(app_icon(size), content_type="image/png", headers={"Cache-Control": "max-age=86400"})
