"""Actions: agreed, reported with evidence, overdue, mine."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.access.models import Marking
from parvis.plans import actions, queries
from parvis.plans.models import Action


@pytest.fixture
def ramp(square, coordinator):
    return actions.agree_action(
        coordinator,
        square,
        title="Second way out",
        owner="Roads department",
        due=timezone.localdate() + timedelta(days=90),
    )


def test_done_needs_evidence_and_its_date(ramp, coordinator):
    for facts in (
        {"state": "done"},
        {"state": "done", "evidence": "Seen"},
        {"state": "done", "evidence_on": date(2026, 3, 1)},
    ):
        with pytest.raises(Refused, match="how one can see it"):
            actions.change_action(coordinator, ramp, version=1, **facts)
    changed = actions.change_action(
        coordinator, ramp, version=1, state="done", evidence="Photo 12", evidence_on=date(2026, 3, 1)
    )
    assert (changed.state, changed.version) == ("done", 2)
    with pytest.raises(Conflict):
        actions.change_action(coordinator, ramp, version=1, state="dropped")


def test_those_who_carry_it_out_report_but_do_not_change_what_was_agreed(ramp, joining, stranger):
    operator, reader = joining("operator"), joining("reader")
    assert actions.change_action(operator, ramp, version=1, state="in_progress").state == "in_progress"
    with pytest.raises(NotAllowed):
        actions.change_action(operator, ramp, version=2, due=date(2030, 1, 1))
    with pytest.raises(NotAllowed):
        actions.change_action(reader, ramp, version=2, state="done")
    with pytest.raises(NotVisible):
        actions.change_action(stranger, ramp, version=2, state="done")
    ramp.refresh_from_db()
    assert (ramp.state, ramp.version) == ("in_progress", 2)


def test_the_horizon_follows_from_the_date(square, coordinator):
    far = actions.agree_action(
        coordinator, square, title="Rebuild", owner="Works", due=timezone.localdate() + timedelta(days=365 * 7)
    )
    assert far.horizon == "long"
    with pytest.raises(Refused, match="owner"):
        actions.agree_action(coordinator, square, title="Rebuild", owner=" ", due=far.due)


def test_overdue_and_mine(square, ramp, coordinator, joining, police, stranger):
    late = actions.agree_action(
        coordinator,
        square,
        title="Late",
        owner="Police",
        organisation=square.owner,
        due=timezone.localdate() - timedelta(days=1),
    )
    expert = joining("expert")
    assert list(queries.overdue(coordinator)) == [late]
    assert list(queries.mine(expert)) == [late], "its organisation owes it"
    assert set(queries.mine(coordinator)) == {late, ramp}, "written by the reader too"
    assert not queries.actions(stranger).exists()
    assert late.overdue
    assert not ramp.overdue


def test_red_is_for_its_author_only(square, coordinator, joining):
    actions.agree_action(coordinator, square, title="Secret", owner="X", due=timezone.localdate(), marking=Marking.RED)
    assert queries.actions(coordinator).count() == 1
    assert queries.actions(joining("coordinator")).count() == 0
    assert Action.objects.count() == 1
