"""A new password: changed on one's own page, or set by a link that an administrator makes; a lost second factor."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.test import Client

from parvis.access.errors import NotAllowed, Refused
from parvis.cli.doctor import let_in
from parvis.journal.models import Entry
from parvis.people import actions
from parvis.people.models import Account, Membership, Role

OLD, NEW = "a-long-enough-password", "another-long-enough-one"


@pytest.fixture
def account(city: Any, administrator: Account) -> Account:
    opened = actions.open_account(None, email="new@valombre.test", name="New", password=OLD)
    actions.give_role(None, opened, city, "reader")
    return opened


def words(page: Any) -> str:
    return html.unescape(page.content.decode())


def told() -> list[str]:
    return list(Entry.objects.filter(action__startswith="people.").order_by("seq").values_list("action", flat=True))


def signs_in(account: Account, password: str) -> bool:
    answer = Client().post("/accounts/login/", {"login": account.email, "password": password})
    return answer.status_code == 302


def link_for(browser: Client, account: Account) -> str:
    page = browser.post(f"/people/{account.pk}/link/")
    found = re.search(r'readonly value="http://testserver([^"]+)"', words(page))
    assert found
    return found[1]


def set_by(address: str, password: str = NEW, again: str = NEW) -> Any:
    browser = Client()
    form = browser.get(address, follow=True)
    return browser.post(form.request["PATH_INFO"], {"password1": password, "password2": again}, follow=True)


def test_the_own_page_leads_to_a_new_password_and_other_sessions_end(account: Account, enter: Any) -> None:
    elsewhere, here = enter(account), enter(account)
    assert "/accounts/password/change/" in words(here.get("/people/me/"))
    page = words(here.get("/accounts/password/change/"))
    assert "Afterwards you sign in again" in page
    sent = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    here.post("/accounts/password/change/", sent)
    assert elsewhere.get("/places/").status_code == 302
    assert here.get("/places/").status_code == 302
    assert signs_in(account, NEW)
    assert not signs_in(account, OLD)
    assert told()[-1] == "people.password_set"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"oldpassword": "wrong", "password1": NEW, "password2": NEW}, "current password"),
        ({"oldpassword": OLD, "password1": NEW, "password2": "something-else-entirely"}, "same password"),
        ({"oldpassword": OLD, "password1": "short", "password2": "short"}, "12 characters"),
    ],
)
def test_a_change_that_does_not_hold_changes_nothing(
    account: Account, enter: Any, sent: dict[str, str], said: str
) -> None:
    page = enter(account).post("/accounts/password/change/", sent)
    assert said in words(page)
    assert signs_in(account, OLD)
    assert "people.password_set" not in told()


def test_a_link_sets_the_password_once(account: Account, administrator: Account, enter: Any) -> None:
    session = enter(account)
    address = link_for(enter(administrator), account)
    assert "The password is set" in words(set_by(address))
    assert session.get("/places/").status_code == 302
    assert "works no more" in words(Client().get(address, follow=True))
    assert signs_in(account, NEW)
    assert not signs_in(account, OLD)
    assert told()[-2:] == ["people.sign_in_link_made", "people.password_set"]


def test_a_sign_in_makes_a_link_worthless(account: Account, administrator: Account, enter: Any) -> None:
    address = link_for(enter(administrator), account)
    assert signs_in(account, OLD)
    assert "works no more" in words(Client().get(address, follow=True))


def test_a_link_ends_after_its_day_and_a_changed_one_opens_nothing(
    account: Account, administrator: Account, enter: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = link_for(enter(administrator), account)
    assert "works no more" in words(Client().get(address[:-4] + "aaa/", follow=True))
    other = actions.open_account(None, email="other@valombre.test", name="Other", password=OLD)
    uid = actions.make_sign_in_link(administrator, other).uid
    swapped = re.sub(r"/key/[^-]+-", f"/key/{uid}-", address)
    assert "works no more" in words(Client().get(swapped, follow=True))
    later = default_token_generator._now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60)
    monkeypatch.setattr(type(default_token_generator), "_now", lambda _self: later)
    assert "works no more" in words(Client().get(address, follow=True))
    assert signs_in(account, OLD)


def test_a_weak_password_is_not_set_by_a_link(account: Account, administrator: Account, enter: Any) -> None:
    address = link_for(enter(administrator), account)
    assert "12 characters" in words(set_by(address, "short", "short"))
    assert "same password" in words(set_by(address, NEW, OLD))
    assert signs_in(account, OLD)


def test_who_may_not_make_a_link(account: Account, administrator: Account, coordinator: Account) -> None:
    with pytest.raises(NotAllowed):
        actions.make_sign_in_link(coordinator, account)
    with pytest.raises(Refused, match="your own account"):
        actions.make_sign_in_link(administrator, administrator)
    actions.suspend_account(administrator, account)
    with pytest.raises(Refused, match="let it sign in again first"):
        actions.make_sign_in_link(administrator, account)
    assert "people.sign_in_link_made" not in told()


def test_the_page_of_an_account_says_why_there_is_no_link(account: Account, administrator: Account, enter: Any) -> None:
    browser = enter(administrator)
    actions.suspend_account(administrator, account)
    page = browser.post(f"/people/{account.pk}/link/", follow=True)
    assert "let it sign in again first" in words(page)
    assert "readonly" not in words(page)


def test_an_account_is_opened_by_a_link_without_a_first_password(administrator: Account, city: Any, enter: Any) -> None:
    sent = {
        "name": "By link",
        "email": "l@x.test",
        "organisation": city.pk,
        "role": "reader",
        "until": "",
        "password": "",
    }
    page = enter(administrator).post("/people/new/", sent)
    found = re.search(r'readonly value="http://testserver([^"]+)"', words(page))
    assert found
    opened = Account.objects.get(email="l@x.test")
    assert not opened.has_usable_password()
    set_by(found[1])
    assert signs_in(opened, NEW)


def test_the_journal_keeps_neither_link_nor_password(account: Account, administrator: Account, enter: Any) -> None:
    address = link_for(enter(administrator), account)
    set_by(address)
    said = str(list(Entry.objects.values_list("payload", flat=True)))
    assert address.rstrip("/").rpartition("-")[2] not in said
    assert NEW not in said
    assert "new@valombre.test" not in said


def test_a_forgotten_password_leads_to_mail_only_where_there_is_mail(account: Account, settings: Any) -> None:
    settings.MAIL = False
    page = words(Client().get("/accounts/password/reset/"))
    assert "sends no mail" in page
    assert '<input type="email"' not in page
    settings.MAIL = True
    assert 'name="email"' in words(Client().get("/accounts/password/reset/"))
    Client().post("/accounts/password/reset/", {"email": account.email})
    found = re.search(r"http://testserver(/accounts/password/reset/key/\S+)", str(mail.outbox[0].body))
    assert found
    assert "The password is set" in words(set_by(found[1]))
    assert signs_in(account, NEW)


def with_factors(account: Account) -> None:
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=account, type="recovery_codes", data={"seed": "y", "used_mask": 0})


def test_a_lost_second_factor_is_removed_for_a_reason(account: Account, administrator: Account, enter: Any) -> None:
    with_factors(account)
    browser = enter(administrator)
    page = words(browser.get(f"/people/{account.pk}/"))
    assert "authenticator app" in page
    address = f"/people/{account.pk}/factors/"
    assert "recovery codes" in words(browser.get(address))
    assert Authenticator.objects.filter(user=account).count() == 2
    assert "This field is required" in words(browser.post(address, {"why": ""}))
    assert Authenticator.objects.filter(user=account).count() == 2
    assert "is removed" in words(browser.post(address, {"why": "lost"}, follow=True))
    assert not Authenticator.objects.filter(user=account).exists()
    entry = Entry.objects.latest("seq")
    assert entry.action == "people.second_factors_removed"
    assert (entry.payload["kinds"], entry.payload["why"]) == (["recovery_codes", "totp"], "lost")
    assert signs_in(account, OLD)
    assert "no second factor" in words(browser.get(address))


def test_who_may_not_remove_a_second_factor(account: Account, administrator: Account, coordinator: Account) -> None:
    with_factors(account)
    with_factors(administrator)
    with pytest.raises(NotAllowed):
        actions.remove_second_factors(coordinator, account, "lost")
    with pytest.raises(Refused, match="your own account"):
        actions.remove_second_factors(administrator, administrator, "lost")
    with pytest.raises(Refused, match="Say what happened"):
        actions.remove_second_factors(administrator, account, "because")
    assert Authenticator.objects.count() == 4
    Authenticator.objects.filter(user=account).delete()
    with pytest.raises(Refused, match="no second factor"):
        actions.remove_second_factors(administrator, account, "lost")
    assert Membership.objects.filter(account=administrator, role=Role.ADMINISTRATOR).exists()


def test_the_last_administrator_is_let_in_from_the_machine_itself(
    administrator: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    assert let_in("nobody@x.test", factor_lost=False) == 3
    assert "Nothing was changed" in capsys.readouterr().err
    assert let_in(administrator.email, factor_lost=True) == 3  # there is none to take away: no link either
    assert "/accounts/" not in capsys.readouterr().err
    with_factors(administrator)
    assert let_in(administrator.email, factor_lost=True) == 0
    address = capsys.readouterr().err.split()[-1]
    set_by(address)
    assert signs_in(administrator, NEW)
    assert not Authenticator.objects.exists()
    assert Entry.objects.filter(action="people.sign_in_link_made", actor=None).count() == 1
