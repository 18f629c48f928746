"""Addresses of the visit: all that the worker of the phone may see lies under one path."""

from django.urls import path

from parvis.web.pages.assessment import phone, shell

app_name = "visit"
urlpatterns = [
    path("", shell.shell, name="home"),
    path("worker.js", shell.worker, name="worker"),
    path("manifest.webmanifest", shell.manifest, name="manifest"),
    path("icon.png", shell.icon, name="icon"),
    path("large-icon.png", shell.icon, {"size": 512}, name="large_icon"),
    path("<uuid:pk>/", shell.shell, name="visit"),
    path("<uuid:pk>/pack.json", phone.pack, name="pack"),
    path("<uuid:pk>/entries/", phone.entries, name="entries"),
    path("<uuid:pk>/photos/", phone.photos, name="photos"),
    path("<uuid:pk>/returned/", phone.returned, name="returned"),
]
