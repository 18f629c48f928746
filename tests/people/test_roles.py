"""Giving and taking roles, suspending and letting in again; somebody always keeps the house."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.access.errors import NotAllowed, Refused
from parvis.journal.models import Entry
from parvis.people import actions
from parvis.people.models import Account, Membership, Role


@pytest.fixture
def reader(joining):
    return joining("reader")


def actions_told() -> list[str]:
    return list(Entry.objects.filter(action__startswith="people.").order_by("seq").values_list("action", flat=True))


def words(page):
    return page.content.decode()


def test_a_further_role_with_a_last_day(administrator, reader, police, enter):
    browser = enter(administrator)
    last = timezone.localdate() + timedelta(days=3)
    given = {"organisation": police.pk, "role": "expert", "until": last.isoformat()}
    page = browser.post(f"/people/{reader.pk}/", given, follow=True)
    assert "The role is given." in words(page)
    held = Membership.objects.get(account=reader, role="expert")
    assert timezone.localtime(held.until).date() == last
    assert actions_told()[-1] == "people.role_given"
    page = browser.post(f"/people/{reader.pk}/", given | {"until": "2020-01-01"})
    assert "The end date has passed. Nothing was given" in words(page)
    assert timezone.localtime(Membership.objects.get(pk=held.pk).until).date() == last


def test_the_form_of_a_new_account_takes_a_last_day_and_opens_nothing_without_its_role(administrator, city, enter):
    browser = enter(administrator)
    told = {"name": "Summer reader", "email": "s@x.test", "organisation": city.pk, "role": "reader",
            "until": "2020-01-01", "password": "a-long-enough-password"}  # fmt: skip
    assert "The end date has passed" in words(browser.post("/people/new/", told))
    assert not Account.objects.filter(email="s@x.test").exists()
    assert browser.post("/people/new/", told | {"until": ""}).status_code == 302
    assert Membership.objects.get(account__email="s@x.test").until is None


def test_a_role_taken_back_opens_nothing_and_pressing_twice_says_so(administrator, reader, square, enter):
    held = reader.memberships.get()
    assert enter(reader).get(f"/places/{square.pk}/").status_code == 200
    browser = enter(administrator)
    address = f"/people/{reader.pk}/roles/{held.pk}/take/"
    assert "The role is taken back." in words(browser.post(address, follow=True))
    assert enter(reader).get(f"/places/{square.pk}/").status_code == 404
    assert "was taken back already. Nothing was changed." in words(browser.post(address, follow=True))
    assert actions_told().count("people.role_taken") == 1


def test_a_role_of_another_account_is_not_taken_by_the_way(administrator, reader):
    own = administrator.memberships.get()
    with pytest.raises(Refused, match="taken back already"):
        actions.take_role(administrator, reader, own.pk)
    assert Membership.objects.filter(pk=own.pk).exists()


def test_a_suspended_account_signs_in_again_with_its_roles(administrator, reader, square, enter):
    browser = enter(administrator)
    assert "suspended" in words(browser.post(f"/people/{reader.pk}/suspend/", follow=True))
    assert enter(reader).get(f"/places/{square.pk}/").status_code == 302
    assert "suspended already" in words(browser.post(f"/people/{reader.pk}/suspend/", follow=True))
    assert "suspended" in words(browser.get("/people/"))
    assert "can sign in again" in words(browser.post(f"/people/{reader.pk}/reopen/", follow=True))
    assert enter(reader).get(f"/places/{square.pk}/").status_code == 200
    assert "may sign in already" in words(browser.post(f"/people/{reader.pk}/reopen/", follow=True))
    assert actions_told()[-2:] == ["people.account_suspended", "people.account_reopened"]


def test_nobody_suspends_the_own_account(administrator, city, joining, enter):
    joining("administrator", 2)
    page = enter(administrator).post(f"/people/{administrator.pk}/suspend/", follow=True)
    assert "This is your own account. Nothing was changed" in words(page)
    assert Account.objects.get(pk=administrator.pk).is_active


def test_the_last_administrator_stays(administrator, city, enter):
    held = administrator.memberships.get()
    with pytest.raises(Refused, match="only administrator"):
        actions.suspend_account(None, administrator)
    page = enter(administrator).post(f"/people/{administrator.pk}/roles/{held.pk}/take/", follow=True)
    assert "only administrator whose role has no end" in words(page)
    with pytest.raises(Refused, match="only administrator"):
        actions.give_role(administrator, administrator, city, Role.ADMINISTRATOR, timezone.now() + timedelta(days=1))
    assert Membership.objects.get(pk=held.pk).until is None
    assert Account.objects.get(pk=administrator.pk).is_active


def test_with_a_second_administrator_the_first_may_go_but_a_suspended_or_limited_one_does_not_count(
    administrator, city, joining, enter
):
    held, second = administrator.memberships.get(), joining("administrator", 2)
    actions.suspend_account(administrator, second)
    with pytest.raises(Refused, match="only administrator"):
        actions.take_role(administrator, administrator, held.pk)
    actions.reopen_account(administrator, second)
    page = enter(administrator).post(f"/people/{administrator.pk}/roles/{held.pk}/take/", follow=True)
    assert page.redirect_chain[-1][0] == "/people/me/"
    with pytest.raises(Refused, match="only administrator"):
        actions.suspend_account(None, second)


@pytest.mark.parametrize("role", ["coordinator", "reader"])
def test_only_an_administrator_manages_accounts(role, reader, city, joining):
    other = joining(role, 2)
    with pytest.raises(NotAllowed):
        actions.give_role(other, reader, city, Role.EXPERT)
    with pytest.raises(NotAllowed):
        actions.take_role(other, reader, reader.memberships.get().pk)
    with pytest.raises(NotAllowed):
        actions.reopen_account(other, reader)
    assert [row.role for row in reader.memberships.all()] == ["reader"]
