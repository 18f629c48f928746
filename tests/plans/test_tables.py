"""A plan as tables of words: out and back, to another plan, and cell by cell what cannot be read."""

import io
from zipfile import ZipFile

import pytest
import xlsxwriter
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.access.errors import Refused
from parvis.plans import actions, queries, tables
from parvis.plans.models import Task, Trigger
from parvis.reports.plan.workbook import plan_xlsx
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


def marked(found):
    """The workbook of a plan as it is downloaded, to be changed sheet by sheet: title to rows of cells."""
    grids = tables.grids(tables.tables_of(found), tables.marks_of(found))
    return {title: [list(heads), *map(list, rows)] for title, heads, rows in grids}


def typed(sheets):
    return to_xlsx([Grid(title, rows[0], rows[1:]) for title, rows in sheets.items()], "TLP:AMBER")


def ask(coordinator, plan, data):
    read = tables.read(data)
    whole = queries.whole(coordinator, plan)
    found = tables.asked(whole, read)
    return read, found, tables.apply(coordinator, plan, found)


def test_a_row_that_is_renamed_is_the_same_row_and_whatever_names_it_follows(whole, coordinator):
    plan, sheets = whole[0].plan, marked(whole[0])
    before = {row.name: row.pk for row in [*whole[0].roles, *whole[0].channels, *whole[0].resources]}
    for title, old, new in (
        ("Roles", "Action head", "Head of municipal action"),
        ("Channels", "Line", "Direct line"),
        ("Resources", "Pump", "Motor pump"),
        ("Functions", "Head", "Head of service"),
        ("Duty periods", "Night", "Off hours"),
    ):
        row = next(row for row in sheets[title] if row[0] == old)
        row[0] = new
    read, found, refused = ask(coordinator, plan, typed(sheets))
    assert (refused, [r for r in read.remarks if "column" not in r.text]) == ([], [])
    assert {change.renamed for change in found} == {
        "Head of municipal action", "Direct line", "Motor pump", "Head of service", "Off hours",
    }  # fmt: skip
    after = queries.whole(coordinator, plan)
    held = {role.name: role for role in after.roles}
    assert held["Head of municipal action"].pk == before["Action head"]
    assert {d.function.name for d in held["Head of municipal action"].duties.all()} == {
        "Head of service", "Second", "Watch",
    }  # fmt: skip
    last = next(task for task in after.tasks if task.text == "Close")
    assert last.responsible_id == before["Action head"]
    assert [(need.resource.pk, need.resource.name) for need in last.needs.all()] == [(before["Pump"], "Motor pump")]
    (message,) = after.messages
    assert message.pk == whole[0].messages[0].pk
    assert [carrier.channel.name for carrier in message.carriers.all()] == ["Direct line", "Radio"]
    assert tables.asked(after, tables.read(typed(marked(after)))) == []


def test_names_may_change_places_in_a_row_and_an_old_name_may_go_to_a_new_row(whole, coordinator):
    plan, sheets = whole[0].plan, marked(whole[0])
    radio, line = (next(r for r in sheets["Channels"] if r[0] == name) for name in ("Radio", "Line"))
    line[0], radio[0] = "Cable", "Line"
    sheets["Channels"].append(["Radio", "radio", "", "", "", "", "100", ""])
    _read, found, refused = ask(coordinator, plan, typed(sheets))
    assert refused == []
    assert sorted((change.key is None, change.renamed) for change in found if change.sheet == "channels") == [
        (False, "Cable"), (False, "Line"), (True, ""),
    ]  # fmt: skip
    names = {row.name: row.pk for row in queries.whole(coordinator, plan).channels}
    assert (names["Cable"], names["Line"]) == (whole[1]["line"].pk, whole[1]["radio"].pk)
    assert names["Radio"] not in (whole[1]["line"].pk, whole[1]["radio"].pk)


def test_a_key_that_stands_twice_is_named_by_its_cell_and_a_task_keeps_its_code(whole, coordinator):
    plan, sheets = whole[0].plan, marked(whole[0])
    copy = [*next(row for row in sheets["Roles"] if row[0] == "Director")]
    copy[0] = "Second director"
    sheets["Roles"].insert(1, copy)
    sheets["Tasks"][2][0] = "T31"
    read, found, refused = ask(coordinator, plan, typed(sheets))
    said = {remark.cell: remark.text for remark in read.remarks}
    assert "taken as a new one" in said["Roles!F2"]
    assert "This is still T02" in said["Tasks!A3"]
    assert refused == []
    assert [(change.key, change.name) for change in found] == [(None, "Second director")]
    assert {role.name for role in queries.whole(coordinator, plan).roles} == {
        "Director", "Second director", "Action head",
    }  # fmt: skip


@settings(max_examples=20)
@given(st.lists(st.sampled_from(["Action head", "Director"]), unique=True), TEXTS, TEXTS)
def test_relabelled_tables_speak_of_no_old_name(olds, first, second):
    names = dict(zip(olds, (f"{first} 1", f"{second} 2"), strict=False))
    found = tables.same.Same({"roles": names}, {})
    row = {"code": "T01", "text": "Do", "consulted": "Action head; Director", "responsible": "Director"}
    told = tables.same.relabelled({"tasks": [row]}, found)["tasks"][0]
    assert set(told["consulted"].split("; ")) == {names.get(name, name) for name in ("Action head", "Director")}
    assert told["responsible"] == names.get("Director", "Director")
    assert told["text"] == "Do"


def test_a_trigger_names_a_threat_of_the_list_in_any_language_and_keeps_what_was_written_before(whole, coordinator):
    plan = whole[0].plan
    sheets = marked(whole[0])
    heads, row = sheets["Triggers"]
    threat, phase = heads.index("Threat"), heads.index("Phase of the attack")
    assert (row[threat], row[phase]) == ("Vehicle as a weapon", "Execution")
    row[threat], row[phase] = "Armes à feu", ""
    _read, found, refused = ask(coordinator, plan, typed(sheets))
    assert (refused, [change.words["threat"] for change in found]) == ([], ["FIREARMS"])
    row[threat] = "Bad weather"
    read, found, refused = ask(coordinator, plan, typed(sheets))
    assert [read.cell("triggers", one.change.words, one.field) for one in refused] == ["Triggers!B2"]
    assert "“Bad weather” is not in the list" in refused[0].sentence
    Trigger.objects.filter(plan=plan).update(threat="Old words")
    now = queries.whole(coordinator, plan)
    kept = marked(now)
    assert kept["Triggers"][1][threat] == "Old words"
    kept["Triggers"][1][heads.index("Tasks that begin")] = "T01, T02"
    _read, found, refused = ask(coordinator, plan, typed(kept))
    assert refused == []
    assert Trigger.objects.get(plan=plan).threat == "Old words"


def test_the_workbook_offers_its_lists_and_hides_its_keys(whole):
    with ZipFile(io.BytesIO(plan_xlsx(whole[0], "TLP:AMBER"))) as book:
        sheets = {name: book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name}
        names = book.read("xl/workbook.xml").decode()
    assert 'name="Lists_"' in names
    assert 'state="hidden"' in names
    triggers = sheets["xl/worksheets/sheet9.xml"]
    assert "Lists_!$" in triggers
    assert 'errorStyle="warning"' in triggers
    assert 'hidden="1"' in triggers
    assert tables.asked(whole[0], tables.read(plan_xlsx(whole[0], "TLP:AMBER"))) == []
