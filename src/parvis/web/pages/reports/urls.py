"""Addresses of documents and exports."""

from django.urls import path

from parvis.web.pages.reports import extract, views

app_name = "reports"
urlpatterns = [
    path("register.<slug:kind>", views.register, name="register"),
    path("places/<uuid:pk>.<slug:kind>", views.place, name="place"),
    path("exercises/<uuid:pk>.<slug:kind>", views.exercise, name="exercise"),
    path("plans/<uuid:pk>/check.<slug:kind>", views.check, name="check"),
    path("assessments/<uuid:pk>/", views.documents, name="documents"),
    path("assessments/<uuid:pk>/extract/", extract.extract, name="extract"),
    path("assessments/<uuid:pk>/<slug:what>.<slug:kind>", views.document, name="document"),
]
