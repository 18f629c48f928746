"""Addresses of this room."""

from django.urls import path

from parvis.web.pages.assessment import views

app_name = "assessment"
urlpatterns = [path("", views.listing, name="list")]
