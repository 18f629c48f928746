"""The script of an exercise as a spreadsheet: out and in again, and sheets as towns really have them."""

import io
from typing import Any
from uuid import uuid4

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from parvis.access.errors import Refused
from parvis.exercises import actions, msel, queries
from parvis.exercises.models import Exercise
from parvis.exercises.msel.times import moment, on_the_clock
from parvis.people.models import Account

TASKS = {"T01": "Call the police.", "T02": "Close the south street."}
HSEEP = [head for head, _field in msel.LAYOUTS["hseep"].columns]
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=80).map(
    lambda text: " ".join(text.split())
)
rows = st.lists(
    st.builds(
        msel.Row,
        offset_s=st.integers(0, 100_000),
        kind=st.sampled_from(["inject", "contingency", "information"]),
        mode=st.sampled_from(["call", "radio", "mail", "sms", "verbal", "paper", "media", "social"]),
        sender=words.filter(bool),
        to=words.filter(bool),
        message=words.filter(bool),
        note=words.filter(lambda text: not text.startswith(("From: ", "By: ", "Type: "))),
        expected=st.sampled_from([(), ("T01",), ("T01", "T02")]),
    ),
    min_size=1,
    max_size=5,
)


def book(*sheets: list[list[Any]], merged: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as made:
        for cells in sheets:
            page = made.add_worksheet()
            for number, row in enumerate(cells):
                for place, cell in enumerate(row):
                    if cell is not None:
                        page.write(number, place, cell)
            for area in merged:
                page.merge_range(area, cells[1][1])
    return out.getvalue()


@pytest.mark.parametrize("layout", sorted(msel.LAYOUTS))
@given(script=rows)
def test_a_script_written_and_read_is_the_same(layout: str, script: list[msel.Row]):
    head, cells = msel.write(layout, script, TASKS)
    read = msel.read(book([head, *cells]), TASKS)
    assert read.layout == layout
    assert read.rows == tuple(sorted(script, key=lambda row: row.offset_s))
    assert read.remarks == ()


@pytest.mark.parametrize("layout", sorted(msel.LAYOUTS))
def test_an_exercise_goes_out_and_comes_in_again(exercise: Exercise, coordinator: Account, enter: Any, layout: str):
    client = enter(coordinator)
    address = f"/exercises/{exercise.pk}/msel/"
    before = queries.script(coordinator, exercise)
    answer = client.get(f"{address}{layout}.xlsx")
    assert answer.status_code == 200
    [sheet] = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).sheet_names
    assert sheet == "MSEL"
    upload = io.BytesIO(answer.content)
    upload.name = "script.xlsx"
    page = client.post(address, {"id": str(uuid4()), "file": upload, "replacing": "on"})
    assert "Every cell could be read." in page.content.decode()
    assert queries.script(coordinator, exercise) == before


def test_sent_twice_it_is_taken_once_and_adds_to_what_is_there(exercise: Exercise, coordinator: Account, enter: Any):
    head, cells = msel.write("hseep", [msel.Row(60, "inject", "call", "A", "B", "Come.")], {})
    once, before, client = str(uuid4()), exercise.injects.count(), enter(coordinator)
    for _attempt in (1, 2):
        upload = io.BytesIO(book([head, *cells]))
        upload.name = "script.xlsx"
        page = client.post(f"/exercises/{exercise.pk}/msel/", {"id": once, "file": upload})
        assert "1 message was taken" in page.content.decode()
    assert exercise.injects.count() == before + 1
    assert len(set(exercise.injects.order_by("number").values_list("number", flat=True))) == before + 1


def test_a_script_that_is_played_stays(running: Exercise, coordinator: Account):
    head, cells = msel.write("hseep", [msel.Row(60, "inject", "call", "A", "B", "Come.")], {})
    with pytest.raises(Refused, match="was started"):
        actions.take_script(coordinator, running, msel.read(book([head, *cells]), {}), pk=uuid4(), replacing=True)
    assert queries.script(coordinator, running)


