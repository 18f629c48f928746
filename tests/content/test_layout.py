"""The Excel layout: what is written is read again as the same pack; what cannot be used is told with its cell."""

import contextlib
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.content.method_strategy import methods
from tests.content.workbooks import Grids, column, grids, workbook

from parvis.content.layout.columns import BY_NAME, EXPLAINED, FIELDS
from parvis.content.layout.guard import MAX_WORKBOOK
from parvis.content.layout.writing import template, to_workbook
from parvis.content.load import PackError, content_folder, load_pack, parse_pack, to_yaml
from parvis.content.schemas import MethodPack

FIXTURES = Path(__file__).parents[1] / "fixtures" / "methods"
FILES = [*sorted((content_folder() / "methods").glob("*.yaml")), *sorted(FIXTURES.glob("*.yaml"))]


def method(path: Path) -> MethodPack:
    found = load_pack(path)
    assert isinstance(found, MethodPack)
    return found


@pytest.fixture
def mixed() -> Grids:
    return grids(to_workbook(method(FIXTURES / "mixed-scales.yaml")))


def refused(data: bytes, name: str = "own.xlsx") -> PackError:
    with pytest.raises(PackError) as caught:
        parse_pack(data, name)
    for one in caught.value.every:
        assert one.text("fr") != one.text("en")
        assert str(one).startswith(name)
    return caught.value


def where(error: PackError) -> tuple[str, int | None, str, str]:
    return error.sheet, error.line, error.column, error.code


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_yaml_to_excel_and_back_is_the_same_pack(path: Path) -> None:
    found = method(path)
    assert parse_pack(to_workbook(found), "own.xlsx") == found
    assert parse_pack(to_yaml(found), "own.yaml") == found


@settings(max_examples=40, deadline=None)
@given(methods())
def test_any_method_survives_the_workbook(found: MethodPack) -> None:
    assert parse_pack(to_workbook(found)) == found
    assert parse_pack(to_yaml(found)) == found


def test_a_workbook_saved_by_another_hand_is_read_alike(mixed: Grids) -> None:
    assert parse_pack(workbook(mixed)) == method(FIXTURES / "mixed-scales.yaml")


def test_the_template_names_every_sheet_and_field_and_explains_them_twice() -> None:
    cells = grids(template())
    assert set(cells) == {EXPLAINED, *BY_NAME}
    assert [row[0] for row in cells["method"][1:]] == list(FIELDS)
    explained = {(row[0], row[1]) for row in cells[EXPLAINED][1:]}
    assert explained >= {
        (name, column.name) for name, sheet in BY_NAME.items() if name != "method" for column in sheet.columns
    }
    for row in cells[EXPLAINED][1:]:
        assert row[2]
        assert row[3]
        assert row[2] != row[3] or len(row[2].split()) < 3


def test_the_template_has_drop_downs_and_a_frozen_header() -> None:
    with zipfile.ZipFile(io.BytesIO(template())) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert all('state="frozen"' in sheet for sheet in sheets)
    assert sum("verified,inferred,own" in sheet for sheet in sheets) == 2
    assert sum("before,during,after" in sheet for sheet in sheets) == 1


def test_an_empty_template_says_all_that_is_missing_at_once() -> None:
    error = refused(template())
    assert len(error.every) >= 7
    assert where(error.every[0]) == ("method", 2, "B (value)", "missing")
    assert {"sources", "steps"} <= {one.sheet for one in error.every}


def test_everything_wrong_is_told_at_once_in_its_order(mixed: Grids) -> None:
    questions, bands = mixed["questions"], mixed["verdicts"]
    questions[1][column(questions, "section")] = "nowhere at all"
    questions[2][column(questions, "text fr")] = ""
    questions[3][column(questions, "weight")] = "heavy"
    bands[2][column(bands, "value")] = "two"
    error = refused(workbook(mixed))
    assert [where(one) for one in error.every] == [
        ("questions", 2, "B (section)", "value"),
        ("questions", 3, "D (text fr)", "text_language"),
        ("questions", 4, "I (weight)", "cell_number"),
        ("verdicts", 3, "A (value)", "cell_number"),
    ]
    assert str(error).startswith("own.xlsx, sheet “questions”, row 2, column B (section): ")
    assert (
        error.every[2].text("fr").startswith("own.xlsx, feuille « questions », ligne 4, colonne I (weight) : Un nombre")
    )


def test_no_more_than_twenty_at_once(mixed: Grids) -> None:
    row = mixed["questions"][1]
    mixed["questions"] += [["Not An Id", *row[1:]] for _n in range(60)]
    assert len(refused(workbook(mixed)).every) == 20


