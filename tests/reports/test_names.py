"""No person stands in the documents of an exercise unless the city lets names stand: whoever it was, wherever it was written."""

import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from parvis.exercises import actions, queries
from parvis.plans import actions as writing
from parvis.plans import queries as plans
from parvis.reports.actions import write_exercise

NAMES = {"director": "Inès Moreau", "observer": "Tom Verhaegen", "player": "Lucia Ferri", "absent": "Jonas Weiler"}
TEXT = "Inès Moreau said that Tom Verhaegen and Mme Ferri waited; JONAS WEILER knew. The ferries waited too."


@pytest.fixture
def told(square, coordinator, joining):
    """Everything that somebody may write names a director, an observer, a player, and somebody who was not there."""
    people = {word: joining("observer", n) for n, word in enumerate(NAMES, start=31)}
    people["director"] = coordinator
    for word, name in NAMES.items():
        people[word].name = name
        people[word].save()
    plan = writing.write_plan(coordinator, square, title="Plan of the market", pack=plans.starters()[0])
    made = actions.prepare(coordinator, plan, title="Market morning", pack=plans.starters()[0])
    actions.invite(coordinator, made, people["director"], "director")
    actions.invite(coordinator, made, people["observer"])
    actions.invite(coordinator, made, people["player"], "player", plan.roles.order_by("name").first())
    inject = queries.injects(coordinator, made)[0]
    actions.set_inject(
        coordinator, made, inject, version=inject.version, offset_s=0, mode="call", sender="Desk", message=TEXT
    )
    began = timezone.now() - timedelta(hours=3)
    came = {row.pk: row.offset_s for row in queries.injects(coordinator, made)}
    made = actions.enter_played(coordinator, made, began=began, ended=began + timedelta(hours=2), delivered=came)
    task = next(task for task in plans.tasks(coordinator, plan) if task.code == "T01")
    actions.stamp(people["observer"], made, task, "done", at_s=300)
    for kind in ("strength", "improvement", "unplanned"):
        actions.observe(people["observer"], made, text=TEXT, kind=kind, task=task)
    actions.rate(coordinator, made, task, "M", reason=TEXT)
    goal = made.objectives.get(number=1)
    actions.rate_capability(coordinator, goal, "S", target=goal.targets.get(), reason=TEXT)
    due = timezone.localdate() + timedelta(days=30)
    lesson = actions.draw_lesson(
        coordinator, made, text=TEXT, recommendation=TEXT, root_cause=TEXT, owner="Jonas Weiler", due=due,
        capability="Inès Moreau calls", training=TEXT,
    )  # fmt: skip
    act = writing.agree_action(
        coordinator, square, title="Tom Verhaegen rings", owner="Lucia Ferri", due=due, success=TEXT
    )
    actions.answer_lesson(coordinator, lesson, act)
    return made


def text_of(body: bytes, kind: str) -> str:
    if kind == "docx":
        word = Document(io.BytesIO(body))
        cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)
    if kind == "pdf":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if kind == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        return "\n".join(str(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return json.dumps(json.loads(body), ensure_ascii=False)


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx", "json"])
def test_no_person_stands_in_any_format(told, coordinator, kind):
    text = text_of(write_exercise(coordinator, told, kind), kind)
    for name in NAMES.values():
        assert name.casefold() not in text.casefold()
    assert "Ferri " not in text, "the family name alone"
    assert "ferries" in text, "words that only begin like a name stay"
    assert "[exercise director] said that [observer 1]" in " ".join(text.split())
    assert "[somebody] knew" in " ".join(text.split())


def test_the_city_may_let_names_stand(told, coordinator, settings):
    settings.NAMES_IN_RESULTS = True
    text = text_of(write_exercise(coordinator, told, "docx"), "docx")
    assert TEXT in text
    assert "(Tom Verhaegen)" in text


def test_a_name_that_is_a_function_stays(told, coordinator):
    role = told.plan.roles.order_by("name").first()
    coordinator.name = role.name
    coordinator.save()
    assert queries.names(coordinator, told).written(f"{role.name} calls") == f"{role.name} calls"