def test_a_sheet_as_towns_have_it():
    """A title above the head, merged times, a free date, a missing column, an unknown one, expected actions as rows."""
    head = ["Event Number", "Designated Scenario Time", "Event Type", "Inject Mode", "To", "Message", "Weather"]
    cells = [
        head,
        [1, "10:20", "Inject", "Téléphone", "Police", "A bag lies under the bench.", "sunny"],
        [2, None, "Inject", "carrier pigeon", "Police", "It belongs to nobody.", None],
        [3, None, "Expected Action", None, "Police", "T01 Call the police.", None],
        [4, None, "Expected Action", None, "Police", "Keep calm.", None],
        [5, "around half past", "Contingency Inject", "Radio", "Fire service", "A van in the pedestrian zone.", None],
        [6, "10 h 45", "Something", "Radio", "Police", "It is over.", None],
        [7, "10:50", "Inject", "Radio", "Police", None, None],
    ]
    read = msel.read(book(cells, merged=("B2:B5",)), TASKS)
    assert [row.offset_s for row in read.rows] == [0, 0, 0, 25 * 60]
    assert [row.kind for row in read.rows] == ["inject", "inject", "contingency", "inject"]
    assert [row.mode for row in read.rows] == ["call", "verbal", "radio", "radio"]
    assert read.rows[1].expected == ("T01",)
    assert {row.sender for row in read.rows} == {"Exercise direction"}
    kept = "\n".join(row.note for row in read.rows)
    for said in ("Weather: sunny", "carrier pigeon", "Expected: Keep calm.", "around half past", "Something"):
        assert said in kept
    assert {remark.cell for remark in read.remarks} >= {"B2:B5", "D3", "B6", "C7", "8:8"}
    missing = [remark.text for remark in read.remarks if not remark.cell]
    assert missing == [
        f"The column “{name}” is missing; it is left empty."
        for name in ("From", "Expected Participant Response", "Notes")
    ]


def test_a_head_below_a_title_and_on_the_second_sheet_is_found():
    cover = [["Exercise of the spring"], ["Call the director if anything is real."]]
    sheet = [["Script"], [], ["Message", "To", "From"], ["Come.", "B", "A"]]
    read = msel.read(book(cover, sheet), {})
    assert [(row.message, row.to, row.sender) for row in read.rows] == [("Come.", "B", "A")]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "not an Excel workbook"),
        (b"Event Number;Message\n1;Come", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "old format"),
        (book([["a", "b"], [1, 2]]), "No sheet has the columns"),
        (book([HSEEP]), "no message under it"),
        (book([["Event Number", "From", "To", "Notes"], [1, "A", "B", "x"]]), "“Message” is missing"),
        (book([HSEEP, *([[1, "10:00", None, None, None, None, "Come."]] * 2001)]), "more than 2000 rows"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, sentence: str):
    with pytest.raises(Refused) as refused:
        msel.read(data, {})
    assert sentence in refused.value.sentence


def test_the_page_says_it_too_and_keeps_what_was_there(exercise: Exercise, coordinator: Account, enter: Any):
    upload = io.BytesIO(b"no workbook")
    upload.name = "script.xlsx"
    before = queries.script(coordinator, exercise)
    answer = enter(coordinator).post(f"/exercises/{exercise.pk}/msel/", {"id": str(uuid4()), "file": upload, "replacing": "on"})  # fmt: skip
    assert answer.status_code == 422
    assert "not an Excel workbook" in answer.content.decode()
    assert queries.script(coordinator, exercise) == before


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("T+12", 720), ("t + 12 min", 720), ("H+1:30", 5400), ("T+0:12:30", 750), ("12'", 720), (12.0, 720),
        ("12 minutes", 720), ("0:12", 720), ("00:12:30", 750), ("soon", None), ("25:70", None), ("T+99999", None), ("", None),
        ("10h", 0), ("10 h 20", 0), ("2026-05-03 10:20", 0),
    ],
)  # fmt: skip
def test_times_of_a_sheet(cell: object, seconds: int | None):
    assert on_the_clock([moment(cell)]) == [seconds]


def test_times_of_a_day_count_from_the_earliest():
    assert on_the_clock([moment("10:20"), moment("9:50"), moment("10 h 45")]) == [1800, 0, 3300]


def test_times_of_a_day_go_on_after_midnight():
    assert on_the_clock([moment("23:50"), moment("0:10"), moment("T+30")]) == [0, 1200, 1800]


def test_a_contingency_message_is_held_back(exercise: Exercise, coordinator: Account, enter: Any):
    """The pack has two: the desk offers the next message, and keeps those for the hand of the director."""
    actions.set_state(coordinator, exercise, "running")
    page = enter(coordinator).get(f"/exercises/{exercise.pk}/run/").content.decode()
    held = exercise.injects.filter(kind="contingency")
    assert held.count() == 2
    assert "Held back" in page
    assert all(f"/exercises/injects/{row.pk}/deliver/" in page for row in held)
