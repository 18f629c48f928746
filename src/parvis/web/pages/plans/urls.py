"""Addresses of the plans and actions."""

from django.urls import path

from parvis.web.pages.plans import (
    actions,
    check,
    duties,
    editions,
    grid,
    listing,
    network,
    parts,
    plan,
    workbook,
)

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
    path("<uuid:pk>/check/", check.check, name="check"),
    path("<uuid:pk>/check/ask/", check.ask, name="ask_check"),
    path("<uuid:pk>/check/cancel/", check.cancel, name="cancel_check"),
    path("<uuid:pk>/network/", network.network, name="network"),
    path("<uuid:pk>/editions/", editions.editions, name="editions"),
    path("<uuid:pk>/editions/keep/", editions.keep, name="keep_edition"),
    path("<uuid:pk>/duties/", duties.duties, name="duties"),
    path("<uuid:pk>/duties/apply/", duties.apply, name="apply_duty"),
    path("duties/<uuid:pk>/fulfil/", duties.fulfil, name="fulfil_duty"),
    path("duties/<uuid:pk>/drop/", duties.drop, name="drop_duty"),
    path("findings/<uuid:pk>/", check.judge, name="judge_finding"),
    path("<uuid:pk>/change/", plan.change, name="change"),
    path("<uuid:pk>/state/", plan.state, name="state"),
    path("<uuid:pk>/roles/", parts.roles, name="roles"),
    path("<uuid:pk>/tasks/new/", parts.new_task, name="new_task"),
    path("<uuid:pk>/table/<slug:sheet>/", grid.table, name="table"),
    path("<uuid:pk>/workbook/", workbook.workbook, name="workbook"),
    path("<uuid:pk>/workbook/plan.xlsx", workbook.download, name="workbook_file"),
]
