"""The French of Parvis: whole, with every placeholder, set as French is set; and pages that leave no English standing."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.test import Client

LOCALE = Path(__file__).parents[2] / "src/parvis/web/locale"
PLACEHOLDER = re.compile(r"%\(\w+\)[+.\d]*[a-z]|%%")
PLAIN_SPACE = re.compile(r" [:;?!»€]| %(?!\()|« |\d (?:m|km|m²|minutes|secondes)\b")
# What may stand in both languages beside words that are the same: data of the tests, names, and Place, which is a square in French.
NAMES = {"Parvis", "Valombre", "Halles Square", "coordinator", "English", "français", "CSV", "Excel", "GeoJSON"}
SAME = NAMES | {"TLP:AMBER+STRICT", "© OpenStreetMap contributors", "Place"}


def texts(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Both forms of a text with a plural, else its one form."""
    return (text or "",) if isinstance(text, str | None) else tuple(text)


@pytest.fixture(scope="module")
def french() -> Catalog:
    with (LOCALE / "fr/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="fr")


@pytest.fixture(scope="module")
def entries(french: Catalog) -> list[Message]:
    return [entry for entry in french if entry.id]


@pytest.fixture(scope="module")
def same(entries: list[Message]) -> set[str]:
    return SAME | {text for entry in entries for text in texts(entry.id) if text in texts(entry.string)}


@pytest.fixture(scope="module")
def compiled(french: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue as it stands, compiled beside the house: nobody has to have run a script before."""
    root = tmp_path_factory.mktemp("locale")
    (root / "fr/LC_MESSAGES").mkdir(parents=True)
    with (root / "fr/LC_MESSAGES/django.mo").open("wb") as file:
        write_mo(file, french)
    return root


@pytest.fixture(autouse=True)
def speaks_french(settings, compiled: Path) -> None:
    settings.LOCALE_PATHS = [compiled]


def test_every_text_is_translated(entries):
    assert len(entries) > 1500
    assert [entry.id for entry in entries if not all(texts(entry.string))] == []
    assert [entry.id for entry in entries if entry.fuzzy] == []


def test_both_plural_forms_and_the_rule_of_french(french, entries):
    assert (french.num_plurals, french.plural_expr) == (2, "(n > 1)")
    assert [entry.id for entry in entries if len(texts(entry.id)) != len(texts(entry.string))] == []


def test_placeholders_are_those_of_the_source(entries):
    """A singular may take the form of either source text: French often keeps the figure where English says 'one'."""
    for entry in entries:
        allowed = {tuple(sorted(PLACEHOLDER.findall(text))) for text in texts(entry.id)}
        for text in texts(entry.string):
            assert tuple(sorted(PLACEHOLDER.findall(text))) in allowed, entry.id


def test_no_stray_percent_sign(entries):
    """What Python formats may hold a per cent sign only when it is doubled."""
    for entry in entries:
        if any(PLACEHOLDER.search(text) for text in texts(entry.id)):
            for text in texts(entry.string):
                assert "%" not in PLACEHOLDER.sub("", text), entry.id


def test_set_as_french_is_set(entries):
    found = [text for entry in entries for text in texts(entry.string) if PLAIN_SPACE.search(text)]
    assert found == [], "a no-break space belongs before : ; ? ! » % and after «"
    assert [text for entry in entries for text in texts(entry.string) if re.search("[“”]", text)] == []


def test_spaces_at_the_ends_and_lines_are_kept(entries):
    for entry in entries:
        for source, text in zip(texts(entry.id), texts(entry.string), strict=True):
            assert source.startswith("\n") == text.startswith("\n"), source
            assert source.endswith("\n") == text.endswith("\n"), source
            assert text == text.strip() or source != source.strip(), source


class Visible(HTMLParser):
    """Collects what a reader sees or hears: text, and the attributes that are read out."""

    SILENT = {"script", "style", "template"}
    READ_OUT = {"alt", "aria-label", "placeholder", "title"}

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.found: set[str] = set()

    def keep(self, text: str | None) -> None:
        parts = " ".join((text or "").split()).split(" · ")
        self.found |= {part for part in parts if re.search(r"[^\W\d_]{3,}", part)}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.SILENT:
            self.inside.append(tag)
        for name, value in attrs:
            if name in self.READ_OUT or name.startswith("data-text-"):
                self.keep(value)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.keep(data)


def seen(client: Client, path: str, language: str) -> tuple[str, set[str]]:
    answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == 200, path
    html = answer.content.decode()
    assert f'<html lang="{language}"' in html
    reader = Visible()
    reader.feed(html)
    return html, reader.found


def test_the_front_door_in_french(db, same):
    html, found = seen(Client(), "/", "fr")
    assert "Aller au contenu" in html
    assert found & seen(Client(), "/", "en")[1] <= same


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", ["Aujourd'hui", "Comment va ma ville"]),
        ("/places/", ["Lieux", "Carte des lieux"]),
        ("/places/{place}/", ["Le fil de ce lieu", "Sentiment de sécurité"]),
        ("/plans/", ["Plans de sécurité"]),
        ("/exercises/", ["Exercices"]),
        ("/solutions/", ["Ce qu'une ville peut faire"]),
        ("/residents/", ["Habitants"]),
        ("/exchange/", ["Ce que nous racontons aux autres"]),
        ("/assessments/", ["Évaluations"]),
    ],
)
def test_pages_leave_no_english(path, words, enter, coordinator, square, same):
    browser = enter(coordinator)
    html, french_words = seen(browser, path.format(place=square.pk), "fr")
    text = html.replace("&#x27;", "'").replace("&#39;", "'")
    for word in words:
        assert word in text
    assert french_words & seen(browser, path.format(place=square.pk), "en")[1] <= same


def test_a_refusal_speaks_the_language_of_the_reader(enter, coordinator):
    answer = enter(coordinator).get("/places/999999/", headers={"accept-language": "fr"})
    assert answer.status_code == 404
    assert "Cette page n'existe pas" in answer.content.decode().replace("&#x27;", "'").replace("&#39;", "'")


def test_another_language_than_ours_gets_english(db):
    assert '<html lang="en"' in Client().get("/", headers={"accept-language": "fi"}).content.decode()
