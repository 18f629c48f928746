"""The after-action report: complete the same evening, without a person's name, in four formats."""

import io
import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.utils import timezone
from docx import Document
from oscal_bindings.v1.models import PlanOfActionAndMilestonesDocument
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.access.models import Marking
from parvis.exercises import actions, queries
from parvis.journal.models import Entry
from parvis.plans import actions as writing
from parvis.plans import queries as plans
from parvis.reports.actions import write_exercise
from parvis.reports.drawing import INK, SOFT
from parvis.reports.exercise import clock
from parvis.reports.exercise.evening import evening
from parvis.reports.sections import minutes


@pytest.fixture
def watcher(joining):
    return joining("observer", 1)


@pytest.fixture
def played(square, coordinator, watcher):
    """The pack is played; the first task is done in time, the second late; one observation names its observer."""
    pack = plans.starters()[0]
    plan = writing.write_plan(coordinator, square, title="Plan of the market", pack=pack)
    made = actions.prepare(coordinator, plan, title="Market morning", pack=pack)
    actions.invite(coordinator, made, watcher)
    began = timezone.now() - timedelta(hours=3)
    came = {row.pk: row.offset_s for row in queries.injects(coordinator, made)}
    made = actions.enter_played(coordinator, made, began=began, ended=began + timedelta(hours=2), delivered=came)
    tasks = {task.code: task for task in plans.tasks(coordinator, plan)}
    for code, after in (("T01", 30), ("T02", 3000)):
        called = next(row.called_s for row in queries.result(coordinator, made).rows if row.task.code == code)
        actions.stamp(watcher, made, tasks[code], "done", at_s=called + after, role=tasks[code].responsible)
    text = f"Nobody knew who calls; {watcher.name} asked twice."
    actions.observe(watcher, made, text=text, kind="improvement", task=tasks["T02"], rating="M")
    actions.observe(watcher, made, text="Calm voices", kind="strength", task=tasks["T01"], rating="P")
    return made


@pytest.fixture
def answered(played, square, coordinator):
    """A lesson with a corrective action, and one without."""
    seen = queries.observations(coordinator, played).filter(kind="improvement")
    due = timezone.localdate() + timedelta(days=30)
    lesson = actions.draw_lesson(
        coordinator, played, observations=seen, recommendation="One role calls", owner="Duty officers", due=due
    )
    act = writing.agree_action(
        coordinator, square, title="Write down who calls", owner="Duty officers", due=due,
        success="The call is confirmed within two minutes", start=timezone.localdate(),
    )  # fmt: skip
    actions.answer_lesson(coordinator, lesson, act)
    actions.draw_lesson(coordinator, played, text="Nobody had the list", element="equipment")
    return played


def words_of(body: bytes) -> str:
    word = Document(io.BytesIO(body))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)


def test_the_word_report_is_complete_and_names_nobody(answered, watcher, coordinator):
    text = words_of(write_exercise(coordinator, answered, "docx"))
    for heading in (
        "Overview", "Objectives", "Strengths", "Areas for improvement", "Tasks and ratings", "How long each step took",
        "How long the word was under way", "Load per role", "What was evaluated", "Hot wash", "Lessons",
        "Improvement plan", "What the exercise could not show", "Timeline",
    ):  # fmt: skip
        assert heading in text, heading
    assert "Write down who calls" in text
    assert "The call is confirmed within two minutes" in text
    assert "Nobody knew who calls; [observer 1] asked twice." in text
    assert watcher.name not in text
    assert coordinator.name not in text
    assert "At a table nobody walks" in text


def test_planned_and_observed_stand_as_a_picture_with_its_table_behind(answered, coordinator):
    of = evening(coordinator, answered, timezone.localdate())
    shown = clock.section(of)
    rows = clock.bars(of)
    assert len(rows) == len(shown.table.rows) > clock.MOST, "more tasks than one drawing holds"
    assert len(shown.pictures) == 2
    for picture in shown.pictures:
        drawn = ET.fromstring(picture.svg)
        colours = {node.get(name) for node in drawn.iter() for name in ("fill", "stroke")} - {None, "none"}
        assert {one for one in colours if one.startswith("#")} <= {"#ffffff", INK, SOFT, "#c9c5b8", "#e4e0d5"}, (
            "ink on paper"
        )
    first = shown.pictures[0].svg
    assert first.count("url(#late)") == 1, "the second task was late"
    assert ">late<" in first
    bar = next(bar for bar in rows if bar.label.startswith("T02"))
    assert (bar.done - bar.called, bar.late, bar.said) == (3000, True, "late")
    line = next(row for row in shown.table.rows if row[0].startswith("T02"))
    assert line[1:] == [minutes(bar.called), minutes(bar.due), minutes(bar.done), minutes(bar.done), "late"]
    word = Document(io.BytesIO(write_exercise(coordinator, answered, "docx")))
    assert len(word.inline_shapes) == 2
    assert all(shape._inline.docPr.get("descr") for shape in word.inline_shapes)


