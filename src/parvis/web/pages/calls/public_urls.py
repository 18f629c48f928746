"""Addresses of calls for everybody: no account, no cookie."""

from django.urls import path

from parvis.web.pages.calls import public

app_name = "call"
urlpatterns = [
    path("", public.listing, name="list"),
    path("<uuid:pk>/", public.call, name="call"),
    path("<uuid:pk>/ask/", public.ask, name="ask"),
]
