"""Addresses of this room."""

from django.urls import path

from parvis.web.pages.solutions import views

app_name = "solutions"
urlpatterns = [path("", views.catalogue, name="catalogue")]
