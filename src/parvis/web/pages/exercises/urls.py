"""Addresses of the exercises and lessons."""

from django.urls import path

from parvis.web.pages.exercises import after, lessons, listing, msel, observing, paper, preparing, running

app_name = "exercises"
urlpatterns = [
    path("", listing.exercises, name="list"),
    path("lessons/", lessons.listing, name="lessons"),
    path("lessons/<uuid:pk>/", lessons.lesson, name="lesson"),
    path("lessons/<uuid:pk>/retest/", lessons.retest, name="retest"),
    path("observations/<uuid:pk>/lesson/", lessons.draw, name="draw"),
    path("place/<uuid:place>/", listing.of_place, name="place"),
    path("plan/<uuid:plan>/prepare/", preparing.prepare, name="prepare"),
    path("injects/<uuid:pk>/", preparing.inject, name="inject"),
    path("injects/<uuid:pk>/remove/", preparing.remove_inject, name="remove_inject"),
    path("injects/<uuid:pk>/deliver/", running.deliver, name="deliver"),
    path("stamps/<uuid:pk>/undo/", observing.undo, name="undo"),
    path("<uuid:pk>/", preparing.exercise, name="exercise"),
    path("<uuid:pk>/change/", preparing.change, name="change"),
    path("<uuid:pk>/people/", preparing.people, name="people"),
    path("<uuid:pk>/people/<uuid:person>/remove/", preparing.leave_out, name="leave_out"),
    path("<uuid:pk>/join/", observing.join, name="join"),
    path("<uuid:pk>/injects/new/", preparing.new_inject, name="new_inject"),
    path("<uuid:pk>/msel/", msel.script, name="msel"),
    path("<uuid:pk>/msel/<slug:layout>.xlsx", msel.download, name="msel_file"),
    path("<uuid:pk>/played/", paper.played, name="played"),
    path("<uuid:pk>/state/", running.state, name="state"),
    path("<uuid:pk>/run/", running.run, name="run"),
    path("<uuid:pk>/run/board/", running.board, name="board"),
    path("<uuid:pk>/clock/", running.clock, name="clock"),
    path("<uuid:pk>/observe/", observing.watch, name="observe"),
    path("<uuid:pk>/observe/board/", observing.board, name="watch_board"),
    path("<uuid:pk>/observe/<uuid:task>/", observing.task, name="watch_task"),
    path("<uuid:pk>/observe/<uuid:task>/stamp/", observing.stamp, name="stamp"),
    path("<uuid:pk>/observations/new/", observing.note, name="note"),
    path("<uuid:pk>/result/", after.result, name="result"),
    path("<uuid:pk>/result/<uuid:task>/rate/", after.rate, name="rate"),
    path("<uuid:pk>/hot-wash/", after.hot_wash, name="hot_wash"),
]
