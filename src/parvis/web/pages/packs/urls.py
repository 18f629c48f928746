"""Addresses of the packs: what is in use, and bringing one in or out."""

from django.urls import path

from parvis.web.pages.packs import views

app_name = "packs"
urlpatterns = [
    path("", views.listing, name="list"),
    path("load/", views.load, name="load"),
    path("take/", views.take, name="take"),
    path("template/", views.template, name="template"),
    path("<str:urn>/<str:version>/<str:form>/", views.export, name="export"),
]