def test_a_picture_of_nothing_says_so(square, coordinator):
    plan = writing.write_plan(coordinator, square, title="Plan", pack=plans.starters()[0])
    made = actions.prepare(coordinator, plan, title="Silent", pack=plans.starters()[0])
    began = timezone.now() - timedelta(hours=3)
    made = actions.enter_played(coordinator, made, began=began, ended=began + timedelta(hours=1), delivered={})
    shown = clock.section(evening(coordinator, made, timezone.localdate()))
    assert (shown.pictures, shown.table) == ([], None)
    assert "nothing to compare" in shown.words[0]


def test_what_is_missing_is_said(answered, coordinator):
    text = words_of(write_exercise(coordinator, answered, "docx"))
    assert "The evaluator has not decided the rating of T01" in text
    assert "1 lesson has no corrective action." in text
    assert "The hot wash is still open" in text


def test_it_is_there_before_anything_was_typed(played, coordinator):
    text = words_of(write_exercise(coordinator, played, "docx"))
    assert "No lesson was drawn from the observations." in text
    assert "No corrective action was agreed on yet." in text
    with pytest.raises(Refused, match="no plan of action"):
        write_exercise(coordinator, played, "json")


@pytest.mark.parametrize(("language", "title"), [("en", "Improvement plan"), ("fr", "Plan d'amélioration")])
def test_the_pdf_is_tagged_and_bears_its_marking(answered, coordinator, enter, language, title):
    answer = enter(coordinator).get(f"/reports/exercises/{answered.pk}.pdf", headers={"accept-language": language})
    pdf = PdfReader(io.BytesIO(answer.content))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == language
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert text.count(Marking(answered.marking).label) >= len(pdf.pages)
    assert title in text
    assert Entry.objects.filter(action="reports.exercise_document_written").count() == 1


def test_the_tables_are_one_workbook(answered, coordinator):
    book = CalamineWorkbook.from_filelike(io.BytesIO(write_exercise(coordinator, answered, "xlsx")))
    assert book.sheet_names[:3] == ["Tasks", "Lessons", "Corrective actions"]
    rows = book.get_sheet_by_name("Corrective actions").to_python()
    assert rows[1][:4] == [
        "Write down who calls", "planning", "The call is confirmed within two minutes", "Duty officers"
    ]  # fmt: skip


def test_the_improvement_plan_is_what_the_oscal_schema_asks_for(answered, watcher, coordinator):
    told = json.loads(write_exercise(coordinator, answered, "json"))
    plan = PlanOfActionAndMilestonesDocument.model_validate(told).plan_of_action_and_milestones
    assert plan.metadata.oscal_version == "1.1.3"
    assert {item.uuid for item in plan.poam_items} == {str(row.pk) for row in queries.lessons(coordinator)}
    risks = {risk.uuid: risk for risk in plan.risks}
    assert {one.risk_uuid for item in plan.poam_items for one in item.related_risks} == set(risks)
    first = next(risk for risk in plan.risks if risk.remediations)
    milestone = first.remediations[0].tasks[0]
    assert milestone.title == "Write down who calls"
    parties = {party.uuid: party.name for party in plan.metadata.parties}
    assert [parties[key] for role in milestone.responsible_roles for key in role.party_uuids] == ["Duty officers"]
    related = {one.observation_uuid for risk in plan.risks for one in risk.related_observations or []}
    assert related <= {observation.uuid for observation in plan.observations}
    assert watcher.name not in json.dumps(told)


def test_who_may_not(answered, watcher, stranger, coordinator):
    with pytest.raises(NotAllowed):
        write_exercise(watcher, answered, "docx")
    with pytest.raises(NotVisible):
        write_exercise(stranger, answered, "docx")
    with pytest.raises(Refused, match=r"\.docx"):
        write_exercise(coordinator, answered, "odt")


def test_not_before_the_end(square, coordinator):
    plan = writing.write_plan(coordinator, square, title="Plan", pack=plans.starters()[0])
    made = actions.prepare(coordinator, plan, title="Draft", pack=plans.starters()[0])
    with pytest.raises(Refused, match="played to its end"):
        write_exercise(coordinator, made, "docx")
