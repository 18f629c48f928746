"""A first look: one person who may judge opens it alone, and its first question is there at once."""

import uuid

import pytest

from parvis.access.errors import NotAllowed
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment


def test_whoever_may_judge_takes_a_first_look_and_nothing_longer(square, joining):
    operator, short = joining("operator"), queries.first_look()
    assert short is not None
    opened = actions.open_assessment(operator, square, title="Look", condition="ordinary_day", method=short.urn)
    assert opened.team.get().account == operator
    with pytest.raises(NotAllowed):
        actions.open_assessment(operator, square, title="Whole", condition="ordinary_day")
    with pytest.raises(NotAllowed):
        actions.open_assessment(joining("reader"), square, title="Look", condition="ordinary_day", method=short.urn)


def test_one_press_opens_it_and_a_second_one_opens_no_second(square, joining, enter):
    client, once = enter(joining("operator")), uuid.uuid4()
    page = client.get(f"/assessments/place/{square.pk}/").content.decode()
    assert "A first look takes 15 minutes" in page
    for _time in range(2):
        answer = client.post(f"/assessments/place/{square.pk}/first-look/", {"id": once})
        assert answer.url == f"/visit/{once}/"
    assert client.post(f"/assessments/place/{square.pk}/first-look/", {"id": "no id"}).status_code == 302
    assert Assessment.objects.filter(pk=once).count() == 1
    assert Assessment.objects.count() == 2
