"""Gare routière: a call for information from its needs to a decision that everybody can read."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.assessing import assess
from parvis.cli.valombre.stories.calling import publish_and_receive
from parvis.cli.valombre.stories.choosing import write_needs
from parvis.cli.valombre.stories.sheet import draw, place_called
from parvis.cli.valombre.words import words
from parvis.solutions import actions
from parvis.solutions import queries as solutions
from parvis.solutions.actions import Opinion
from parvis.solutions.actions import calls as calling
from parvis.solutions.models import Call, Comparison, Option
from parvis.solutions.queries import calls

CLOSED_DAYS_AGO, SHOWN_DAYS_AGO = 120, 60


def gare_routiere(people: People) -> None:
    """Asked, answered by four, opened by two, screened, scored, tried out, decided, told to everybody."""
    told = words("gare-routiere")
    place = place_called(people, "Gare routière")
    found = assess(people, place, draw(people, place, told["place"]), told["assessment"], until="closed")
    call = publish_and_receive(people, place, write_needs(people, found, told), told, closed_days_ago=CLOSED_DAYS_AGO)
    calling.offer_opening(people.coordinator, call)
    call = calling.open_answers(people.who("planner"), call)
    choice = _screen(people, call, told)
    options = {key: option for key, option in _options(choice, told).items() if option}
    _score(people, choice, options, told)
    for to in ("evaluated", "shortlisted", "demonstrated"):
        going = [options[key].call_answer.pk for key in told["shortlist"]] if to == "shortlisted" else ()
        if to == "demonstrated":
            _show(people, choice, options, told)
        calling.move_call(people.coordinator, call, to=to, reason=told["steps"][to], chosen=going)
    _decide(people, choice, options, told["decision"])
    said = told["published"]
    calling.move_call(people.coordinator, call, to="decided", reason=said["said"], learned=said["learned"])
    Call.objects.filter(pk=call.pk).update(opened=call.closes + timedelta(days=1))


def _screen(people: People, call: Call, told: dict[str, Any]) -> Comparison:
    left_out = {row["solution"]: row["left_out"] for row in told["answers"] if "left_out" in row}
    for row in calls.opened_answers(people.coordinator, call):
        why = left_out.get(row.content.solution, "")
        calling.screen_answer(people.coordinator, row.answer, admitted=not why, reason=why)
    return calling.compare_answers(people.coordinator, call)


def _options(choice: Comparison, told: dict[str, Any]) -> dict[str, Option | None]:
    """The options by the keys of the words."""
    rows = list(choice.options.order_by("created", "pk"))
    return {row["key"]: next((one for one in rows if one.name.startswith(row["solution"])), None) for row in told["answers"]}  # fmt: skip


def _score(people: People, choice: Comparison, options: dict[str, Option], told: dict[str, Any]) -> None:
    actions.start_scoring(people.coordinator, choice)
    codes = [criterion.code for criterion in solutions.criteria_of(choice).criteria]
    for number, word in enumerate(told["experts"]):
        actions.declare_interest(people.who(word), choice, concerns=False)
        for key, option in options.items():
            row = told["scores"][key]
            given = {
                code: Opinion(row["but"].get(code, row["all"])[number], row["because"][word], confidence="medium")
                for code in codes
            }
            actions.score_option(people.who(word), option, given)
    actions.end_scoring(people.coordinator, choice)


def _show(people: People, choice: Comparison, options: dict[str, Option], told: dict[str, Any]) -> None:
    """A demonstration of those on the shortlist: counted by an observer, scored again where it was seen."""
    shown, lead = told["demonstration"], people.coordinator
    watched = actions.Watched(shown["indicator"]["name"], shown["indicator"]["unit"], shown["indicator"]["target"], more_is_better=True)  # fmt: skip
    trial = actions.prepare_trial(
        lead, choice, kind="demonstration", on=timezone.localdate() - timedelta(days=SHOWN_DAYS_AGO), where=shown["where"],
        options=[options[key] for key in told["shortlist"]], script=shown["script"], indicators=[watched],
    )  # fmt: skip
    indicator, observer = trial.indicators.get(), people.who("municipal")
    actions.observe(observer, trial)
    for key, runs in shown["measured"].items():
        for run, value in runs.items():
            actions.write_run(observer, trial, options[key], run, values={indicator.pk: value}, tallies={})
    for number, word in enumerate(told["experts"]):
        for key, scores in shown["scores"].items():
            given = {
                code: Opinion(values[number], shown["because"], confidence="high") for code, values in scores.items()
            }
            actions.score_option(people.who(word), options[key], given, kind="demonstration")
    actions.end_evaluation(lead, trial)


def _decide(people: People, choice: Comparison, options: dict[str, Option], told: dict[str, Any]) -> None:
    today = timezone.localdate()
    actions.decide(
        people.coordinator, choice, options[told["option"]], reasons=told["reasons"], decided_by=told["decided_by"],
        decided=today - timedelta(days=told["days_ago"]), review=today + timedelta(days=told["review_in_days"]),
        dissents=[actions.Dissenting(**row) for row in told["dissents"]],
        conditions=[
            actions.Tied(row["text"], row["owner"], today + timedelta(days=row["due_in_days"])) for row in told["conditions"]
        ],
    )  # fmt: skip
