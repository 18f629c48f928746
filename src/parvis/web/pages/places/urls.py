"""Addresses of the register."""

from django.urls import path

from parvis.web.pages.places import access, candidates, drawing, listing, maps, sheet

app_name = "places"
urlpatterns = [
    path("", listing.places, name="list"),
    path("map.geojson", maps.register, name="map"),
    path("new/", sheet.new, name="new"),
    path("candidates/", candidates.listing, name="candidates"),
    path("candidates/map.geojson", maps.candidates, name="candidates_map"),
    path("candidates/<uuid:pk>/take/", candidates.take, name="take"),
    path("candidates/<uuid:pk>/dismiss/", candidates.dismiss, name="dismiss"),
    path("imports/", candidates.imports, name="imports"),
    path("imports/<uuid:pk>/", candidates.import_run, name="import"),
    path("imports/<uuid:pk>/cancel/", candidates.cancel, name="cancel_import"),
    path("<uuid:pk>/", sheet.place, name="place"),
    path("<uuid:pk>/sheet/", sheet.sheet, name="sheet"),
    path("<uuid:pk>/change/", sheet.change, name="change"),
    path("<uuid:pk>/occupancy/", sheet.occupancy, name="occupancy"),
    path("<uuid:pk>/governance/", sheet.governance, name="governance"),
    path("<uuid:pk>/zones/new/", drawing.zone, name="draw_zone"),
    path("<uuid:pk>/entrances/new/", drawing.entrance, name="draw_entrance"),
    path("<uuid:pk>/zones/<uuid:part>/remove/", drawing.remove_zone, name="remove_zone"),
    path("<uuid:pk>/entrances/<uuid:part>/remove/", drawing.remove_entrance, name="remove_entrance"),
    path("<uuid:pk>/map.geojson", maps.place, name="place_map"),
    path("<uuid:pk>/access/", access.listing, name="access"),
    path("<uuid:pk>/access/<uuid:grant>/revoke/", access.revoke, name="revoke"),
    path("<uuid:pk>/journal/", access.journal, name="journal"),
]
