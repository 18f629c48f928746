"""Addresses of calls for those who carry them out. What everybody reads is in `public_urls`."""

from django.urls import path

from parvis.web.pages.calls import opening, steering, views, writing

app_name = "calls"
urlpatterns = [
    path("", views.listing, name="list"),
    path("place/<uuid:place>/new/", writing.new, name="new"),
    path("<uuid:pk>/", views.call, name="call"),
    path("<uuid:pk>/change/", writing.change, name="change"),
    path("<uuid:pk>/amend/", writing.amend, name="amend"),
    path("<uuid:pk>/publish/", steering.publish, name="publish"),
    path("<uuid:pk>/cancel/", steering.cancel, name="cancel"),
    path("<uuid:pk>/evaluation/", opening.prepare_evaluation, name="prepare_evaluation"),
    path("<uuid:pk>/weights/", opening.fix_weights, name="fix_weights"),
    path("<uuid:pk>/offer/", opening.offer_opening, name="offer_opening"),
    path("<uuid:pk>/open/", opening.open_answers, name="open"),
    path("<uuid:pk>/seal/", opening.break_seal, name="break_seal"),
    path("<uuid:pk>/compare/", opening.compare, name="compare"),
    path("<uuid:pk>/move/", opening.move, name="move"),
    path("<uuid:pk>/export/", opening.export, name="export"),
    path("answers/<uuid:pk>/", opening.answer, name="answer"),
    path("answers/<uuid:pk>/files/<uuid:paper>/", opening.paper, name="paper"),
    path("questions/<uuid:pk>/", steering.answer_question, name="question"),
]
