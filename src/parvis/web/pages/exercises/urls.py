"""Addresses of this room."""

from django.urls import path

from parvis.web.pages.exercises import views

app_name = "exercises"
urlpatterns = [path("", views.listing, name="list")]
