"""The hot wash: nobody is named, not even by elimination; with names only where everybody was told before."""

import pytest

from parvis.access.errors import NotAllowed, Refused
from parvis.exercises import actions, queries
from parvis.exercises.models import HotWashAnswer


@pytest.fixture
def over(called, coordinator, joining):
    """Six took part; the exercise is over."""
    people = [joining("reader", n) for n in range(11, 15)]
    for account in people:
        actions.invite(coordinator, called, account, "player")
    return actions.set_state(coordinator, called, "finished"), people


def answer(exercise, *people):
    for n, account in enumerate(people):
        actions.answer_hot_wash(account, exercise, {"clear_role": 1 + n % 5, "one_change": f"Change {n}"})


def test_nobody_reads_before_it_is_closed_and_then_nobody_answers(over, first, second, coordinator):
    exercise, people = over
    answer(exercise, first, second, *people)
    assert queries.hot_wash(coordinator, exercise).questions == ()
    with pytest.raises(NotAllowed):
        actions.close_hot_wash(first, exercise)
    closed = actions.close_hot_wash(coordinator, exercise)
    found = queries.hot_wash(coordinator, closed)
    assert (found.people, found.few) == (6, False)
    words = {text for question in found.questions for _who, text in question.words}
    assert words == {f"Change {n}" for n in range(6)}
    assert {who for question in found.questions for who, _text in question.words} == {""}
    order = list(HotWashAnswer.objects.filter(question="one_change").order_by("id").values_list("text", flat=True))
    shown = [text for question in found.questions for _who, text in question.words]
    assert shown == order, "in the order of random ids, not of answering"
    assert not any(question.words for question in queries.hot_wash(first, closed).questions), "observers see no words"
    with pytest.raises(Refused, match="closed"):
        actions.close_hot_wash(coordinator, closed)


def test_late_answers_are_refused(over, first, second, coordinator):
    exercise, people = over
    answer(exercise, second, *people)
    closed = actions.close_hot_wash(coordinator, exercise)
    with pytest.raises(Refused, match="closed"):
        answer(closed, first)
    assert queries.hot_wash(coordinator, closed).people == 5


def test_four_answers_are_never_read(over, coordinator):
    exercise, people = over
    answer(exercise, *people)
    found = queries.hot_wash(coordinator, actions.close_hot_wash(coordinator, exercise))
    assert (found.people, found.few, found.questions) == (4, True, ())


def test_it_is_not_closed_while_the_exercise_runs(called, coordinator):
    with pytest.raises(Refused, match="after the exercise"):
        actions.close_hot_wash(coordinator, called)


def test_with_names_only_where_it_was_said_before_the_first_answer(over, first, coordinator):
    exercise, people = over
    with pytest.raises(NotAllowed):
        actions.name_hot_wash(first, exercise, named=True)
    named = actions.name_hot_wash(coordinator, exercise, named=True)
    answer(named, people[0])
    with pytest.raises(Refused, match="told otherwise"):
        actions.name_hot_wash(coordinator, named, named=False)
    found = queries.hot_wash(coordinator, actions.close_hot_wash(coordinator, named))
    assert [who for question in found.questions for who, _text in question.words] == [people[0].name]


def test_the_pages_of_the_hot_wash(over, first, second, coordinator, enter):
    exercise, people = over
    address, page = f"/exercises/{exercise.pk}/hot-wash/", f"/exercises/{exercise.pk}/result/"
    client = enter(first)
    assert "no answer yet" in client.post(address, {}).content.decode()
    assert client.post(address, {"clear_role": "4", "one_change": "A second radio"}).status_code == 302
    answer(exercise, second, *people)
    director = enter(coordinator)
    assert "A second radio" not in director.get(page).content.decode()
    assert "Close the hot wash" in director.get(address).content.decode()
    assert director.post(f"{address}close/").url == f"{page}#hot-wash"
    assert director.post(f"{address}close/").status_code == 302, "pressed twice"
    assert "A second radio" in director.get(page).content.decode()
    shown = client.get(page).content.decode()
    assert "A second radio" not in shown
    assert "6 people answered" in shown
    assert director.post(f"{address}names/", {"named": "yes"}).status_code == 422
