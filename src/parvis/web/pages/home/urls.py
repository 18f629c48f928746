"""The front door, and the base map."""

from django.urls import path

from parvis.web.pages.home import views
from parvis.web.pages.places import maps

urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("map/city.pmtiles", maps.city, name="city_tiles"),
]
