"""Addresses of this room. Under s/ and r/ are the pages for everyone who has the link of a survey."""

from django.urls import path

from parvis.web.pages.residents import forms, public, views

app_name = "residents"
urlpatterns = [
    path("", views.listing, name="list"),
    path("place/", views.choose, name="choose"),
    path("place/<uuid:place>/new/", forms.new, name="new"),
    path("<uuid:pk>/", views.survey, name="survey"),
    path("<uuid:pk>/change/", forms.change, name="change"),
    path("<uuid:pk>/open/", forms.open_, name="open"),
    path("<uuid:pk>/close/", forms.close, name="close"),
    path("s/<str:token>/", public.answer, name="answer"),
    path("s/<str:token>/thanks/", public.thanks, name="thanks"),
    path("r/<str:token>/", public.results, name="results"),
]
