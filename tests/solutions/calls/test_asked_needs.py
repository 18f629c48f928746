"""What is asked in public stays the need that was asked."""

import re

import pytest
from tests.solutions.calls.conftest import begun, facts, filled

from parvis.access.errors import Refused
from parvis.solutions import actions
from parvis.solutions.actions import calls


def test_a_need_that_a_public_call_asks_for_no_longer_changes(prepared, need, coordinator):
    from_draft = prepared()
    actions.change_requirement(coordinator, need, version=1, threshold="7 km/h")
    calls.publish_call(coordinator, from_draft)
    with pytest.raises(Refused, match="call for information that is public"):
        actions.change_requirement(coordinator, need, version=2, threshold="8 km/h")


@pytest.fixture
def three(square, weakness, need, coordinator):
    """A public call with a need of each strength; the one that could hold was written first."""
    could = actions.write_requirement(coordinator, weakness, text="Seats in the shade", priority="could")
    should = actions.write_requirement(coordinator, weakness, text="Quick to put away", priority="should")
    words = {could.pk: "It is pleasant to sit", should.pk: "It is gone in ten minutes", need.pk: "Nobody drives in"}
    return calls.publish_call(coordinator, calls.prepare_call(coordinator, square, words=words, **facts()))


def test_must_should_and_could_are_told_apart_everywhere(three, coordinator, enter, client):
    expected = ["This must hold", "Nobody drives in", "This should hold", "It is gone in ten minutes", "This could hold", "It is pleasant"]  # fmt: skip
    for page in (client.get(f"/calls/{three.pk}/"), enter(coordinator).get(f"/solutions/calls/{three.pk}/")):
        at = [page.content.decode().index(words) for words in expected]
        assert at == sorted(at)
    form = client.get(f"/calls/a/{begun(three)}/").content.decode()
    assert [re.search(rf"Requirement {n} · (\w+)", form).group(1) for n in (1, 2, 3)] == ["must", "should", "could"]
    (told,) = enter(coordinator).get(f"/api/v1/solutions/calls?place={three.place_id}").json()
    assert [(row["number"], row["priority"]) for row in told["requirements"]] == [(1, "must"), (2, "should"), (3, "could")]  # fmt: skip
    export = enter(coordinator).get(f"/solutions/calls/{three.pk}/export/?format=csv").content.decode()
    assert "Requirement 3 (could)" in export


def test_screening_sees_what_is_left_out_of_each(three, coordinator, enter):
    link = begun(three)
    calls.save_draft(link, filled(met={"3": {"meets": "yes", "how": "Chairs"}}), version=1)
    calls.send(link, version=2)
    calls.break_seal(coordinator, three, reason="A court has asked for it by letter of today.")
    page = enter(coordinator).get(f"/solutions/calls/answers/{three.answers.get().pk}/").content.decode()
    assert "does not meet them:</b> 1" in page
    assert "should hold: 2" in page


def test_a_call_is_published_with_its_needs_as_they_stand_then(prepared, need, coordinator):
    call = prepared()
    actions.change_requirement(coordinator, need, version=1, priority="could")
    assert calls.publish_call(coordinator, call).asked.get().priority == "could"