@pytest.mark.parametrize(
    ("sheet", "row", "name", "value", "code"),
    [
        ("levels", 2, "value", "2", "cell_number"),
        ("levels", 2, "value", 2.5, "cell_number"),
        ("levels", 2, "value", True, "cell_number"),
        ("levels", 2, "value", 9, "scale"),
        ("levels", 1, "code", "nobody", "owner_unknown"),
        ("questions", 4, "when", "gate yes", "cell_condition"),
        ("questions", 4, "when", "gate = maybe", "unknown"),
        ("questions", 4, "when", "gate-state = 1", "condition_cycle"),
        ("questions", 1, "id", True, "cell_text"),
        ("questions", 1, "id", "", "missing"),
        ("questions", 2, "id", "how-dense", "duplicate"),
        ("method", 2, "value", 1.0, "cell_text"),
        ("method", 1, "field", "colour", "field_unknown"),
        ("verdicts", 1, "from_share", 0.2, "verdicts"),
    ],
)  # fmt: skip
def test_a_bad_cell_is_told_with_its_sheet_and_row(
    mixed: Grids, sheet: str, row: int, name: str, value: object, code: str
) -> None:
    mixed[sheet][row][column(mixed[sheet], name)] = value
    error = refused(workbook(mixed))
    assert code in {one.code for one in error.every}
    assert all(one.sheet for one in error.every)


def test_merged_cells_formulas_and_empty_rows_are_refused(mixed: Grids) -> None:
    mixed["questions"].insert(2, [""])

    def touch(_book: Any, pages: dict[str, Any]) -> None:
        pages["steps"].merge_range("B3:C3", "one")
        pages["verdicts"].write_formula("A3", "=1+1", None, 2)
        pages["questions"].write_comment("A1", "a comment does no harm")

    error = refused(workbook(mixed, touch))
    assert {where(one) for one in error.every} >= {
        ("steps", 3, "", "merged"),
        ("verdicts", 3, "A (value)", "formula"),
        ("questions", 3, "", "empty_row"),
    }


def test_sheets_and_columns_that_do_not_belong_are_named(mixed: Grids) -> None:
    mixed["budget"] = [["euros"]]
    mixed["steps"][0].append("colour")
    mixed["questions"][0][column(mixed["questions"], "why fr")] = "why en"
    del mixed["sources"]
    found = {(one.sheet, one.code) for one in refused(workbook(mixed)).every}
    assert {("budget", "sheet_unknown"), ("steps", "column_unknown"), ("sources", "sheet_missing")} <= found
    assert ("questions", "column_twice") in found


def test_ten_thousand_questions_are_too_many(mixed: Grids) -> None:
    row = mixed["questions"][1]
    mixed["questions"] += [[f"more-{n}", *row[1:]] for n in range(10_000)]
    assert "too_many_rows" in {one.code for one in refused(workbook(mixed)).every}
    mixed["questions"] = mixed["questions"][:1200]
    assert {one.code for one in refused(workbook(mixed)).every} == {"too_many_questions"}


def repacked(data: bytes, more: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, more.pop(name, old.read(name)))
        for name, body in more.items():
            new.writestr(name, body)
    return out.getvalue()


def test_a_workbook_with_macros_is_refused_unrun() -> None:
    good = to_workbook(method(FILES[0]))
    for name in ("own.xlsm", "own.xlsx"):
        assert refused(repacked(good, {"xl/vbaProject.bin": b"Sub AutoOpen()"}), name).code == "macros"


def test_files_that_only_look_like_a_workbook() -> None:
    good = to_workbook(method(FILES[0]))
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as parts:
        parts.writestr("notes.txt", "a zip by another name")
    assert refused(plain.getvalue()).code == "workbook"
    assert refused(good[: len(good) // 2]).code == "workbook"
    assert refused(good[:4] + b"\0" * 100).code == "workbook"
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600).code == "old_workbook"
    assert refused("naïve".encode("utf-16"), "own.csv").code == "encoding"
    assert refused(repacked(good, {"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'})).code == "workbook"


def test_fifty_megabytes_and_what_unfolds_to_them() -> None:
    good = to_workbook(method(FILES[0]))
    assert refused(good + b"\0" * 50_000_000).code == "too_large"
    assert refused(repacked(good, {"xl/media/big.xml": b"\0" * 70_000_000})).code == "unfolds"
    assert len(good) < MAX_WORKBOOK / 10


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_gives_a_pack_or_a_sentence(data: st.DataObject) -> None:
    good = bytearray(GOOD)
    for _n in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(4, len(good) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(PackError):
        assert parse_pack(bytes(good), "own.xlsx").kind == "method"


GOOD = to_workbook(method(FIXTURES / "four-by-four.yaml"))


def test_what_a_person_types_into_the_template_keeps_its_kind() -> None:
    """A cell for numbers must not be formatted as text: Excel would keep the digits as text."""
    with zipfile.ZipFile(io.BytesIO(template())) as parts:
        sheet = parts.read("xl/worksheets/sheet2.xml").decode()
        styles = parts.read("xl/styles.xml").decode()
    minutes = 2 + list(FIELDS).index("minutes")
    style = {cell: re.search(rf'r="{cell}" s="(\d+)"', sheet) for cell in (f"B{minutes}", f"A{minutes}")}
    formats = re.findall(r'<xf numFmtId="(\d+)"', styles.partition("<cellXfs")[2])
    number, text = (style[cell] for cell in (f"B{minutes}", f"A{minutes}"))
    assert number
    assert text
    assert formats[int(text[1])] == "49"  # the built-in format of text
    assert formats[int(number[1])] == "0"
