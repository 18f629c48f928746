"""The pages of plans and actions, as people use them."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from parvis.plans import actions, queries
from parvis.plans.models import Action, Plan, Task


def form_of(answer, name="form"):
    return filled(answer.context[name])


def filled(form):
    """What a browser would send of a form as it was shown."""
    values = {field.html_name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def test_a_first_plan_takes_one_form(square, coordinator, enter):
    client = enter(coordinator)
    address = f"/plans/place/{square.pk}/new/"
    data = form_of(client.get(address))
    first, second = client.post(address, data), client.post(address, data)
    assert first.status_code == second.status_code == 302
    plan = Plan.objects.get()
    page = client.get(first.url)
    assert page.status_code == 200
    assert plan.tasks.count() == 18
    assert "Say who holds each role" in page.content.decode()


def test_an_empty_plan_and_a_task_with_a_new_role_on_a_phone(empty, coordinator, enter):
    client = enter(coordinator)
    page = client.get(f"/plans/{empty.pk}/")
    assert "Add the first task" in page.content.decode()
    address = f"/plans/{empty.pk}/tasks/new/"
    data = form_of(client.get(address)) | {"text": "Close the street", "new_role": "Team leader", "target_s": "2:30"}
    answer = client.post(address, data | {"next": "again"})
    assert answer.url == address
    client.post(address, data)
    task = Task.objects.get()
    assert (task.code, task.target_s, task.responsible.name) == ("T01", 150, "Team leader")
    assert task.accountable == task.responsible
    assert "Close the street" in client.get(f"/plans/{empty.pk}/").content.decode()


@pytest.mark.parametrize(
    ("written", "kept"),
    [("5", 300), ("2:30", 150), ("1:02:03", 3723), ("", None), ("two", "no"), ("1:75", "no"), ("99999", "no")],
)
def test_times_are_read_as_people_write_them(empty, coordinator, enter, written, kept):
    client = enter(coordinator)
    address = f"/plans/{empty.pk}/tasks/new/"
    data = form_of(client.get(address)) | {"text": "Call", "target_s": written}
    answer = client.post(address, data)
    if kept == "no":
        assert answer.status_code == 200
        assert answer.context["form"].errors["target_s"]
        assert not Task.objects.exists()
    else:
        assert Task.objects.get().target_s == kept


def test_a_task_is_changed_and_a_stale_form_overwrites_nothing(plan, coordinator, enter):
    client = enter(coordinator)
    task = queries.tasks(coordinator, plan).first()
    address = f"/plans/tasks/{task.pk}/"
    data = form_of(client.get(address))
    data["predecessors"] = [str(row.pk) for row in queries.tasks(coordinator, plan)[1:2]]
    data["informed"] = [str(pk) for pk in data.get("informed", [])]
    assert client.post(address, data | {"target_s": "7"}).status_code == 302
    assert client.post(address, data | {"target_s": "9"}).status_code == 409
    task.refresh_from_db()
    assert (task.target_s, task.predecessors.count()) == (420, 1)
    assert client.post(f"{address}drop/").status_code == 302
    assert not queries.tasks(coordinator, plan).filter(pk=task.pk).exists()


def test_all_holders_on_one_page(plan, coordinator, enter):
    client = enter(coordinator)
    address = f"/plans/{plan.pk}/roles/"
    page = client.get(address)
    data = {}
    for row in page.context["rows"]:
        data |= filled(row["form"]) | {f"{row['role'].pk}-holder": "Duty officer of the week"}
    data |= filled(page.context["extra"]) | {"new-name": "Town hall switchboard", "new-holder": "Reception"}
    assert client.post(address, data).status_code == 302
    held = set(queries.roles(coordinator, plan).values_list("duties__function__name", flat=True))
    assert held == {"Duty officer of the week", "Reception"}
    assert client.post(address, data).status_code == 302
    assert plan.roles.count() == 9, "sent twice, one role more"
    first = queries.roles(coordinator, plan).first()
    stale = data | {f"{first.pk}-holder": "Somebody else"}
    assert client.post(address, stale).status_code == 409, "who saw the page before overwrites nothing"
    role = queries.roles(coordinator, plan).get(name="Town hall switchboard")
    assert client.post(f"/plans/roles/{role.pk}/remove/").status_code == 302
    assert plan.roles.count() == 8


def test_in_force_by_one_press_and_pressed_twice(plan, coordinator, enter, joining):
    client = enter(coordinator)
    for _ in range(2):
        assert client.post(f"/plans/{plan.pk}/state/", {"state": "in_force"}).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.version) == ("in_force", 2)
    assert client.post(f"/plans/{plan.pk}/state/", {"state": "nonsense"}).status_code == 422
    assert enter(joining("reader")).post(f"/plans/{plan.pk}/state/", {"state": "draft"}).status_code == 403


def test_the_head_is_changed_and_two_editors_do_not_collide(plan, coordinator, enter):
    client = enter(coordinator)
    address = f"/plans/{plan.pk}/change/"
    data = form_of(client.get(address)) | {"title": "Better"}
    assert client.post(address, data).status_code == 302
    assert client.post(address, data).status_code == 409
    plan.refresh_from_db()
    assert plan.title == "Better"


def test_strangers_get_nothing_readers_read(plan, square, coordinator, stranger, joining, enter):
    reader = enter(joining("reader"))
    for page in ("", "change/", "roles/", "tasks/new/"):
        assert enter(stranger).get(f"/plans/{plan.pk}/{page}").status_code == 404, page
        assert reader.get(f"/plans/{plan.pk}/{page}").status_code == (403 if page else 200), page
    assert plan.title not in enter(stranger).get("/plans/").content.decode()
    assert plan.title in reader.get("/plans/").content.decode()


def test_an_action_from_agreement_to_evidence(square, coordinator, joining, enter):
    client = enter(coordinator)
    address = f"/plans/place/{square.pk}/actions/new/"
    due = (timezone.localdate() - timedelta(days=2)).isoformat()
    data = form_of(client.get(address)) | {"title": "Second way out", "owner": "Roads", "due": due, "cost": "1200"}
    client.post(address, data)
    client.post(address, data)
    action = Action.objects.get()
    for page in (
        "/plans/actions/?show=overdue",
        "/plans/actions/?show=mine",
        "/plans/actions/",
        f"/plans/place/{square.pk}/actions/",
    ):
        assert "Second way out" in client.get(page).content.decode(), page
    operator = enter(joining("operator"))
    report = f"/plans/actions/{action.pk}/report/"
    refused = operator.post(report, {"state": "done", "version": 1, "evidence": "", "evidence_on": ""})
    assert "how one can see it" in refused.content.decode()
    kept = operator.post(report, {"state": "done", "version": 1, "evidence": "Photo 3", "evidence_on": due})
    assert kept.status_code == 302
    action.refresh_from_db()
    assert action.state == "done"
    changed = form_of(client.get(f"/plans/actions/{action.pk}/")) | {"title": "Third way out", "horizon": "mid"}
    assert client.post(f"/plans/actions/{action.pk}/", changed).status_code == 302
    assert operator.post(f"/plans/actions/{action.pk}/", changed).status_code == 403
    assert "Second way out" not in client.get("/plans/actions/?show=overdue").content.decode()


def test_the_lists_ask_as_much_for_thirty_as_for_three(square, coordinator, enter, django_assert_num_queries):
    client = enter(coordinator)

    def fill(count):
        for n in range(count):
            plan = Plan.objects.create(place=square, author=coordinator, title=f"Plan {n}")
            Task.objects.create(place=square, plan=plan, code="T01", text="Call")
            actions.agree_action(coordinator, square, title=f"A{n}", owner="Works", due=timezone.localdate())

    fill(3)
    counts = {}
    for page in ("/plans/", "/plans/actions/", "/plans/begin/?q=Halles"):
        client.get(page)
        with CaptureQueriesContext(connection) as found:
            client.get(page)
        counts[page] = len(found)
    fill(27)
    for page, count in counts.items():
        with django_assert_num_queries(count):
            client.get(page)


def test_a_plan_in_french(plan, coordinator, enter):
    client = enter(coordinator)
    client.cookies["django_language"] = "fr"
    assert client.get(f"/plans/{plan.pk}/").status_code == 200
    assert client.get(f"/plans/{uuid.uuid4()}/").status_code == 404
