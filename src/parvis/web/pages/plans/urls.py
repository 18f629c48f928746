"""Addresses of this room."""

from django.urls import path

from parvis.web.pages.plans import views

app_name = "plans"
urlpatterns = [path("", views.listing, name="list")]
