"""An exercise that was played fulfils a duty to exercise: offered, decided by a person, and proof from then on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.access.errors import NotAllowed, Refused
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise
from parvis.plans import actions as writing
from parvis.plans.models import PlanDuty

FRANCE = "urn:parvis:duties:france"


@pytest.fixture
def five(plan, coordinator):
    return writing.apply_duty(coordinator, plan, FRANCE, "fr_pcs")


@pytest.fixture
def finished(running, coordinator):
    return actions.set_state(coordinator, running, "finished")


def test_nothing_is_offered_while_it_runs_and_the_report_is_asked_for_before_it_counts(running, five, coordinator):
    assert queries.offers(coordinator, running) == []
    with pytest.raises(Refused, match="does not count"):
        actions.fulfil_by(coordinator, running, five)
    finished = actions.set_state(coordinator, running, "finished")
    (offer,) = queries.offers(coordinator, finished)
    assert "close the evaluation first" in offer.lacks
    with pytest.raises(Refused, match="close the evaluation first"):
        actions.fulfil_by(coordinator, finished, five)
    five.refresh_from_db()
    assert (five.fulfilled_on, five.exercise) == (None, None)


def test_one_press_fulfils_it_and_the_next_date_follows(finished, five, coordinator, joining):
    closed = actions.set_state(coordinator, finished, "closed")
    with pytest.raises(NotAllowed):
        actions.fulfil_by(joining("reader"), closed, five)
    (offer,) = queries.offers(coordinator, closed)
    assert offer.lacks == ""
    day = timezone.localdate(closed.ended)
    assert offer.next_due is not None
    assert offer.next_due.year == day.year + 5
    row = actions.fulfil_by(coordinator, closed, five)
    assert (row.fulfilled_on, row.how, row.exercise) == (day, "exercise", closed.pk)
    assert "Market morning" in row.note
    assert queries.offers(coordinator, closed) == []
    assert [found.pk for found, _duty in queries.fulfilled_by(coordinator, closed)] == [five.pk]
    again = writing.fulfil_duty(coordinator, row, on=day, how="activation", note="Flood")
    assert again.exercise is None  # by hand: the exercise proves it no more


def test_a_yearly_duty_needs_no_closed_evaluation_and_an_activation_alone_no_exercise(finished, plan, coordinator):
    row = writing.apply_duty(coordinator, plan, FRANCE, "fr_ppms")
    assert actions.fulfil_by(coordinator, finished, row, "Safety file, page 12").note == "Safety file, page 12"


def test_an_exercise_before_the_day_on_record_is_not_offered(finished, five, coordinator):
    writing.fulfil_duty(coordinator, five, on=timezone.localdate(), how="activation")
    Exercise.objects.filter(pk=finished.pk).update(state="closed", ended=timezone.now() - timedelta(days=40))
    finished.refresh_from_db()
    assert queries.offers(coordinator, finished) == []
    assert queries.offers_for(coordinator, [five]) == {}


def test_one_exercise_counts_for_the_same_duty_of_other_plans(finished, five, square, plan, coordinator):
    other = writing.write_plan(coordinator, square, title="Plan of the next municipality", kind="municipal")
    theirs = writing.apply_duty(coordinator, other, FRANCE, "fr_pcs")
    yearly = writing.apply_duty(coordinator, plan, FRANCE, "fr_ppms")
    closed = actions.set_state(coordinator, finished, "closed")
    assert {offer.row.pk for offer in queries.offers(coordinator, closed)} == {five.pk, theirs.pk, yearly.pk}
    assert actions.fulfil_by(coordinator, closed, theirs).exercise == closed.pk
    five.refresh_from_db()
    assert five.exercise is None  # each plan is said for itself


def test_the_pages_offer_it_link_the_proof_and_hide_it_from_strangers(
    finished, five, plan, coordinator, stranger, joining, enter
):
    client = enter(coordinator)
    result, duties = f"/exercises/{finished.pk}/result/", f"/plans/{plan.pk}/duties/"
    assert "close the evaluation first" in client.get(result).content.decode()
    press = f"/exercises/{finished.pk}/fulfils/{five.pk}/"
    assert "close the evaluation first" in client.post(press, follow=True).content.decode()
    actions.set_state(coordinator, finished, "closed")
    page = client.get(duties).content.decode()
    assert "This exercise fulfils the duty" in page
    assert "“Market morning” was played on" in page
    assert enter(stranger).post(press).status_code == 404
    reader = enter(joining("reader"))
    assert reader.post(press).status_code == 403
    assert "This exercise fulfils the duty" not in reader.get(duties).content.decode()
    for _twice in range(2):
        assert enter(coordinator).post(press, {"next": "duties"}).status_code == 302
    assert PlanDuty.objects.get(pk=five.pk).exercise == finished.pk
    page = client.get(duties).content.decode()
    assert f"{result}" in page
    assert "Last fulfilled on" in page
    assert "fulfilled by this exercise" in client.get(result).content.decode()
