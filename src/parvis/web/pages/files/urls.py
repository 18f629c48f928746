"""Addresses of the files."""

from django.urls import path

from parvis.web.pages.files import views

app_name = "files"
urlpatterns = [path("<uuid:pk>/", views.photo, name="photo"), path("<uuid:pk>/remove/", views.remove, name="remove")]
