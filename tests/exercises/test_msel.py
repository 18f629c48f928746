"""The script of an exercise as a spreadsheet: out and in again, and sheets as towns really have them."""

import io
from dataclasses import replace
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
from parvis.exercises.msel.writing import OWN_LINES
from parvis.people.models import Account

TASKS = {"T01": "Call the police.", "T02": "Close the south street."}
KNOWN = msel.Known(
    objectives={1: "Who decides is known.", 2: "Partners are told."},
    moves={1: "A bag on the square", 2: "The crowd leaves"},
    targets={"T01": 120},
    roles=dict.fromkeys(("duty officer", "duty", "agent d'astreinte"), "Duty officer") | {"mayor": "Mayor"},
)
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
        note=words.filter(lambda text: not text.startswith(tuple(f"{word}: " for word in OWN_LINES))),
        expected=st.just(("T01", "T02")),
        objectives=st.sampled_from([(), (1,), (2,), (1, 2)]),
        move=st.sampled_from([None, 1, 2]),
        terms=st.sampled_from([(), (("T01", 300, ""),), (("T01", None, "every"), ("T02", 61, "every"))]),
    )
    | st.builds(
        msel.Row, st.integers(0, 9), st.just("inject"), st.just("call"), st.just("A"), st.just("B"), words.filter(bool)
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
    known = replace(KNOWN, roles={})
    head, cells = msel.write(layout, script, TASKS, known)
    read = msel.read(book([head, *cells]), TASKS, known)
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
        for name in ("From", "Expected Participant Response", "Exercise Objective", "Notes")
    ]


def test_objectives_are_known_by_number_and_by_words():
    cell = "O2\nwho decides is known.\nLogistics"
    read = msel.read(book([HSEEP, [1, "T+1", "Inject", "Phone", "A", "all", "Come.", None, cell, None]]), TASKS, KNOWN)
    assert read.rows[0].objectives == (1, 2)
    assert read.rows[0].note == "Exercise Objective: Logistics"
    assert [(remark.cell, "Logistics" in remark.text) for remark in read.remarks] == [("I2", True)]


def test_moves_are_known_by_number_by_title_and_by_group():
    head = ["Control Number", "Move", "Group", "Delivery Time", "Title", "Description", "To Org"]
    cells = [
        [1, 2, None, "T+1", None, "One.", "all"],
        [2, "a bag on the square", "Police", "T+2", None, "Two.", "all"],
        [3, None, "The crowd leaves", "T+3", None, "Three.", "all"],
        [4, "Move 9", None, "T+4", None, "Four.", "all"],
    ]
    read = msel.read(book([head, *cells]), TASKS, KNOWN)
    assert [row.move for row in read.rows] == [2, 1, 2, None]
    assert [row.note for row in read.rows] == ["", "Group: Police", "", "Move: Move 9"]
    assert [remark.cell for remark in read.remarks if remark.cell] == ["C3", "B5"]


def test_a_measure_of_performance_is_the_time_and_rule_of_a_task():
    head = ["ID", "Local Time", "Target", "Title", "Description", "Expected Actions", "Measure of Performance"]
    measure = "T01: within 2:00\nT02 within 5 min, every role\nT02 calmly\nT07: within 1:00"
    read = msel.read(book([head, [1, "T+1", "all", None, "Come.", "T01\nT02", measure]]), TASKS, KNOWN)
    assert read.rows[0].terms == (("T02", 300, "every"),), "what the plan says anyway is no term of its own"
    assert [remark.cell for remark in read.remarks if remark.cell] == ["G2", "G2"]
    assert "Measure of Performance: T02 calmly" in read.rows[0].note


def test_addressees_are_matched_by_name_code_and_language_and_the_others_named():
    rows = [[n, f"T+{n}", "Inject", "Phone", "A", to, "Come.", None, None, None] for n, to in enumerate(
        ("Duty officer, DUTY", "Agent d'astreinte\nMayor", "Duty oficer", "Coast guard; mayor", "Everybody"), start=1)]  # fmt: skip
    read = msel.read(book([HSEEP, *rows]), TASKS, KNOWN)
    told = {remark.cell: remark.text for remark in read.remarks}
    assert set(told) == {"F4", "F5"}
    assert "“Duty officer”" in told["F4"]
    assert "Coast guard" in told["F5"]
    assert "nearest" not in told["F5"]
    assert read.rows[1].to == "Agent d'astreinte, Mayor"


def test_a_name_that_holds_a_comma_is_one_name():
    roles = {"municipal police, team leader", "municipal police", "mayor"}
    found = msel.addressees("Municipal police, team leader; Mayor, all, Municipal police, coast guard", roles)
    assert found == (["municipal police, team leader", "mayor", "municipal police"], ["coast guard"])


def test_a_script_brings_its_objectives_moves_terms_and_roles(exercise: Exercise, coordinator: Account, plan: Any):
    role = plan.roles.exclude(code="").order_by("code").first()
    goal, move = exercise.objectives.get(number=2), exercise.moves.get(number=2)
    row = msel.Row(60, "inject", "call", "A", role.code, "Come.", "", ("T01",), (2,), 2, (("T01", 90, "every"),))
    script = msel.Script("hseep", (row,), ())
    actions.take_script(coordinator, exercise, script, pk=uuid4(), replacing=True)
    made = exercise.injects.get()
    assert (list(made.roles.all()), list(made.objectives.all()), made.move) == ([role], [goal], move)
    assert [(one.task.code, one.deadline_s, one.rule) for one in made.actions.all()] == [("T01", 90, "every")]
    assert queries.script(coordinator, exercise) == [row]
    other = queries.role_names(coordinator, exercise)
    pack = queries.pack(exercise)
    assert pack
    assert all(other[text.casefold()] for one in pack.roles if one.code == role.code for text in one.label.values())


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
