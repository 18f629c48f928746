"""What the answers of a visit say to the checks of an assessment: what is open, what differs, what contradicts the list."""

from typing import Any
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from shapely.geometry import box

from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment, VisitEntry
from parvis.assessment.rules.judging import Given
from parvis.people.models import Account
from parvis.places.actions import draw_zone
from parvis.places.models import Place
from tests.assessment.conftest import Market
from tests.assessment.visiting import opened, said

LIT, REPAIRED, EXITS, GATES = (
    "Is it lit at night?", "Is a fault reported?", "How wide are the ways out?", "Does the gate close?",
)  # fmt: skip


def found(account: Account, of: Assessment) -> dict[str, tuple[str, ...]]:
    """The open findings about answers: code to what they are about."""
    rows = queries.findings(account, of)[0]
    about = {"question_open", "answers_differ", "answer_against_measure", "sure_without_visit"}
    return {row.code: row.subjects for row in rows if row.code in about}


def say(account: Account, of: Assessment, question: str, value: str, **more: Any) -> None:
    actions.answer_here(account, of, [said(account, question, value, id=uuid4(), **more)])


def test_a_questionnaire_that_nobody_began_is_no_finding(of: Assessment, coordinator: Account):
    assert found(coordinator, of) == {}


def test_open_are_the_questions_that_are_due_and_nobody_answered(of: Assessment, coordinator: Account, anna: Account):
    say(anna, of, "lit", "yes")
    assert found(coordinator, of) == {"question_open": (EXITS, GATES)}
    say(anna, of, "exits", "not_observed")
    assert found(coordinator, of) == {"question_open": (GATES,)}


def test_a_question_that_follows_is_open_once_its_condition_holds(
    of: Assessment, coordinator: Account, anna: Account, bernd: Account
):
    say(anna, of, "lit", "yes")
    say(bernd, of, "lit", "no")
    assert found(coordinator, of) == {"question_open": (REPAIRED, EXITS, GATES), "answers_differ": (LIT,)}


def test_who_could_not_see_it_and_who_looked_elsewhere_does_not_differ(
    of: Assessment, square: Place, coordinator: Account, anna: Account, bernd: Account
):
    gates = [
        draw_zone(coordinator, square, kind="access_point", name=name, geometry=box(5, 48, 5.0005, 48.0005)).pk
        for name in ("North", "South")
    ]
    say(anna, of, "lit", "yes")
    say(bernd, of, "lit", "not_observed")
    say(anna, of, "gates", "yes", zone=gates[0])
    say(bernd, of, "gates", "no", zone=gates[1])
    assert "answers_differ" not in found(coordinator, of)
    say(bernd, of, "gates", "no", zone=gates[0])
    assert found(coordinator, of)["answers_differ"] == (GATES,)


def test_who_answered_twice_chooses_first(of: Assessment, coordinator: Account, anna: Account, bernd: Account):
    one, other = (said(anna, "lit", value, device=value) for value in ("yes", "no"))
    actions.answer_here(anna, of, [one, other])
    say(bernd, of, "lit", "no")
    assert "answers_differ" not in found(coordinator, of)
    actions.answer_here(anna, of, [said(anna, "lit", "yes", one, other)])
    assert found(coordinator, of)["answers_differ"] == (LIT,)


def test_a_gap_beside_a_measure_that_is_said_to_work(
    of: Assessment, square: Place, coordinator: Account, anna: Account
):
    measure = actions.note_measure(coordinator, square, measure="second-way-out", origin="natural", state="good")
    say(anna, of, "exits", "2")
    assert "answer_against_measure" not in found(coordinator, of)
    actions.answer_here(anna, of, [said(anna, "exits", "1", *_standing(anna, of, "exits"))])
    assert found(coordinator, of)["answer_against_measure"] == (EXITS,)
    actions.change_measure(coordinator, measure, version=measure.version, state="failing")
    assert "answer_against_measure" not in found(coordinator, of)


def _standing(account: Account, of: Assessment, question: str) -> list[Any]:
    (row,) = queries.answers(account, of)[question]
    return [queries.said_of(entry) for entry in row.answers]


def test_what_the_method_cannot_read_counts_for_nothing(of: Assessment, coordinator: Account, anna: Account):
    say(anna, of, "lit", "perhaps")
    say(anna, of, "unheard-of", "yes")
    assert VisitEntry.objects.exclude(unread="").count() == 2
    assert found(coordinator, of) == {}


def test_a_finding_about_answers_leads_to_them_and_can_be_accepted(of: Assessment, coordinator: Account, anna: Account):
    say(anna, of, "lit", "yes")
    row = next(row for row in queries.findings(coordinator, of)[0] if row.code == "question_open")
    assert {one.url for one in row.about} == {f"/assessments/{of.pk}/answers/"}


def test_who_may_not_know_the_place_learns_nothing_of_the_answers(
    of: Assessment, stranger: Account, anna: Account, bernd: Account
):
    say(anna, of, "lit", "yes")
    say(bernd, of, "lit", "no")
    assert found(stranger, of) == {}


def test_who_is_sure_without_a_visit_is_asked_and_a_visit_answers_it(market: Market):
    of, sure = market.to("judging"), max(level.value for level in queries.method_of(market.of).confidence or ())
    levels = {"probability": 3, "vulnerability": 3}
    for scenario in market.scenarios:
        actions.judge(market.lead, scenario, Given(levels, {"people": 3}, sure, "I know the place.", {}, ""))
    of = market.to("discussing")
    assert len(found(market.lead, of)["sure_without_visit"]) == 3
    question = queries.chapters(market.lead, of)[0].asks[0].question.id
    say(market.lead, of, question, "yes")
    assert "sure_without_visit" in found(market.lead, of), "an answer at a desk is no visit"
    trip = actions.issue_visit(market.lead, of)
    actions.receive_entries(market.lead, trip, [said(market.lead, question, "no")])
    assert "sure_without_visit" not in found(market.lead, of)


def test_as_many_queries_for_one_assessment_as_for_three(
    of: Assessment, square: Place, coordinator: Account, anna: Account
):
    say(anna, of, "lit", "yes")
    counts = []
    for rows in ([of], [of, opened(coordinator, square, anna), opened(coordinator, square, anna)]):
        for each in rows[1:]:
            say(anna, each, "lit", "no")
        queries.grades(coordinator, rows)
        with CaptureQueriesContext(connection) as asked:
            assert len(queries.grades(coordinator, rows)) == len(rows)
        counts.append(len(asked))
    assert counts[0] == counts[1]
