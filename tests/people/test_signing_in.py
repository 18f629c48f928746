"""Signing in: password, second factor and passkeys offered, nobody signs up alone, a suspended session ends."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.utils import timezone

from parvis.access.errors import NotAllowed, Refused
from parvis.journal.models import Entry
from parvis.people import actions
from parvis.people.models import Account, Membership, Token

PASSWORD = "a-long-enough-password"


@pytest.fixture
def account(city, coordinator):
    opened = actions.open_account(None, email="new@valombre.test", name="New", password=PASSWORD)
    actions.give_role(None, opened, city, "reader")
    return opened


def sign_in(client: Client, email: str, password: str = PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def test_by_password_and_not_with_another(account):
    client = Client()
    assert "not correct" in sign_in(client, "new@valombre.test", "wrong").content.decode()
    assert sign_in(client, "NEW@valombre.test").status_code == 302
    assert client.get("/places/").status_code == 200


def test_nobody_signs_up_alone(db):
    page = Client().get("/accounts/signup/")
    assert "password1" not in page.content.decode()
    Client().post("/accounts/signup/", {"email": "x@x.test", "password1": PASSWORD, "password2": PASSWORD})
    assert not Account.objects.exists()


def test_a_second_factor_is_asked_for_once_it_is_set_up(account):
    client = Client()
    sign_in(client, account.email)
    assert "/reauthenticate/" in client.get("/accounts/2fa/totp/activate/").headers["Location"]
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    client.post("/accounts/2fa/totp/activate/", {"code": code})
    assert Authenticator.objects.filter(user=account, type="totp").exists()
    other = Client()
    answer = sign_in(other, account.email)
    assert "/2fa/authenticate/" in answer.headers["Location"]
    assert other.get("/places/").status_code == 302


def test_passkeys_are_offered(account):
    client = Client()
    sign_in(client, account.email)
    assert "/accounts/2fa/webauthn/add/" in client.get("/accounts/2fa/").content.decode()


def test_suspending_ends_an_open_session_and_its_tokens(account, administrator):
    client = Client()
    sign_in(client, account.email)
    secret = actions.make_token(account, purpose="map", until=timezone.now() + timedelta(days=1))
    bearer = {"authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/places", headers=bearer).status_code == 200
    actions.suspend_account(administrator, account)
    assert client.get("/places/").status_code == 302
    assert Client().get("/api/v1/places", headers=bearer).status_code == 401
    assert secret not in str(list(Token.objects.values()))


def test_only_an_administrator_opens_accounts(coordinator, administrator):
    with pytest.raises(NotAllowed):
        actions.open_account(coordinator, email="y@x.test", name="Y")
    actions.open_account(administrator, email="y@x.test", name="Y")
    with pytest.raises(Refused, match="address already"):
        actions.open_account(administrator, email="Y@x.test", name="Y")


def test_a_role_that_has_ended_opens_nothing(account, square, enter):
    assert enter(account).get(f"/places/{square.pk}/").status_code == 200
    Membership.objects.filter(account=account).update(until=timezone.now() - timedelta(seconds=1))
    assert enter(account).get(f"/places/{square.pk}/").status_code == 404


def test_the_journal_holds_no_name_and_no_address(account):
    said = str(list(Entry.objects.values_list("payload", flat=True)))
    assert "new@valombre.test" not in said
    assert "'New'" not in said
