"""Days as an iCalendar file: whatever is written is read back, and no line is too long."""

import re
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from parvis.access.models import Marking
from parvis.exercises import actions as exercising
from parvis.plans import actions, queries
from parvis.plans.models import Plan
from parvis.reports.calendar import Day, to_ics

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=200)


def read(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar, unfolded and unescaped as RFC 5545 says (3.1 and 3.3.11)."""
    text = data.decode().replace("\r\n ", "")
    events = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", text, re.DOTALL)
    plain = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    return [
        {
            name.split(";")[0]: re.sub(r"\\[n,;\\]", lambda found: plain[found[0]], value)
            for name, _sign, value in (line.partition(":") for line in event.split("\r\n") if line)
        }
        for event in events
    ]


@given(st.lists(st.tuples(st.dates(date(2000, 1, 1), date(2100, 1, 1)), WORDS, WORDS), max_size=5), WORDS)
def test_what_is_written_is_read_back_in_lines_of_75_octets(rows, name):
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    days = [Day(f"{n}@x", on, summary, f"{more}\n;", "https://x/y", now) for n, (on, summary, more) in enumerate(rows)]
    data = to_ics(days, name)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\n") == data.count(b"\r\n")
    found = read(data)
    assert [one["SUMMARY"] for one in found] == [day.summary for day in days]
    assert [one["DESCRIPTION"] for one in found] == [day.description for day in days]
    assert [one["DTSTART"] for one in found] == [f"{day.on:%Y%m%d}" for day in days]
    assert [one["DTEND"] for one in found] == [f"{day.on + timedelta(days=1):%Y%m%d}" for day in days]


def test_the_file_holds_what_the_reader_may_see_without_titles_and_under_lasting_ids(
    square, coordinator, stranger, enter
):
    plan = actions.write_plan(coordinator, square, title="Secret name of the plan", pack=queries.starters()[0])
    duty = actions.apply_duty(coordinator, plan, "urn:parvis:duties:france", "fr_pcs")
    today = timezone.localdate()
    actions.fulfil_duty(coordinator, duty, on=today, how="activation")
    made = exercising.prepare(
        coordinator, plan, title="Secret name of the game", pack=queries.starters()[0],
        planned_for=today + timedelta(days=9),
    )  # fmt: skip
    answer = enter(coordinator).get("/plans/calendar.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    found = {one["UID"]: one for one in read(answer.content)}
    assert set(found) == {f"duty-{duty.pk}@parvis", f"exercise-{made.pk}@parvis"}
    assert found[f"duty-{duty.pk}@parvis"]["DTSTART"][:4] == str(today.year + 5)
    assert found[f"exercise-{made.pk}@parvis"]["DTSTART"] == f"{today + timedelta(days=9):%Y%m%d}"
    assert b"Secret" not in answer.content.replace(b"\r\n ", b"")
    assert read(enter(stranger).get("/plans/calendar.ics").content) == []
    Plan.objects.filter(pk=plan.pk).update(marking=Marking.RED)
    assert read(enter(coordinator).get("/plans/calendar.ics").content) == []
