"""The map of addresses. Each room brings its own pages; the API is one document."""

from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from parvis.api.v1 import api

urlpatterns = [
    path("", include("parvis.web.pages.home.urls")),
    path("language/", require_POST(set_language), name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("people/", include("parvis.web.pages.people.urls")),
    path("packs/", include("parvis.web.pages.packs.urls")),
    path("journal/", include("parvis.web.pages.journal.urls")),
    path("files/", include("parvis.web.pages.files.urls")),
    path("places/", include("parvis.web.pages.places.urls")),
    path("assessments/", include("parvis.web.pages.assessment.urls")),
    path("visit/", include("parvis.web.pages.assessment.visit_urls")),
    path("solutions/calls/", include("parvis.web.pages.calls.urls")),
    path("calls/", include("parvis.web.pages.calls.public_urls")),
    path("solutions/", include("parvis.web.pages.solutions.urls")),
    path("plans/", include("parvis.web.pages.plans.urls")),
    path("exercises/", include("parvis.web.pages.exercises.urls")),
    path("residents/", include("parvis.web.pages.residents.urls")),
    path("exchange/", include("parvis.web.pages.exchange.urls")),
    path("reports/", include("parvis.web.pages.reports.urls")),
    path("api/v1/", api.urls),
]
handler404 = "parvis.web.pages.home.views.not_found"
handler500 = "parvis.web.pages.home.views.server_error"
