"""Duties to exercise: which apply, when they fall due, what fulfils them, and what reminds."""

from datetime import date, timedelta
from functools import cache

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from parvis.access.errors import NotAllowed, Refused
from parvis.content.load import shipped_packs
from parvis.content.queries import current
from parvis.content.schemas import DutiesPack
from parvis.plans import actions, queries
from parvis.plans.models import PlanDuty
from parvis.plans.rules.duty import due_on, school_year
from parvis.thread.queries import next_steps, threads


@pytest.fixture
def france(db: None) -> DutiesPack:
    (found,) = current(DutiesPack)
    return found


def duty(france: DutiesPack, code: str):
    return next(one for one in france.duties if one.code == code)


@given(st.dates(date(2000, 1, 1), date(2080, 12, 31)))
def test_five_years_after_it_was_fulfilled(day):
    five = next(one for pack in _shipped() for one in pack.duties if one.code == "fr_pcs")
    due = due_on(five, day, day)
    assert due is not None
    assert (due.year, due.month) == (day.year + 5, day.month)
    assert due.day == day.day or (day.month, day.day, due.day) == (2, 29, 28)
    assert due_on(five, None, day) is None


@given(st.dates(date(2000, 1, 1), date(2080, 12, 31)), st.integers(0, 800))
def test_once_in_each_school_year(today, ago):
    yearly = next(one for pack in _shipped() for one in pack.duties if one.code == "fr_ppms")
    done = today - timedelta(days=ago)
    due = due_on(yearly, done, today)
    assert due is not None
    assert (due.month, due.day) == (8, 31)
    assert due >= today
    same = school_year(yearly, done) == school_year(yearly, today)
    assert school_year(yearly, due) - school_year(yearly, today) == int(same)


@cache
def _shipped() -> list[DutiesPack]:
    return [pack for pack in shipped_packs() if isinstance(pack, DutiesPack)]


def test_applied_fulfilled_and_dropped(plan, coordinator, joining, france):
    with pytest.raises(NotAllowed):
        actions.apply_duty(joining("reader"), plan, france.urn, "fr_pcs")
    with pytest.raises(Refused, match="not in the list"):
        actions.apply_duty(coordinator, plan, france.urn, "fr_other")
    row = actions.apply_duty(coordinator, plan, france.urn, "fr_ppms")
    with pytest.raises(Refused, match="applies to the plan already"):
        actions.apply_duty(coordinator, plan, france.urn, "fr_ppms")
    today = timezone.localdate()
    with pytest.raises(Refused, match="still to come"):
        actions.fulfil_duty(coordinator, row, on=today + timedelta(days=1), how="exercise")
    with pytest.raises(Refused, match="does not count"):
        actions.fulfil_duty(coordinator, row, on=today, how="activation")
    row = actions.fulfil_duty(coordinator, row, on=today, how="exercise", note="RETEX 2026")
    with pytest.raises(Refused, match="later day"):
        actions.fulfil_duty(coordinator, row, on=today - timedelta(days=1), how="exercise")
    assert (row.fulfilled_on, row.note) == (today, "RETEX 2026")
    actions.drop_duty(coordinator, row)
    assert not queries.duties(coordinator, plan).exists()


def steps_of(account, place) -> list[str]:
    return [step.text for step in next_steps(account, place, threads(account, [place])[place.pk], 20)]


def test_it_is_a_next_step_until_it_is_fulfilled(plan, square, coordinator, joining, france):
    row = actions.apply_duty(coordinator, plan, france.urn, "fr_pcs")
    assert any("no exercise is on record" in text for text in steps_of(coordinator, square))
    assert not any("on record" in text for text in steps_of(joining("reader"), square))
    long_ago = timezone.localdate() - timedelta(days=6 * 365)
    actions.fulfil_duty(coordinator, row, on=long_ago, how="activation")
    assert any("due by" in text for text in steps_of(coordinator, square))
    actions.fulfil_duty(coordinator, row, on=timezone.localdate(), how="exercise")
    assert not any("Municipal safeguard plan" in text for text in steps_of(coordinator, square))


def test_the_page_offers_what_fits_names_the_source_and_promises_nothing(plan, coordinator, stranger, enter, france):
    client, address = enter(coordinator), f"/plans/{plan.pk}/duties/"
    page = client.get(address).content.decode()
    assert "no legal advice" in page
    assert "It applies to this plan" in page
    client.post(address + "apply/", {"urn": france.urn, "code": "fr_pcs"})
    row = PlanDuty.objects.get()
    page = client.get(address).content.decode()
    assert duty(france, "fr_pcs").url in page
    assert "looked at on" in page
    refused = client.post(f"/plans/duties/{row.pk}/fulfil/", {"on": "soon", "how": "exercise"}, follow=True)
    assert "could not be read" in refused.content.decode()
    client.post(f"/plans/duties/{row.pk}/fulfil/", {"on": "2026-03-01", "how": "activation", "note": "Flood"})
    page = client.get(address).content.decode()
    assert "by a real activation" in page
    assert "next by 1 March 2031" in page or "next by March 1, 2031" in page
    assert "Municipal safeguard plan" in client.get(f"/plans/{plan.pk}/").content.decode()
    client.post(f"/plans/duties/{row.pk}/drop/")
    assert not PlanDuty.objects.exists()
    assert enter(stranger).get(address).status_code == 404
