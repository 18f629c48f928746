"""The invented town in French: every text has both languages, and nothing English is left on its pages."""

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.apps import apps
from django.db import transaction
from django.test import Client

import parvis.cli.valombre
from parvis.cli.demo import spoken
from parvis.cli.valombre import build_town
from parvis.content.load import content_folder
from parvis.people.models import Account
from parvis.places.models import Place

pytestmark = pytest.mark.django_db
FILES = sorted((content_folder() / "demo").glob("*.yaml"))
LANGUAGES = {"en", "fr"}
SOURCE = "".join(file.read_text(encoding="utf-8") for file in Path(parvis.cli.valombre.__file__).parent.glob("*.py"))
ROOMS = re.compile(r'href="(/(?:places|assessments|solutions|plans|exercises|residents)/[^"?#]*)"')


def told(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def pairs(value: Any) -> Iterator[dict[str, str]]:
    """The texts that are written in two languages."""
    if isinstance(value, dict) and value.keys() >= LANGUAGES and isinstance(value["en"], str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from pairs(part)


def alone(value: Any) -> Iterator[str]:
    """The texts that are written once: names, or something forgotten. A code has no space and no capital of its own."""
    if isinstance(value, str):
        if " " in value or (value[:1].isupper() and not value.isupper()):
            yield value
    elif isinstance(value, dict | list):
        parts = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict) and value.keys() >= LANGUAGES:  # a text, or a sheet with a part for each language
            parts = [part for name, part in value.items() if name not in LANGUAGES]
        for part in parts:
            yield from alone(part)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_text_has_both_languages_and_only_names_have_one(file: Path) -> None:
    found = told(file)
    for pair in pairs(found):
        assert pair.keys() == LANGUAGES
        assert all(pair.values())
    forgotten = [text for text in alone(found) if text not in SOURCE]
    assert not forgotten, f"write each as {{en: ..., fr: ...}}: {forgotten}"


def test_a_sheet_for_other_cities_has_the_same_parts_in_both() -> None:
    sheet = told(content_folder() / "demo" / "practice.yaml")
    assert sheet["en"].keys() == sheet["fr"].keys()


def counted() -> Counter[str]:
    rooms = [model for model in apps.get_models() if model.__module__.startswith("parvis.")]
    return Counter({model._meta.label: model._default_manager.count() for model in rooms})


@pytest.fixture(scope="module")
def towns(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Counter[str], Counter[str]]]:
    """What both towns hold; the French one stands while the tests of this file run."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            build_town(lambda _step, _done: None, "en")
            english = counted()
            transaction.set_rollback(True)
        with transaction.atomic():
            build_town(lambda _step, _done: None, "fr")
            yield english, counted()
            transaction.set_rollback(True)


def test_both_towns_hold_the_same_number_of_everything(towns: tuple[Counter[str], Counter[str]]) -> None:
    english, french = towns
    assert english == french
    assert english["places.Place"] >= 30


def pages(browser: Client, start: str) -> dict[str, str]:
    """The page, and every page that it leads to in the rooms of the thread."""
    first = html.unescape(browser.get(start).content.decode())
    found = {start: first}
    for address in ROOMS.findall(first):
        answer = browser.get(address) if address not in found else None
        if answer is not None and answer.headers.get("Content-Type", "").startswith("text/html"):
            found[address] = html.unescape(answer.content.decode())
    return found


@pytest.mark.usefixtures("towns")
def test_the_pages_of_the_market_square_are_french() -> None:
    browser = Client(headers={"accept-language": "fr"})
    browser.force_login(Account.objects.get(email="coordinator@valombre.example"))
    shown = pages(browser, f"/places/{Place.objects.get(name='Place des Halles').pk}/")
    assert len(shown) > 10
    written = [pair for file in FILES for pair in pairs(told(file)) if pair["en"] != pair["fr"]]
    sentences = [pair for pair in written if pair["en"].count(" ") > 1]
    english = {(address, pair["en"]) for address, text in shown.items() for pair in sentences if pair["en"] in text}
    assert not english
    assert sum(any(pair["fr"] in text for text in shown.values()) for pair in sentences) > 100
    assert "Coordonnateur sûreté" in shown.popitem()[1]


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_BE"}, "fr"),
        ({"LANG": "lt_LT.UTF-8", "LC_ALL": ""}, "en"),
        ({}, "en"),
    ],
)
def test_the_machine_says_which_town_it_wants(
    monkeypatch: pytest.MonkeyPatch, locale: dict[str, str], language: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert spoken() == language
