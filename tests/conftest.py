"""What every test may use: a small city with people in every role, and a framework that hides nothing."""

import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.template import engines
from django.test import Client
from django.utils import translation
from hypothesis import settings
from shapely.geometry import box

from parvis.content import queries
from parvis.people.actions import found_organisation, give_role, open_account
from parvis.people.models import Account, Level, Organisation, Role
from parvis.places.actions import register_place
from parvis.places.models import Place

ROOT = Path(__file__).resolve().parents[1]

#: Every run tries the same generated cases, so that the same code passes or fails anywhere; `search` looks for new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", derandomize=False, deadline=None, print_blob=True)
settings.load_profile("same")


@pytest.fixture
def shared_data() -> Path:
    """The folder of real extracts that tests and benches may read."""
    return Path(os.environ.get("PARVIS_SHARED_DATA", ROOT.parent / "shared" / "data"))


#: What another process loaded is looked for every ten seconds; a query more now and then would disturb those who count.
queries.SECONDS = 10**9


@pytest.fixture(autouse=True)
def unordered_queries_are_shuffled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list that a page shows in the database's own order is a defect: here it comes in any order."""
    fetch = models.query.ModelIterable.__iter__

    def shuffled(self):
        rows = list(fetch(self))
        if not self.queryset.ordered:
            random.shuffle(rows)
        return iter(rows)

    monkeypatch.setattr(models.query.ModelIterable, "__iter__", shuffled)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """A page that one test fetched in French must not make the next test French."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def packs_of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Packs that a test loads are gone with its database: then nobody remembers them."""
    loaded: list[bool] = []

    def noted() -> None:
        loaded.append(True)
        queries.forget()

    monkeypatch.setattr("parvis.content.actions.forget", noted)
    yield
    if loaded:
        queries.forget()


@pytest.fixture(autouse=True)
def data_of_its_own(settings: Any, tmp_path: Path) -> None:
    """Files, tiles and keys of a test are its own."""
    settings.DATA = tmp_path


class Undefined(str):
    """Stands for a template variable that does not exist: printing it fails the test."""

    __slots__ = ()

    def __contains__(self, _key: object) -> bool:
        return True

    def __mod__(self, missing: object) -> str:
        raise AssertionError(f"undefined template variable: {missing}")


@pytest.fixture(autouse=True)
def undefined_variables_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    django_engine: Any = engines["django"]
    monkeypatch.setattr(django_engine.engine, "string_if_invalid", Undefined("%s"))


def member(organisation: Organisation, role: str, email: str) -> Account:
    account = open_account(None, email=email, name=email.split("@", maxsplit=1)[0])
    give_role(None, account, organisation, role)
    return account


@pytest.fixture
def city(db: None) -> Organisation:
    return found_organisation(None, name="Valombre", level=Level.MUNICIPAL)


@pytest.fixture
def police(db: None) -> Organisation:
    return found_organisation(None, name="National police, Valombre district", level=Level.NATIONAL)


@pytest.fixture
def elsewhere(db: None) -> Organisation:
    return found_organisation(None, name="Another city", level=Level.MUNICIPAL)


@pytest.fixture
def coordinator(city: Organisation) -> Account:
    return member(city, Role.COORDINATOR, "coordinator@valombre.test")


@pytest.fixture
def stranger(elsewhere: Organisation) -> Account:
    """A coordinator of another city on the same installation."""
    return member(elsewhere, Role.COORDINATOR, "coordinator@elsewhere.test")


@pytest.fixture
def administrator(city: Organisation) -> Account:
    return member(city, Role.ADMINISTRATOR, "administrator@valombre.test")


@pytest.fixture
def joining(city: Organisation) -> Callable[..., Account]:
    """Make a member of the city with a role: joining("expert"), joining("expert", 2)."""

    def join(role: str, n: int = 1) -> Account:
        return member(city, role, f"{role}{n}@valombre.test")

    return join


@pytest.fixture
def square(city: Organisation, coordinator: Account) -> Place:
    return register_place(
        coordinator, city, name="Halles Square", category="square", geometry=box(5.0, 48.0, 5.002, 48.001)
    )


@pytest.fixture
def enter() -> Callable[[Account], Client]:
    """A browser in which the account has signed in."""

    def signed_in(account: Account) -> Client:
        client = Client()
        client.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in
