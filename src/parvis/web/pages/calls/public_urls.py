"""Addresses of calls for everybody: no account, no cookie."""

from django.urls import path

from parvis.web.pages.calls import answering, public

app_name = "call"
urlpatterns = [
    path("", public.listing, name="list"),
    path("<uuid:pk>/", public.call, name="call"),
    path("<uuid:pk>/ask/", public.ask, name="ask"),
    path("<uuid:pk>/answer/", answering.link, name="link"),
    path("a/<str:secret>/", answering.answer, name="answer"),
    path("a/<str:secret>/attach/", answering.attach, name="attach"),
    path("a/<str:secret>/send/", answering.send, name="send"),
    path("a/<str:secret>/receipt/", answering.receipt, name="receipt"),
    path("a/<str:secret>/sent/", answering.sent, name="sent"),
    path("a/<str:secret>/withdraw/", answering.withdraw, name="withdraw"),
]
