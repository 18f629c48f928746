"""Addresses of the plans and actions."""

from django.urls import path

from parvis.web.pages.plans import actions, grid, listing, parts, plan, workbook

app_name = "plans"
urlpatterns = [
    path("", listing.plans, name="list"),
    path("begin/", listing.begin, name="begin"),
    path("actions/", actions.listing, name="actions"),
    path("actions/<uuid:pk>/", actions.action, name="action"),
    path("actions/<uuid:pk>/report/", actions.report, name="report"),
    path("place/<uuid:place>/new/", plan.new, name="new"),
    path("place/<uuid:place>/actions/", actions.of_place, name="place_actions"),
    path("place/<uuid:place>/actions/new/", actions.new, name="new_action"),
    path("tasks/<uuid:pk>/", parts.task, name="task"),
    path("tasks/<uuid:pk>/drop/", parts.drop, name="drop_task"),
    path("roles/<uuid:pk>/remove/", parts.remove_role, name="remove_role"),
    path("<uuid:pk>/", plan.plan, name="plan"),
    path("<uuid:pk>/change/", plan.change, name="change"),
    path("<uuid:pk>/state/", plan.state, name="state"),
    path("<uuid:pk>/roles/", parts.roles, name="roles"),
    path("<uuid:pk>/tasks/new/", parts.new_task, name="new_task"),
    path("<uuid:pk>/table/<slug:sheet>/", grid.table, name="table"),
    path("<uuid:pk>/workbook/", workbook.workbook, name="workbook"),
    path("<uuid:pk>/workbook/plan.xlsx", workbook.download, name="workbook_file"),
]
