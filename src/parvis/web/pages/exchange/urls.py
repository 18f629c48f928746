"""Addresses of this room."""

from django.urls import path

from parvis.web.pages.exchange import packages, peers, sharing, views, writing

app_name = "exchange"
urlpatterns = [
    path("", views.listing, name="list"),
    path("place/<uuid:place>/new/", writing.new, name="new"),
    path("receive/", packages.receive, name="receive"),
    path("received/<uuid:pk>/", views.received, name="received"),
    path("received/<uuid:pk>/adoption/", packages.adopt, name="adopt"),
    path("keys/", peers.keys, name="peers"),
    path("keys/<uuid:pk>/revoke/", peers.revoke, name="revoke"),
    path("<uuid:pk>/", views.practice, name="practice"),
    path("<uuid:pk>/change/", writing.change, name="change"),
    path("<uuid:pk>/check/", sharing.check, name="check"),
    path("<uuid:pk>/share/", sharing.share, name="share"),
    path("<uuid:pk>/package/", packages.package, name="package"),
]
