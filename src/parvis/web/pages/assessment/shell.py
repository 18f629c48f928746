"""The page on the phone before anything is in it: the same for everybody, so that a phone may keep it. And its worker."""

import json
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from parvis.web.components.appicon import app_icon
from parvis.web.pages.assessment.phone_words import words

#: What the page needs to stand without network. Typefaces in the weights that it uses.
ASSETS = (
    "built/visit.js", "built/fonts.css", "built/icons.svg", "parvis/mark.svg", "parvis/visit.css", "parvis/tokens.css",
    "parvis/base.css", "parvis/layout.css", "parvis/components.css", "parvis/forms.css", "parvis/pictures.css",
    "parvis/map.css", "parvis/narrow.css", "parvis/print.css",
    *(f"built/fonts/noto-sans-{part}-{weight}-normal.woff2" for part in ("latin", "latin-ext") for weight in (400, 600, 700)),
)  # fmt: skip
WORKER = "built/visit-worker.js"
ICONS = {"visit:icon": 192, "visit:large_icon": 512}


@require_safe
def shell(request: HttpRequest, pk: object = None) -> HttpResponse:
    """The empty page. What it shows comes from the phone's own memory, or from the pack."""
    return render(request, "assessment/visit/phone.html", {"words": json.dumps(words())})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of what it keeps. It lies here so that its scope is the visit pages alone."""
    kept = [{"url": static(name), "revision": _digest(name)} for name in ASSETS if _digest(name)]
    page = shell(request).content
    kept.append({"url": reverse("visit:home"), "revision": sha256(page).hexdigest()[:16]})
    found = finders.find(WORKER)
    script = Path(str(found)).read_text(encoding="utf-8") if found else ""
    body = f"self.VISIT_KEPT = {json.dumps(kept)};\n{script}"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


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


@lru_cache(maxsize=64)
def _digest(name: str) -> str:
    found = finders.find(name)
    return sha256(Path(str(found)).read_bytes()).hexdigest()[:16] if found else ""
