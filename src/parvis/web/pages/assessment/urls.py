"""Addresses of the assessment."""

from django.urls import path

from parvis.web.pages.assessment import (
    existing,
    heads,
    inviting,
    judging,
    listing,
    photos,
    results,
    stories,
    teams,
    wall,
    weaknesses,
)

app_name = "assessment"
urlpatterns = [
    path("", listing.assessments, name="list"),
    path("place/<uuid:place>/", listing.of_place, name="place"),
    path("place/<uuid:place>/new/", heads.new, name="new"),
    path("place/<uuid:place>/measures/", existing.listing, name="measures"),
    path("place/<uuid:place>/measures/new/", existing.new, name="new_measure"),
    path("place/<uuid:place>/measures.geojson", existing.features, name="measures_map"),
    path("measures/<uuid:pk>/", existing.change, name="measure"),
    path("measures/<uuid:pk>/remove/", existing.remove, name="remove_measure"),
    path("measures/<uuid:pk>/photos/", photos.of_measure, name="measure_photos"),
    path("weaknesses/<uuid:pk>/photos/", photos.of_weakness, name="weakness_photos"),
    path("place/<uuid:place>/weaknesses/", weaknesses.listing, name="weaknesses"),
    path("place/<uuid:place>/weaknesses/new/", weaknesses.new, name="new_weakness"),
    path("weaknesses/<uuid:pk>/", weaknesses.change, name="weakness"),
    path("<uuid:pk>/", heads.assessment, name="assessment"),
    path("<uuid:pk>/change/", heads.change, name="change"),
    path("<uuid:pk>/move/", heads.move, name="move"),
    path("<uuid:pk>/team/", teams.team, name="team"),
    path("<uuid:pk>/team/invite/", teams.invite, name="invite"),
    path("<uuid:pk>/team/invited/<uuid:invitation>/withdraw/", teams.withdraw, name="withdraw"),
    path("invitation/<str:secret>/", inviting.invitation, name="invitation"),
    path("<uuid:pk>/team/<uuid:member>/remove/", teams.remove, name="remove_member"),
    path("<uuid:pk>/scenarios/", stories.pick, name="scenarios"),
    path("<uuid:pk>/scenarios/new/<str:threat>/", stories.new, name="new_scenario"),
    path("<uuid:pk>/scenarios/take-over/", stories.take_over, name="take_over"),
    path("scenarios/<uuid:pk>/sketch.geojson", stories.sketch, name="sketch"),
    path("<uuid:pk>/leave-out/", stories.leave_out, name="leave_out"),
    path("scenarios/<uuid:pk>/", stories.change, name="scenario"),
    path("scenarios/<uuid:pk>/remove/", stories.remove, name="remove_scenario"),
    path("<uuid:pk>/judge/", judging.begin, name="judge"),
    path("<uuid:pk>/judge/<uuid:scenario>/", judging.judge, name="judge_one"),
    path("<uuid:pk>/wall/", wall.wall, name="wall"),
    path("<uuid:pk>/result/", results.result, name="result"),
]
