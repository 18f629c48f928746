"""A plan as tables of words: out and back, to another plan, and cell by cell what cannot be read."""

import io

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.access.errors import Refused
from parvis.plans import actions, queries, tables
from parvis.plans.models import Task
from parvis.reports.workbook import Grid, to_xlsx

WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
TIMES = st.integers(0, 86400).map(tables.words.clock)


def book(found):
    return to_xlsx([Grid(*grid) for grid in tables.grids(found)], "TLP:AMBER")


def sheet(title, *rows, merged=()):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet(title)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
        for area in merged:
            page.merge_range(*area)
    return out.getvalue()


def bring(coordinator, plan, data, kept=()):
    read = tables.read(data)
    now = tables.tables_of(queries.whole(coordinator, plan))
    return read, tables.apply(coordinator, plan, tables.changes(now, read.tables), kept)


def test_out_and_back_changes_nothing(whole):
    now = tables.tables_of(whole[0])
    read = tables.read(book(now))
    assert read.tables == now
    assert read.remarks == []
    assert tables.changes(now, read.tables) == []


def test_a_plan_taken_into_an_empty_one_is_the_same_plan(whole, square, coordinator):
    now = tables.tables_of(whole[0])
    other = actions.write_plan(coordinator, square, title="Another")
    _read, refused = bring(coordinator, other, book(now))
    assert refused == []
    assert tables.tables_of(queries.whole(coordinator, other)) == now
    assert queries.read(queries.whole(coordinator, other)).timetable.timings == queries.read(whole[0]).timetable.timings


def test_the_plan_of_a_pack_too_and_in_french(plan, square, coordinator):
    now = tables.tables_of(queries.whole(coordinator, plan))
    with translation.override("fr"):
        data = book(now)
    assert tables.read(data).tables == now


@settings(max_examples=25)
@given(st.lists(st.tuples(TEXTS, TIMES, TIMES, st.booleans(), st.integers(1, 99)), max_size=6))
def test_whatever_is_written_is_read_the_same(rows):
    made = {code: [] for code in tables.SHEETS}
    blank = {code: {column.name: column.empty for column in own.columns} for code, own in tables.SHEETS.items()}
    for number, (text, target, call, flag, count) in enumerate(rows):
        code = f"T{number:02}"
        made["tasks"].append(
            blank["tasks"] | {"code": code, "text": text, "target_s": target, "milestone": "x" if flag else "",
                              "people": str(count), "predecessors": "T00" if number else ""}
        )  # fmt: skip
        made["roles"].append(blank["roles"] | {"name": f"{text} {number}", "capacity": str(count)})
        made["messages"].append(blank["messages"] | {"sender": code, "to": f"{text} {number}", "call_s": call})
    assert tables.read(book(made)).tables == made


def test_a_typed_time_and_a_shown_one_are_the_same():
    words = tables.normal("tasks", {"target_s": "5", "phase": "Alert", "predecessors": "T02,T01", "people": ""})
    assert words == {"phase": "alert", "predecessors": "T01, T02", "target_s": "5:00", "people": "1"}


HEAD = ("Code", "Phase", "What is done", "Does it", "After all of", "Target time", "Takes at least")


@pytest.mark.parametrize(
    ("row", "cell", "words"),
    [
        (("T01", "protect", "Alert", "", "", "5-10 min", "0:10"), "Tasks!F2", "“5-10 min” is not a time"),
        (("T01", "panic", "Alert", "", "", "", "0:10"), "Tasks!B2", "“panic” is none of"),
        (("T01", "protect", "Alert", "The mayor", "", "", "0:10"), "Tasks!D2", "no role of this plan"),
        (("T01", "protect", "Alert", "", "T77", "", "0:10"), "Tasks!E2", "no task of this plan"),
        (("T01", "protect", "", "", "", "", "0:10"), "Tasks!C2", "is missing"),
        (("T01", "protect", "Alert", "", "T01", "", "0:10"), "Tasks!E2", "wait for itself"),
        (("T01", "protect", "Alert", "", "", "", "525600"), "Tasks!G2", "not a time"),
        (("T01", "protect", "Alert", "", "", "99999", "0:10"), "Tasks!F2", "longer than a week"),
        (("", "protect", "Alert", "", "", "0", ""), "Tasks!F2", "above zero"),
    ],
)
def test_every_cell_that_cannot_be_read_is_named_and_the_rest_is_taken(whole, coordinator, row, cell, words):
    plan = whole[0].plan
    other = [
        (t.code, "", t.text, "", "", "", "0:10" if t.code == "T01" else "") for t in whole[0].tasks if t.code != row[0]
    ]
    read, refused = bring(coordinator, plan, sheet("Tasks", HEAD, row, *other))
    assert [read.cell("tasks", one.change.words, one.field) for one in refused] == [cell]
    assert words in refused[0].sentence
    first = Task.objects.get(plan=plan, code="T01")
    assert (first.text, first.dropped) == ("Alert", None)


def test_merged_cells_missing_columns_and_dates_are_told(whole, coordinator):
    merged = [(1, 1, 2, 1, "alert")]
    data = sheet("Tasks", ("Code", "Phase", "What is done"), ("T01", "", "Alert"), ("T02", "", "Warn"), merged=merged)
    read, refused = bring(coordinator, whole[0].plan, data)
    said = {remark.cell: remark.text for remark in read.remarks}
    assert "merged" in said["Tasks!B2:B3"]
    assert any("“Target time” is missing" in remark.text for remark in read.remarks)
    assert any(remark.cell == "Roles" and "stays as it is" in remark.text for remark in read.remarks)
    tasks = {task.code: task for task in queries.whole(coordinator, whole[0].plan).tasks}
    assert {code: task.phase for code, task in tasks.items()} == {"T01": "alert", "T02": "alert"}
    assert tasks["T02"].target_s == 300, "a column that is missing changes nothing"
    assert refused == []


def test_a_task_that_was_exercised_stays(whole, coordinator):
    now = tables.tables_of(whole[0])
    now["tasks"] = now["tasks"][2:]
    _read, refused = bring(coordinator, whole[0].plan, book(now), kept=["T01"])
    assert [one.sentence for one in refused if "exercised" in one.sentence] == [
        "This task was exercised: it is evidence and stays in the plan."
    ]
    assert [task.code for task in queries.whole(coordinator, whole[0].plan).tasks] == ["T01", "T03"]


def test_a_file_that_is_none_is_refused_with_a_sentence():
    with pytest.raises(Refused, match="workbook"):
        tables.read(b"PK\x03\x04 nonsense")
    with pytest.raises(Refused, match="No sheet of this workbook"):
        tables.read(sheet("Budget", ("Year", "Euros")))
