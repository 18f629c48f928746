"""The check of a plan as a document and over the API: the same numbers and findings as its page, in three formats."""

import io

import pytest
from django.utils import translation
from docx import Document
from pypdf import PdfReader
from python_calamine import CalamineWorkbook
from tests.plans import staffed

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.access.models import Marking
from parvis.journal.models import Entry
from parvis.plans import actions, queries
from parvis.plans.actions import checking
from parvis.plans.models import CheckRun, Plan, PlanFinding
from parvis.reports.actions import write_check


@pytest.fixture
def fair(square, coordinator) -> Plan:
    """Checked, with a measure that is tried and a finding that is accepted."""
    plan = staffed.build(coordinator, square)
    close = queries.tasks(coordinator, plan).get(code="T02")
    actions.set_what_if(
        coordinator, plan, name="Barrier that falls", reason="Timed at the depot",
        effect={"kind": "share", "task": close, "percent": 50},
    )  # fmt: skip
    checked(plan)
    actions.judge_finding(
        coordinator, PlanFinding.objects.get(rule="C02"), accept=True, reason="The radio comes in spring."
    )
    return plan


def checked(plan: Plan) -> CheckRun:
    run = CheckRun.objects.get(plan=plan, state="queued")
    checking.carry_out(run.pk, runs=400)
    run.refresh_from_db()
    return run


def words_of(body: bytes, kind: str) -> str:
    if kind == "pdf":
        return " ".join("\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages).split())
    made = Document(io.BytesIO(body))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(paragraph.text for paragraph in made.paragraphs), *cells]).split())


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_document_says_what_the_page_says(fair, coordinator, kind):
    said = words_of(write_check(coordinator, fair, kind), kind)
    assert "Check of the plan: Plan of the fair" in said
    assert "The plan keeps its 2 targets, each in at least four runs out of five." in said
    p50, p80, p95 = (
        f"{round(t) // 60:02d}:{round(t) % 60:02d}"
        for t in next(row for row in CheckRun.objects.get().result["tasks"] if row["code"] == "T02")["done"]
    )
    assert all(time in said for time in (p50, p80, p95))
    assert "With the measure: Barrier that falls" in said
    assert "Timed at the depot" in said
    assert "The radio comes in spring." in said
    assert "coordinator" in said, "who accepted it"
    assert "O02" in said
    assert "400 runs, seed" in said
    assert "All 2 durations are guesses" in said


def test_the_workbook_has_a_sheet_for_each_table(fair, coordinator):
    book = CalamineWorkbook.from_filelike(io.BytesIO(write_check(coordinator, fair, "xlsx")))
    assert book.sheet_names[:3] == ["Milestones", "Findings", "Critical path"]
    rows = book.get_sheet_by_name("Findings").to_python()
    assert rows[0] == ["Rule", "Weight", "What was found", "Why it matters", "A way out", "State"]
    kept = next(row for row in rows if row[0] == "C02")
    assert kept[5].startswith("accepted risk: The radio comes in spring.")
    path = book.get_sheet_by_name("Critical path").to_python()
    assert [row[0][:3] for row in path[1:]] == ["T01", "T02"]


def test_in_french_and_marked_as_the_plan(fair, coordinator):
    with translation.override("fr"):
        said = words_of(write_check(coordinator, fair, "pdf"), "pdf")
    assert Marking(max(fair.marking, fair.place.marking)).label in said
    assert "Vérification du plan" in said
    assert "Without" not in said
    entry = Entry.objects.filter(action="reports.check_document_written").get()
    assert entry.payload == {"format": "pdf", "language": "fr", "edition": fair.edition}


def test_what_has_not_been_checked_or_may_not_be_taken_is_refused(fair, empty_plan, coordinator, joining, stranger):
    with pytest.raises(Refused, match="has not been checked yet"):
        write_check(coordinator, empty_plan, "pdf")
    with pytest.raises(Refused, match="Nothing was written"):
        write_check(coordinator, fair, "odt")
    with pytest.raises(NotVisible):
        write_check(stranger, fair, "pdf")
    with pytest.raises(NotAllowed):
        write_check(joining("observer"), fair, "pdf")
    assert not Entry.objects.filter(action="reports.check_document_written").exists()


@pytest.fixture
def empty_plan(square, coordinator) -> Plan:
    return actions.write_plan(coordinator, square, title="An empty plan", kind="event")


def test_a_plan_that_cannot_be_put_on_a_clock_says_why_in_its_document(empty_plan, coordinator):
    actions.ask_check(coordinator, empty_plan)
    checked(empty_plan)
    said = words_of(write_check(coordinator, empty_plan, "docx"), "docx")
    assert "The plan has no task yet" in said


def test_the_same_over_the_api(fair, empty_plan, coordinator, stranger, enter):
    client = enter(coordinator)
    found = client.get(f"/api/v1/plans/{fair.pk}/check").json()
    stored = CheckRun.objects.exclude(result=None).get().result
    assert found["of_the_present_edition"] is True
    assert found["edition"] == fair.edition
    assert {row["code"]: row["done_s"] for row in found["milestones"]} == {
        row["code"]: row["done"] for row in stored["tasks"]
    }
    kept = next(row for row in found["findings"] if row["rule"] == "C02")
    assert (kept["state"], kept["reason"]) == ("accepted", "The radio comes in spring.")
    tried = next(row for row in found["what_if"] if row["measure"])
    assert tried["p80_s"][1] < tried["p80_s"][0]
    assert [row["code"] for row in found["critical"]] == ["T01", "T02"]
    assert found["trust"]
    none = client.get(f"/api/v1/plans/{empty_plan.pk}/check").json()
    assert (none["checked"], none["findings"]) == (None, [])
    body = client.get(f"/api/v1/plans/{fair.pk}/check.xlsx")
    assert body["Content-Disposition"].endswith('check.xlsx"')
    assert client.get(f"/api/v1/plans/{fair.pk}/check.odt").status_code == 422
    assert enter(stranger).get(f"/api/v1/plans/{fair.pk}/check").status_code == 404
