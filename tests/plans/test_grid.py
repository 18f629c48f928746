"""The tables of a plan on a page, and its workbook: as people use them, two at a time too."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parvis.plans import actions, queries, tables
from parvis.plans.models import Channel, Message, Period, Plan, Trigger
from parvis.reports.workbook import Grid, to_xlsx


def sent(answer):
    """What a browser would send of the table as it was shown."""
    data = {}
    for row in answer.context["rows"]:
        line = row["line"]
        data |= {f"{line.prefix}-seen": line.seen, f"{line.prefix}-key": line.key_json}
        data |= {c["name"]: c["value"] for cells in row["groups"] for c in cells if not c["fixed"] and c["value"]}
    return data


def rows(plan, coordinator, sheet="tasks"):
    return {tables.key_of(sheet, row): row for row in tables.tables_of(queries.whole(coordinator, plan))[sheet]}


@pytest.mark.parametrize("sheet", sorted(tables.SHEETS))
def test_a_table_sent_back_as_it_was_shown_changes_nothing(whole, coordinator, enter, sheet):
    plan, client = whole[0].plan, enter(coordinator)
    before, edition = rows(plan, coordinator, sheet), Plan.objects.get(pk=plan.pk).edition
    address = f"/plans/{plan.pk}/table/{sheet}/"
    assert client.post(address, sent(client.get(address))).status_code == 302
    assert rows(plan, coordinator, sheet) == before
    assert Plan.objects.get(pk=plan.pk).edition == edition


def test_several_tasks_are_changed_added_and_taken_out_at_once(whole, coordinator, enter):
    plan, client = whole[0].plan, enter(coordinator)
    address = f"/plans/{plan.pk}/table/tasks/"
    data = sent(client.get(address)) | {
        "r0-target_s": "1:30", "r1-gone": "on", "n0-text": "Open the gates", "n0-predecessors": "T01,T03",
        "n0-needs": "1 x Pump", "n0-informed": "Director; Action head",
    }  # fmt: skip
    for _twice in range(2):
        assert client.post(address, data).status_code == 302
    found = rows(plan, coordinator)
    assert found["t01",]["target_s"] == "1:30"
    assert ("t02",) not in found
    assert (found["t04",]["predecessors"], found["t04",]["needs"]) == ("T01, T03", "Pump")
    assert len(found) == 3, "sent twice, written once"


def test_nobodys_work_is_lost_when_two_people_save(whole, coordinator, enter):
    plan, client = whole[0].plan, enter(coordinator)
    address = f"/plans/{plan.pk}/table/tasks/"
    mine = sent(client.get(address)) | {"r0-text": "Sound the alarm", "r2-text": "Close the street"}
    theirs = whole[0].tasks[0]
    actions.set_task(coordinator, plan, theirs, version=theirs.version, text="Ring the bell")
    answer = client.post(address, mine)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody changed this row meanwhile" in words
    assert "Ring the bell" in words
    assert "Sound the alarm" in words
    found = rows(plan, coordinator)
    assert (found["t01",]["text"], found["t03",]["text"]) == ("Ring the bell", "Close the street")
    assert client.post(address, sent(answer)).status_code == 302
    assert rows(plan, coordinator)["t01",]["text"] == "Sound the alarm", (
        "once it was seen, it may be put in place of that"
    )


def test_a_row_that_was_taken_out_meanwhile_is_added_anew(whole, coordinator, enter):
    plan, client = whole[0].plan, enter(coordinator)
    address = f"/plans/{plan.pk}/table/channels/"
    mine = sent(client.get(address)) | {"r0-availability": "80"}
    actions.remove_part(coordinator, whole[1]["line"])
    answer = client.post(address, mine)
    assert "took this row out meanwhile" in answer.content.decode()
    assert client.post(address, sent(answer)).status_code == 302
    assert Channel.objects.get(plan=plan, name="Line").availability == 80


def test_a_row_that_cannot_be_saved_keeps_what_was_typed_and_the_others_are_saved(whole, coordinator, enter):
    plan, client = whole[0].plan, enter(coordinator)
    address = f"/plans/{plan.pk}/table/tasks/"
    data = sent(client.get(address)) | {
        "r0-text": "Ring",
        "r1-target_s": "5-10 min",
        "n0-text": "New",
        "n0-responsible": "Mayor",
    }
    answer = client.post(address, data)
    words = answer.content.decode()
    assert answer.status_code == 422
    assert "“5-10 min” is not a time" in words
    assert 'value="5-10 min"' in words
    assert "“Mayor” is no role of this plan" in words
    assert rows(plan, coordinator)["t01",]["text"] == "Ring"


def test_duties_of_a_period_and_who_is_reached_how(whole, coordinator, enter):
    plan, client = whole[0].plan, enter(coordinator)
    address = f"/plans/{plan.pk}/table/duty/"
    data = sent(client.get(address)) | {
        "n0-role": "director", "n0-period": "Night", "n0-holder": "Prefect's night duty", "n0-deputies": "First; Second"
    }  # fmt: skip
    assert client.post(address, data).status_code == 302
    assert rows(plan, coordinator, "duty")["director", "night"]["deputies"] == "First; Second"
    address = f"/plans/{plan.pk}/table/functions/"
    page = client.get(address)
    prefix = next(row["line"].prefix for row in page.context["rows"] if row["line"].words["name"] == "First")
    assert client.post(address, sent(page) | {f"{prefix}-verified_on": "2026-05-01"}).status_code == 302
    assert rows(plan, coordinator, "functions")["first",]["verified_on"] == "2026-05-01"


def test_a_circle_is_kept_and_named(whole, coordinator, enter):
    plan, client = whole[0].plan, enter(coordinator)
    address = f"/plans/{plan.pk}/table/tasks/"
    answer = client.post(address, sent(client.get(address)) | {"r0-predecessors": "T03"}, follow=True)
    assert "wait for one another in a circle" in answer.content.decode()
    assert rows(plan, coordinator)["t01",]["predecessors"] == "T03"


def test_strangers_and_readers_change_no_table(whole, stranger, joining, enter):
    plan, reader = whole[0].plan, joining("reader")
    for page in ("table/tasks/", "workbook/"):
        assert enter(stranger).get(f"/plans/{plan.pk}/{page}").status_code == 404
        assert enter(reader).get(f"/plans/{plan.pk}/{page}").status_code == 403
    assert enter(stranger).get(f"/plans/{plan.pk}/workbook/plan.xlsx").status_code == 404
    assert enter(reader).get(f"/plans/{plan.pk}/table/nonsense/").status_code == 403


def upload(found):
    data = found if isinstance(found, bytes) else to_xlsx([Grid(*grid) for grid in tables.grids(found)], "TLP")
    return {"file": SimpleUploadedFile("plan.xlsx", data)}


def test_a_workbook_is_shown_before_it_changes_anything(whole, coordinator, enter):
    plan, client = whole[0].plan, enter(coordinator)
    address = f"/plans/{plan.pk}/workbook/"
    taken = b"".join(client.get(f"{address}plan.xlsx"))
    assert "nothing would change" in client.post(address, upload(taken)).content.decode()
    found = tables.tables_of(whole[0])
    found["tasks"][0] |= {"text": "Ring the bell", "target_s": "soon"}
    found["tasks"][2] |= {"one_of": "T02"}
    found["messages"] = []
    preview = client.post(address, upload(found))
    words = preview.content.decode()
    assert "Ring the bell" in words
    assert "Tasks!J2" in words
    assert "“soon” is not a time" in words
    assert rows(plan, coordinator)["t01",]["text"] == "Alert"
    assert Message.objects.filter(plan=plan).count() == 1
    token = preview.context["preview"].token
    assert client.post(address, {"token": token}).status_code == 302
    assert rows(plan, coordinator)["t01",]["text"] == "Ring the bell"
    assert not Message.objects.filter(plan=plan).exists()
    assert client.post(address, {"token": token}).status_code == 302, "sent twice"


def test_a_plan_that_changed_meanwhile_is_looked_at_again(whole, coordinator, enter):
    plan, client = whole[0].plan, enter(coordinator)
    address = f"/plans/{plan.pk}/workbook/"
    found = tables.tables_of(whole[0])
    found["tasks"][0]["text"] = "Ring the bell"
    token = client.post(address, upload(found)).context["preview"].token
    actions.set_task(coordinator, plan, whole[0].tasks[1], version=1, text="Another")
    again = client.post(address, {"token": token})
    assert again.status_code == 409
    assert "Somebody changed the plan meanwhile" in again.content.decode()
    assert rows(plan, coordinator)["t01",]["text"] == "Alert"
    assert client.post(address, {"token": "forged"}).status_code == 422


def test_a_file_that_is_no_workbook_gets_a_sentence(whole, coordinator, enter):
    answer = enter(coordinator).post(f"/plans/{whole[0].plan.pk}/workbook/", upload(io.BytesIO(b"%PDF").getvalue()))
    assert answer.status_code == 422
    assert "workbook" in answer.content.decode().lower()


def test_each_duty_period_has_holders_of_its_own_on_the_page_of_roles(whole, coordinator, enter):
    plan, client = whole[0].plan, enter(coordinator)
    address = f"/plans/{plan.pk}/roles/"
    page = client.get(address)
    data = {"new-id": str(page.context["extra"]["id"].value())}
    for row in page.context["rows"]:
        data |= {row["form"][name].html_name: row["form"][name].value() or "" for name in row["form"].fields}
    role, day, night = whole[1]["rac"], whole[1]["day"], whole[1]["night"]
    assert (data[f"{role.pk}-holder-{day.pk}"], data[f"{role.pk}-deputy-{day.pk}"]) == ("Head", "Second")
    edition = Plan.objects.get(pk=plan.pk).edition
    assert client.post(address, data).status_code == 302
    assert Plan.objects.get(pk=plan.pk).edition == edition, "sent back as it was shown, nothing changes"
    data |= {f"{role.pk}-holder-{night.pk}": "Night watch", f"{role.pk}-deputy-{night.pk}": "Third; Fourth"}
    data |= {f"{role.pk}-holder-{day.pk}": "", f"{role.pk}-deputy-{day.pk}": ""}
    assert client.post(address, data).status_code == 302
    found = rows(plan, coordinator, "duty")
    assert ("action head", "day") not in found
    assert (found["action head", "night"]["holder"], found["action head", "night"]["deputies"]) == (
        "Night watch", "Third; Fourth",
    )  # fmt: skip
    assert found["action head", ""]["holder"] == "Watch"
    edition = Plan.objects.get(pk=plan.pk).edition
    assert client.post(address, data).status_code == 302
    assert Plan.objects.get(pk=plan.pk).edition == edition, "sent twice, written once"


def test_a_period_added_meanwhile_keeps_its_holders(whole, coordinator, enter):
    plan, client, role = whole[0].plan, enter(coordinator), whole[1]["rac"]
    page = client.get(f"/plans/{plan.pk}/roles/")
    data = {"new-id": str(page.context["extra"]["id"].value())}
    for row in page.context["rows"]:
        data |= {row["form"][name].html_name: row["form"][name].value() or "" for name in row["form"].fields}
    later = actions.set_part(coordinator, plan, Period, name="Holidays", hours=24)
    made = actions.set_role(coordinator, plan, role, version=role.version, duties={later: ["Holiday watch"]})
    data |= {f"{role.pk}-holder": "Somebody", f"{role.pk}-version": str(made.version)}
    assert client.post(f"/plans/{plan.pk}/roles/", data).status_code == 302
    assert rows(plan, coordinator, "duty")["action head", "holidays"]["holder"] == "Holiday watch"


def test_threats_are_chosen_and_words_from_before_say_that_they_are_not_in_the_list(whole, coordinator, enter):
    plan, client = whole[0].plan, enter(coordinator)
    address = f"/plans/{plan.pk}/table/triggers/"
    assert "Vehicle as a weapon</option>" in client.get(address).content.decode()
    Trigger.objects.filter(plan=plan).update(threat="Old words")
    page = client.get(address)
    assert "Old words (not in the list)</option>" in page.content.decode()
    data = sent(page) | {"r0-description": "A call comes in at night"}
    assert client.post(address, data).status_code == 302
    assert Trigger.objects.get(plan=plan).threat == "Old words"
    answer = client.post(address, sent(client.get(address)) | {"r0-threat": "Nonsense"})
    assert answer.status_code == 422
    assert "is not in the list" in answer.content.decode()


def test_a_form_that_comes_too_late_hears_who_saved_and_when(whole, coordinator, enter):
    plan, task, client = whole[0].plan, whole[0].tasks[0], enter(coordinator)
    form = client.get(f"/plans/tasks/{task.pk}/").context["form"]
    data = {field.html_name: field.value() for field in form if isinstance(field.value(), str | int)}
    data.pop("milestone", None)
    actions.set_task(coordinator, plan, task, version=task.version, text="Ring the bell")
    answer = client.post(f"/plans/tasks/{task.pk}/", data | {"text": "Blow the horn"})
    assert answer.status_code == 409
    assert f"{coordinator.name} saved it on" in answer.content.decode()
    assert queries.task(coordinator, task.pk).text == "Ring the bell"


def test_a_rename_in_the_workbook_is_shown_as_one_and_is_one(whole, coordinator, enter):
    plan, client = whole[0].plan, enter(coordinator)
    address = f"/plans/{plan.pk}/workbook/"
    grids = tables.grids(tables.tables_of(whole[0]), tables.marks_of(whole[0]))
    made = [
        Grid(title, heads, [["Duty director" if cell == "Director" and title == "Roles" else cell for cell in row] for row in cells])
        for title, heads, cells in grids
    ]  # fmt: skip
    preview = client.post(address, {"file": SimpleUploadedFile("plan.xlsx", to_xlsx(made, "TLP:AMBER"))})
    words = preview.content.decode()
    assert "renamed to “Duty director”" in words
    assert ">new<" not in words
    assert ">taken out<" not in words
    token = preview.context["preview"].token
    for _twice in range(2):
        assert client.post(address, {"token": token}).status_code == 302
    found = {role.name: role.pk for role in queries.whole(coordinator, plan).roles}
    assert found["Duty director"] == whole[1]["dos"].pk
    assert rows(plan, coordinator)["t01",]["responsible"] == "Duty director"
