"""Addresses of this room."""

from django.urls import path

from parvis.web.pages.exchange import views

app_name = "exchange"
urlpatterns = [path("", views.listing, name="list")]
