"""Addresses of this room."""

from django.urls import path

from parvis.web.pages.residents import views

app_name = "residents"
urlpatterns = [path("", views.listing, name="list")]
