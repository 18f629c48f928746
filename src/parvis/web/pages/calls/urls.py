"""Addresses of calls for those who carry them out. What everybody reads is in `public_urls`."""

from django.urls import path

from parvis.web.pages.calls import steering, views, writing

app_name = "calls"
urlpatterns = [
    path("", views.listing, name="list"),
    path("place/<uuid:place>/new/", writing.new, name="new"),
    path("<uuid:pk>/", views.call, name="call"),
    path("<uuid:pk>/change/", writing.change, name="change"),
    path("<uuid:pk>/amend/", writing.amend, name="amend"),
    path("<uuid:pk>/publish/", steering.publish, name="publish"),
    path("<uuid:pk>/cancel/", steering.cancel, name="cancel"),
    path("questions/<uuid:pk>/", steering.answer_question, name="question"),
]
