"""Letters of capability targets and of capabilities as a whole: suggested, decided by the evaluator, kept with who and when."""

import pytest

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.exercises import actions, checks, queries
from parvis.exercises.models import CapabilityRating, Rating
from parvis.journal.models import Entry
from parvis.thread.queries import threads


@pytest.fixture
def over(called, saw, first, coordinator):
    """The first task was seen done in time; the exercise is over."""
    saw(first, "T01", done=180)
    return actions.set_state(coordinator, called, "finished")


def first_of(account, exercise):
    return queries.capabilities(account, queries.result(account, exercise))[0]


@pytest.fixture
def target(over, tasks):
    """A target that the first task alone stands for, so that P is suggested."""
    found = over.objectives.get(number=1).targets.get()
    found.critical.set([tasks["T01"]])
    return found


def test_a_target_is_decided_and_the_capability_follows_what_was_decided(over, target, coordinator):
    found = first_of(coordinator, over)
    assert (found.goals[0].suggestion.rating, found.suggestion.rating) == ("P", "P")
    assert (found.goals[0].rating, found.rating) == (None, None)
    kept = actions.rate_capability(coordinator, target.objective, "M", target=target, reason="It held up the stewards")
    assert (kept.rating, kept.suggested, kept.by) == ("M", "P", coordinator)
    found = first_of(coordinator, over)
    assert found.goals[0].rating == kept
    assert found.suggestion.rating == "M", "the weakest of what was decided"
    whole = actions.rate_capability(coordinator, target.objective, "M")
    assert first_of(coordinator, over).rating == whole
    again = actions.rate_capability(coordinator, target.objective, "P", target=target)
    assert (again.pk, CapabilityRating.objects.count()) == (kept.pk, 2)
    told = Entry.objects.filter(action="exercises.capability_rated").order_by("seq").first().payload
    assert (told["target"], told["rating"], told["suggested"]) == (str(target.pk), "M", "P")


def test_another_letter_than_suggested_needs_a_reason(over, target, coordinator):
    with pytest.raises(Refused, match="P was suggested: say why") as refused:
        actions.rate_capability(coordinator, target.objective, "U", target=target, reason="  ")
    assert refused.value.field == "reason"
    with pytest.raises(Refused, match="does not exist"):
        actions.rate_capability(coordinator, target.objective, "Z", target=target)
    other = over.objectives.get(number=2).targets.get()
    with pytest.raises(Refused, match="does not exist"):
        actions.rate_capability(coordinator, target.objective, "P", target=other)
    assert not CapabilityRating.objects.exists()


def test_who_may_not_and_when_not(over, target, first, stranger, coordinator):
    with pytest.raises(NotAllowed):
        actions.rate_capability(first, target.objective, "P", target=target)
    with pytest.raises(NotVisible):
        actions.rate_capability(stranger, target.objective, "P", target=target)
    closed = actions.set_state(coordinator, over, "closed")
    with pytest.raises(Refused, match="before its evaluation is closed"):
        actions.rate_capability(coordinator, closed.objectives.get(number=1), "P", target=target)


def test_on_the_page_a_refusal_keeps_what_was_chosen(over, target, coordinator, first, enter):
    client = enter(coordinator)
    answer = client.post(f"/exercises/targets/{target.pk}/rate/", {"rating": "U"})
    assert answer.status_code == 422
    row = next(row for row in answer.context["capabilities"] if row["pk"] == target.pk)
    assert row["chosen"] == "U"
    assert "P was suggested" in row["error"]
    reason = "Nobody confirmed it"
    answer = client.post(f"/exercises/targets/{target.pk}/rate/", {"rating": "U", "reason": reason}, follow=True)
    assert answer.redirect_chain[-1][0].endswith(f"#g-{target.pk}")
    client.post(f"/exercises/objectives/{target.objective_id}/rate/", {"rating": "U"})
    page = enter(first).get(f"/exercises/{over.pk}/result/")
    text = page.content.decode()
    assert reason in text
    assert "decided, exercise director" in text
    assert coordinator.name not in text
    assert f"targets/{target.pk}/rate" not in text, "observers decide nothing"
    told = enter(first).get(f"/api/v1/exercises/{over.pk}").json()["capabilities"][0]
    assert (told["rating"], told["targets"][0]["rating"], told["targets"][0]["reason"]) == ("U", "U", reason)
    assert told["targets"][0]["suggested"] == "P"


def test_a_target_without_a_letter_is_a_next_step(over, target, square, coordinator, first):
    def told(account):
        steps = checks.steps(account, square, threads(account, [square])[square.pk])
        return [step.text for step in steps if "no letter" in step.text]

    count = over.targets.count()
    assert told(coordinator) == [f"{count} capability targets have no letter yet"]
    assert told(first) == []
    for one in over.targets.all():
        actions.rate_capability(coordinator, one.objective, "NA", target=one, reason="Not tried")
    assert told(coordinator) == []


def test_all_letters_of_tasks_with_one_press(over, tasks, coordinator, first, enter):
    client, address = enter(coordinator), f"/exercises/{over.pk}/result/rate/"
    page = client.get(f"/exercises/{over.pk}/result/")
    assert any("have no letter yet" in step.text for step in page.context["steps"])
    shown = {
        f"rating-{item['row'].task.pk}": item["chosen"] for item in (*page.context["seen"], *page.context["unseen"])
    }
    shown[f"rating-{tasks['T02'].pk}"] = "S"
    assert client.post(address, shown).status_code == 302
    kept = {row.task.code: row for row in Rating.objects.select_related("task")}
    assert (kept["T01"].rating, kept["T02"].rating, kept["T02"].suggested) == ("P", "S", "U")
    assert Entry.objects.filter(action="exercises.rated").count() == len(kept) == 18
    client.post(address, shown)
    assert Entry.objects.filter(action="exercises.rated").count() == 18, "what changes nothing is no decision"
    assert enter(first).post(address, shown).status_code == 403
    assert enter(first).get(f"/exercises/{over.pk}/result/").context["steps"] == []


def test_one_bad_letter_keeps_all_of_them_back(over, tasks, coordinator, enter):
    given = {f"rating-{tasks['T01'].pk}": "P", f"rating-{tasks['T02'].pk}": "Z"}
    answer = enter(coordinator).post(f"/exercises/{over.pk}/result/rate/", given)
    assert answer.status_code == 422
    assert not Rating.objects.exists()


def test_the_evening_ends_with_nothing_left_to_do(over, coordinator, enter):
    client = enter(coordinator)
    for row in queries.result(coordinator, over).rows:
        actions.rate(coordinator, over, row.task, row.suggestion.rating or "NA")
    for goal in over.objectives.all():
        for target in goal.targets.all():
            actions.rate_capability(coordinator, goal, "NA", target=target, reason="Not tried")
        actions.rate_capability(coordinator, goal, "NA", reason="Not tried")
    actions.close_hot_wash(coordinator, over)
    page = client.get(f"/exercises/{over.pk}/result/")
    assert page.context["steps"] == []
    assert "close the evaluation" in page.content.decode()
    lesson = actions.draw_lesson(coordinator, over, text="Nobody had the list")
    steps = client.get(f"/exercises/{over.pk}/result/").context["steps"]
    assert [step.url for step in steps] == [f"/exercises/lessons/{lesson.pk}/#act"]
