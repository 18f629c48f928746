"""Addresses of the journal."""

from django.urls import path

from parvis.web.pages.journal import views

app_name = "journal"
urlpatterns = [path("", views.listing, name="list")]
