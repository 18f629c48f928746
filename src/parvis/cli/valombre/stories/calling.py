"""A call for information: published, asked about, answered. One is opened and waits for its screening."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from parvis.cli.valombre.people import People
from parvis.places.models import Place
from parvis.solutions.actions import calls as actions
from parvis.solutions.actions import set_weights
from parvis.solutions.models import Call, CallAnswer, CallVersion, Requirement
from parvis.solutions.rules.responses import Content

CLOSED_DAYS_AGO, OPEN_DAYS = 2, 28


def call_for(people: People, place: Place, needs: dict[str, Requirement], told: dict[str, Any]) -> Call:
    """A call whose answers one person has opened. The experts have not scored yet."""
    call = publish_and_receive(people, place, needs, told, closed_days_ago=CLOSED_DAYS_AGO)
    return actions.open_answers(people.coordinator, call, reason=told["call"]["reason"])


def publish_and_receive(
    people: People, place: Place, needs: dict[str, Requirement], told: dict[str, Any], *, closed_days_ago: int
) -> Call:
    """Play it through the verbs until it closes, then put its dates back, as if it had been open for four weeks."""
    lead, facts, now = people.coordinator, told["call"], timezone.now()
    call = actions.prepare_call(
        people.who("planner"), place, title=facts["title"], description=facts["description"], contact=facts["contact"],
        attachments=["pdf", "picture"], questions_until=now + timedelta(days=14), closes=now + timedelta(days=28),
        words={needs[key].pk: text for key, text in facts["needs"].items()},
    )  # fmt: skip
    call = actions.publish_call(lead, call)
    question = actions.ask_question(call, actions.page_token(call, "question"), facts["question"])
    actions.answer_question(lead, question, facts["answer"])
    choice = actions.prepare_evaluation(lead, call)
    if "weights" in told:
        set_weights(lead, choice, told["weights"], version=choice.version)
    actions.fix_weights(lead, call)
    for row in told["answers"]:
        _answer(call, needs, row)
    _put_back(call, closed_days_ago)
    call.refresh_from_db()
    return call


def _answer(call: Call, needs: dict[str, Requirement], row: dict[str, Any]) -> None:
    link = actions.ask_link(call, actions.page_token(call, "link"), organisation=row["organisation"])
    numbers = {asked.requirement_id: str(asked.number) for asked in call.asked.order_by("number")}
    content = Content(
        organisation=row["organisation"], kind=row["kind"], technology=row["technology"], solution=row["solution"],
        summary=row["summary"], readiness=row.get("readiness"), confidential=row.get("confidential", []),
        once_low=row["once"][0], once_high=row["once"][1], yearly_low=row["yearly"][0], yearly_high=row["yearly"][1],
        partners=[{"name": name, "part": part} for name, part in row.get("partners", [])],
        met={numbers[needs[key].pk]: {"meets": meets, "how": how} for key, (meets, how) in row["met"].items()},
    )  # fmt: skip
    draft = actions.save_draft(link, content, version=1)
    actions.send(link, version=draft.version)


def _put_back(call: Call, days_ago: int) -> None:
    closed = timezone.now() - timedelta(days=days_ago)
    opened = closed - timedelta(days=OPEN_DAYS)
    Call.objects.filter(pk=call.pk).update(published=opened, questions_until=closed - timedelta(days=14), closes=closed)
    call.questions.update(asked=opened + timedelta(days=3), answered=opened + timedelta(days=4))
    for number, answer in enumerate(call.answers.order_by("created", "pk")):  # in the order in which they came
        CallAnswer.objects.filter(pk=answer.pk).update(created=closed - timedelta(days=5) + timedelta(hours=number))
    CallVersion.objects.filter(answer__call=call).update(at=closed - timedelta(hours=3))
