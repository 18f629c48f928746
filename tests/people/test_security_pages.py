"""The pages on which somebody keeps an account safe: in the words of the product, in both languages, with a way back."""

import html
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from parvis.people import actions
from parvis.people.models import Account

PASSWORD = "a-long-enough-password"
KEY = {"name": "Blue", "credential": {"clientExtensionResults": {"credProps": {"rk": True}}}}


@pytest.fixture
def account(city: Any) -> Account:
    opened = actions.open_account(None, email="new@valombre.test", name="New", password=PASSWORD)
    actions.give_role(None, opened, city, "reader")
    return opened


@pytest.fixture
def browser(account: Account) -> Client:
    """Signed in just now, so that nothing is asked again; then with every kind of second factor."""
    signed_in = Client(headers={"accept-language": "fr"})
    signed_in.post("/accounts/login/", {"login": account.email, "password": PASSWORD})
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    Authenticator.objects.create(user=account, type="recovery_codes", data={"seed": "y", "used_mask": 0})
    Authenticator.objects.create(user=account, type="webauthn", data=KEY)
    signed_in.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return signed_in


def words(page: Any) -> str:
    return html.unescape(page.content.decode())


@pytest.mark.parametrize(
    ("path", "said", "back"),
    [
        ("password/change/", "Changer le mot de passe", "/people/me/"),
        ("2fa/", "Codes de récupération", "/accounts/2fa/webauthn/"),
        ("2fa/totp/deactivate/", "Ne plus utiliser l'application", "/accounts/2fa/"),
        ("2fa/recovery-codes/generate/", "ne vaudront alors plus rien", "/accounts/2fa/"),
        ("2fa/webauthn/", "clé d'accès", "/accounts/2fa/webauthn/add/"),
        ("logout/", "Sur une machine partagée", "/"),
    ],
)
def test_each_page_speaks_french_and_leads_back(browser: Client, path: str, said: str, back: str) -> None:
    page = browser.get(f"/accounts/{path}")
    assert page.status_code == 200
    text = words(page)
    assert said in text
    assert f'href="{back}"' in text
    assert not [left for left in ("Are you sure", ">Name<", "Not used", "Êtes-vous sûr") if left in text]


def test_a_key_is_added_under_a_name(browser: Client, account: Account) -> None:
    Authenticator.objects.filter(user=account, type="webauthn").delete()  # the library reads what a real key has said
    page = words(browser.get("/accounts/2fa/webauthn/add/"))
    assert "Nom de la clé" in page
    assert 'id="mfa_webauthn_add"' in page
    assert 'href="/accounts/2fa/"' in page


def test_a_key_is_renamed_and_removed(browser: Client, account: Account) -> None:
    key = Authenticator.objects.get(user=account, type="webauthn")
    assert "Renommer la clé" in words(browser.get(f"/accounts/2fa/webauthn/keys/{key.pk}/edit/"))
    browser.post(f"/accounts/2fa/webauthn/keys/{key.pk}/edit/", {"name": "Bleue"})
    assert "Bleue" in words(browser.get("/accounts/2fa/webauthn/"))
    assert "Bleue n'ouvrira plus ce compte." in words(browser.get(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/"))
    browser.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert not Authenticator.objects.filter(user=account, type="webauthn").exists()


def test_the_page_of_the_second_factor_says_who_helps_when_it_is_lost(account: Account) -> None:
    Authenticator.objects.create(user=account, type="totp", data={"secret": "x"})
    other = Client(headers={"accept-language": "fr"})
    page = other.post("/accounts/login/", {"login": account.email, "password": PASSWORD}, follow=True)
    assert "Un administrateur de cette installation peut retirer le second facteur." in words(page)
    assert 'id="mfa_webauthn_authenticate"' in words(page)


def test_an_account_without_a_password_sets_one_after_a_passkey(account: Account, enter: Any) -> None:
    account.set_unusable_password()
    account.save()
    browser = enter(account)
    page = browser.get("/accounts/password/change/", follow=True)
    assert "This account has none yet." in words(page)
    browser.post("/accounts/password/set/", {"password1": PASSWORD + "1", "password2": PASSWORD + "1"})
    account.refresh_from_db()
    assert account.check_password(PASSWORD + "1")
