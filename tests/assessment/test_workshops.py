"""Workshops: agenda by the hour, who was there, minutes that are closed once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone, translation

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.assessment import actions, queries
from parvis.assessment.models import Attendance, Workshop, WorkshopNote
from parvis.content.load import PackError, content_folder, parse_pack
from parvis.journal.models import Entry
from parvis.journal.queries import check


@pytest.fixture
def table(market):
    return actions.plan_workshop(
        market.lead, market.of, title="Round the table", starts=timezone.now() - timedelta(hours=1),
        where="Town hall", agenda="two_days",
    )  # fmt: skip


def test_the_agenda_has_hours_day_by_day_and_both_languages(market, table):
    (meeting,) = queries.workshops(market.lead, market.of)
    first = [point for point in meeting.points if point.day == 1]
    assert first[0].starts == table.starts
    assert first[1].starts - first[0].starts == timedelta(minutes=first[0].minutes)
    second = next(point for point in meeting.points if point.day == 2)
    assert second.starts - table.starts == timedelta(days=1)
    assert second.label == "Walk"
    with translation.override("fr"):
        assert queries.meeting(market.lead, table).agenda.startswith("Deux jours")


@pytest.mark.django_db
def test_ninety_minutes_are_ninety_minutes():
    by_code = {agenda.code: agenda for _pack, agenda in queries.agendas()}
    assert sum(item.minutes for item in by_code["ninety_minutes"].items) == 90
    assert sum(item.minutes for item in by_code["half_day"].items) == 240


def test_an_agenda_that_skips_a_day_is_refused():
    text = (content_folder() / "workshops" / "reference.yaml").read_text(encoding="utf-8")
    with pytest.raises(PackError):
        parse_pack(text.replace("day: 2", "day: 3"), "ours.yaml")


def test_only_the_lead_plans_and_changes(market, table, stranger):
    with pytest.raises(NotAllowed):
        actions.change_workshop(market.experts[1], table, version=1, where="Elsewhere")
    with pytest.raises(NotVisible):
        actions.write_note(stranger, table, text="x")
    actions.change_workshop(market.lead, table, version=1, where="Market office")
    with pytest.raises(Conflict):
        actions.change_workshop(market.lead, table, version=1, where="Other")
    for facts in ({"title": " "}, {"where": ""}):
        with pytest.raises(Refused):
            actions.change_workshop(market.lead, table, version=2, **facts)
    with pytest.raises(Refused, match="agenda"):
        actions.plan_workshop(market.lead, market.of, title="X", starts=timezone.now(), where="Y", agenda="three_weeks")
    assert not queries.workshops(stranger, market.of)


def test_who_was_there_outlives_the_seat(market, table):
    seat = market.of.team.get(account=market.experts[1])
    actions.note_attendance(
        market.lead, table, members=[seat], others=["Head of the roads department", " ", "Head of the roads department"]
    )
    actions.remove_member(market.lead, seat)
    (meeting,) = queries.workshops(market.lead, market.of)
    assert meeting.attended == sorted(["Head of the roads department", market.experts[1].name])
    told = Entry.objects.get(action="assessment.attendance_noted").payload
    assert (told["team"], told["others"]) == (1, 1)
    actions.note_attendance(market.lead, table, members=[], others=["Porter"])
    assert Attendance.objects.get().function == "Porter"


def test_a_seat_of_another_team_was_not_there(market, table, square):
    other = actions.open_assessment(market.lead, square, title="Night", condition="night")
    with pytest.raises(Refused, match="another team"):
        actions.note_attendance(market.lead, table, members=other.team.all())
    with pytest.raises(NotAllowed):
        actions.note_attendance(market.experts[1], table, members=[])


def test_experts_write_lines_and_the_lead_decides(market, table):
    said = actions.write_note(market.experts[1], table, text=" The van leaves at noon. ", scenario=market.scenarios[0])
    with pytest.raises(NotAllowed):
        actions.write_note(market.experts[1], table, text="We buy bollards.", kind="decided")
    actions.write_note(market.lead, table, text="Count the vans for four weeks.", kind="decided")
    actions.write_note(market.lead, table, text="Who holds the key?", kind="open", scenario=market.scenarios[1])
    for facts in ({"text": " "}, {"text": "x", "kind": "sung"}):
        with pytest.raises(Refused):
            actions.write_note(market.lead, table, **facts)
    (meeting,) = queries.workshops(market.lead, market.of)
    assert [topic.scenario for topic in meeting.topics] == [None, market.scenarios[0], market.scenarios[1]]
    assert [row.text for row in meeting.decisions] == ["Count the vans for four weeks."]
    assert [row.text for row in meeting.left_open] == ["Who holds the key?"]
    with pytest.raises(NotAllowed):
        actions.strike_note(market.experts[2], said)
    actions.strike_note(market.experts[1], said)
    assert WorkshopNote.objects.count() == 2
    assert check().whole


def test_closed_minutes_do_not_change(market, table):
    with pytest.raises(Refused, match="who was there"):
        actions.close_minutes(market.lead, table)
    note = actions.write_note(market.lead, table, text="x")
    actions.note_attendance(market.lead, table, members=[], others=["Porter"])
    with pytest.raises(NotAllowed):
        actions.close_minutes(market.experts[1], table)
    closed = actions.close_minutes(market.lead, table, closing_words="We go on.")
    assert closed.closed_by == market.lead
    for attempt in (
        lambda: actions.write_note(market.lead, table, text="y"),
        lambda: actions.strike_note(market.lead, note),
        lambda: actions.note_attendance(market.lead, table, members=[]),
        lambda: actions.change_workshop(market.lead, table, version=2, where="z"),
        lambda: actions.close_minutes(market.lead, table),
    ):
        with pytest.raises(Refused, match="closed"):
            attempt()


def test_what_has_not_begun_is_not_closed(market):
    later = actions.plan_workshop(
        market.lead,
        market.of,
        title="Later",
        starts=timezone.now() + timedelta(days=1),
        where="Hall",
        agenda="half_day",
    )
    actions.note_attendance(market.lead, later, members=[], others=["Porter"])
    with pytest.raises(Refused, match="not begun"):
        actions.close_minutes(market.lead, later)


def test_from_planning_to_closed_minutes_by_the_pages(market, enter, joining):
    client, home = enter(market.lead), f"/assessments/{market.of.pk}/"
    assert "No workshop is planned" in client.get(home).content.decode()
    data = {
        "id": str(uuid4()),
        "title": "Round the table",
        "starts": "2020-01-02T09:30",
        "where": "Hall",
        "agenda": "half_day",
    }
    for _time in range(2):
        sent = client.post(f"{home}workshops/new/", data)
    made = Workshop.objects.get()
    here = f"/assessments/workshops/{made.pk}/"
    assert sent.url == here
    expert = enter(market.experts[0])
    line = {
        "id": str(uuid4()),
        "kind": "said",
        "text": "The van leaves at noon.",
        "scenario": str(market.scenarios[0].pk),
    }
    for _time in range(2):
        assert expert.post(here, line).status_code == 302
    empty = expert.post(here, line | {"id": str(uuid4()), "text": ""})
    assert "required" in empty.content.decode()
    assert WorkshopNote.objects.count() == 1
    assert "Close the minutes" not in client.get(here).content.decode()
    seat = market.of.team.get(account=market.experts[0])
    client.post(f"{here}attendance/", {"members": [str(seat.pk)], "others": "Head of roads\nPorter"})
    assert "Close the minutes" in client.get(here).content.decode()
    client.post(f"{here}close/", {"closing_words": "We count the vans."})
    shown = enter(joining("reader")).get(here).content.decode()
    for words in ("The van leaves at noon.", "Porter", "We count the vans.", "Minutes closed by"):
        assert words in shown
    assert "Keep the line" not in shown
    assert expert.post(here, line | {"id": str(uuid4())}).status_code == 200
    assert WorkshopNote.objects.count() == 1
