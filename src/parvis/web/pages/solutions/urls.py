"""Addresses of this room."""

from django.urls import path

from parvis.web.pages.solutions import (
    catalogue,
    comparing,
    deciding,
    decision,
    interests,
    measure,
    needs,
    options,
    places,
    scores,
    scoring,
    weighing,
)

app_name = "solutions"
urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("measures/<slug:code>/", measure.measure, name="measure"),
    path("place/<uuid:place>/", places.place, name="place"),
    path("place/<uuid:place>/compare/", comparing.new, name="new_comparison"),
    path("weaknesses/<uuid:weakness>/objective/", needs.objective, name="objective"),
    path("weaknesses/<uuid:weakness>/require/", needs.new, name="new_requirement"),
    path("requirements/<uuid:pk>/change/", needs.change, name="change_requirement"),
    path("requirements/<uuid:pk>/renew/", needs.renew, name="renew_requirement"),
    path("comparisons/<uuid:pk>/", comparing.comparison, name="comparison"),
    path("comparisons/<uuid:pk>/weights/", weighing.weights, name="weights"),
    path("comparisons/<uuid:pk>/weights/mine/", weighing.own, name="own_weights"),
    path("comparisons/<uuid:pk>/weights/fix/", weighing.fix, name="fix_weights"),
    path("comparisons/<uuid:pk>/options/new/", options.new, name="new_option"),
    path("comparisons/<uuid:pk>/start/", comparing.start, name="start"),
    path("comparisons/<uuid:pk>/interest/", interests.declare, name="interest"),
    path("interests/<uuid:pk>/rule/", interests.rule, name="rule_interest"),
    path("comparisons/<uuid:pk>/end/", comparing.end, name="end"),
    path("comparisons/<uuid:pk>/score/", scoring.score, name="score"),
    path("comparisons/<uuid:pk>/score/<uuid:option>/", scoring.score_option, name="score_option"),
    path("comparisons/<uuid:pk>/scores/", scores.scores, name="scores"),
    path("comparisons/<uuid:pk>/ranking/", deciding.ranking, name="ranking"),
    path("comparisons/<uuid:pk>/decide/", decision.decide, name="decide"),
    path("options/<uuid:pk>/change/", options.change, name="change_option"),
    path("options/<uuid:pk>/remove/", options.remove, name="remove_option"),
    path("decisions/<uuid:pk>/", decision.decision, name="decision"),
    path("decisions/<uuid:pk>/act/", decision.act, name="act"),
    path("conditions/<uuid:pk>/fulfil/", decision.fulfil, name="fulfil"),
]
