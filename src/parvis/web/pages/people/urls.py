"""Addresses of people: one's own page, and the administrator's."""

from django.urls import path

from parvis.web.pages.people import signing_in, views

app_name = "people"
urlpatterns = [
    path("", views.listing, name="list"),
    path("me/", views.me, name="me"),
    path("new/", views.new, name="new"),
    path("organisations/new/", views.new_organisation, name="new_organisation"),
    path("<uuid:pk>/", views.person, name="person"),
    path("<uuid:pk>/suspend/", views.suspend, name="suspend"),
    path("<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("<uuid:pk>/link/", signing_in.link, name="link"),
    path("<uuid:pk>/factors/", signing_in.factors, name="factors"),
    path("<uuid:pk>/roles/<uuid:membership>/take/", views.take_role, name="take_role"),
]
