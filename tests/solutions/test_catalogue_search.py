"""Search by need: typed words, filters, budget, and what to drop when nothing is found."""

import re

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from parvis.content.queries import measures
from parvis.solutions import queries
from parvis.solutions.rules import GENTLEST_FIRST, Ask, amount, first_year, understand, without

NEED = {
    "en": "vehicle, market square, temporary, reversible, under 50,000 euros",
    "fr": "véhicule, place du marché, temporaire, réversible, moins de 50 000 euros",
}
MEANT = {
    ("threat", ("VEHICLE",)),
    ("place", ("market",)),
    ("temporal", ("event_driven",)),
    ("reversible", ("reversible",)),
    ("budget", ("50000",)),
}
FILTERS = "threat=VEHICLE&place=market&temporal=event_driven&reversible=reversible&budget=50+000"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_need_in_words_is_understood_whole(db, language):
    with override(language):
        asks = understand(NEED[language], queries.lexicon())
        assert {(ask.facet, ask.codes) for ask in asks} == MEANT
        found = queries.catalogue(asks)
    assert found
    for row in found:
        assert "VEHICLE" in row.threats
        assert "event_driven" in row.temporal
        assert row.reversible == "reversible"
        assert not row.places or "market" in row.places
        assert first_year(row)[0] <= 50_000


def found_on(page: str) -> list[str]:
    main = page[page.index('role="search"') :]
    return re.findall(r'href="/solutions/measures/([a-z0-9-]+)/"', main)


def test_words_filters_and_the_api_find_the_same_in_the_same_order(stranger, enter):
    browser = enter(stranger)
    by_words = found_on(browser.get("/solutions/", {"q": NEED["en"]}).content.decode())
    by_filters = found_on(browser.get(f"/solutions/?{FILTERS}").content.decode())
    api = browser.get("/api/v1/solutions/measures", {"text": NEED["en"]}).json()
    narrowed = browser.get(f"/api/v1/solutions/measures?{FILTERS.replace('50+000', '50000')}").json()
    assert by_words == by_filters == [row["id"] for row in api] == [row["id"] for row in narrowed] != []
    ours = [row for row in api if row["remit"] != "police"]
    assert api[: len(ours)] == ours
    made_for = [row for row in ours if len(row["threats"]) <= 4]
    gentle = [GENTLEST_FIRST[row["kind"]] for row in made_for]
    assert gentle == sorted(gentle)


def test_each_chip_takes_away_what_it_names_and_nothing_else(stranger, enter):
    browser = enter(stranger)
    page = browser.get("/solutions/", {"q": NEED["en"], "kind": "technical"}).content.decode()
    chips = re.search(r'<div class="understood">(.*?)</div>', page, re.DOTALL)
    assert chips is not None
    links = re.findall(r'href="([?][^"]*)"', chips[1])
    assert len(links) == len(MEANT) + 1
    for link in links:
        rest = browser.get("/solutions/" + link.replace("&amp;", "&")).content.decode()
        again = re.search(r'<div class="understood">(.*?)</div>', rest, re.DOTALL)
        assert again is not None
        assert again[1].count("<li>") == len(MEANT)


def test_what_is_not_understood_is_looked_for_in_the_text(db):
    with override("en"):
        (threat, word) = understand("bollards against a lorry", queries.lexicon())
        assert (threat.facet, word.facet, word.codes) == ("threat", "text", ("bollard",))
        assert all(
            "bollard" in f"{row.label['en']} {row.description['en']}".casefold() for row in queries.catalogue([word])
        )


@pytest.mark.parametrize(
    ("words", "sum_"),
    [
        ("under 50,000 euros", "50000"),
        ("max 20k", "20000"),
        ("up to 1 million", "1000000"),
        ("5.000 €", "5000"),
        ("below 900", "900"),
    ],
)
def test_an_amount_is_a_budget(db, words, sum_):
    with override("en"):
        assert understand(words, queries.lexicon()) == [Ask("budget", (sum_,), (words,))]


def test_a_bare_figure_is_no_budget(db):
    with override("en"):
        assert [ask.facet for ask in understand("2026 22343", queries.lexicon())] == ["text", "text"]


@pytest.mark.parametrize(("entered", "read"), [("50 000", 50_000), ("50k", 50_000), ("1,000 €", 1_000), ("0", 0)])
def test_an_amount_is_read_as_it_is_written(entered, read):
    assert amount(entered) == read


@pytest.mark.parametrize("entered", ["abc", "-5", "12 months", "1e9x", "<b>"])
def test_what_is_no_amount_is_said_and_left_out(stranger, enter, entered):
    assert amount(entered) is None
    page = enter(stranger).get("/solutions/", {"budget": entered}).content.decode()
    assert "is no amount of money" in page
    assert len(set(found_on(page))) == len(measures())


def test_an_upper_end_above_the_budget_is_said(stranger, enter):
    browser = enter(stranger)
    dear = next(row for row in measures().values() if first_year(row)[0] < first_year(row)[1])
    low = browser.get("/solutions/", {"budget": str(first_year(dear)[0])}).content.decode()
    assert "above the budget" in low
    assert dear.id in found_on(low)
    enough = browser.get("/solutions/", {"budget": "999999999"}).content.decode()
    assert "above the budget" not in enough


def test_an_empty_result_says_which_single_filter_to_drop(stranger, enter):
    asks = [Ask("kind", ("human",)), Ask("category", ("physical",)), Ask("temporal", ("structural",))]
    assert queries.catalogue(asks) == []
    found = queries.loosened(asks)
    assert found is not None
    best = max(len(queries.catalogue([a for a in asks if a is not ask])) for ask in asks)
    assert found[1] == best == len(queries.catalogue([a for a in asks if a is not found[0]])) > 0
    page = enter(stranger).get("/solutions/?kind=human&category=physical&temporal=structural").content.decode()
    assert "Without “" in page
    assert queries.loosened([Ask("text", ("qqqq",)), Ask("text", ("zzzz",))]) is None


LEXICON = {("vehicle",): [("threat", "VEHICLE")], ("under",): [("budget", "budget")], ("euro",): [("currency", "euro")]}


@given(st.text(max_size=80))
def test_anything_may_be_typed(words):
    asks = understand(words, LEXICON)
    rest = words
    for ask in asks:
        assert ask.codes
        rest = without(rest, ask.typed)
    assert len(rest) <= len(words) + 1


@pytest.mark.parametrize("query", ["evidence=9", "evidence=x", "budget=-1", f"text={'a' * 201}"])
def test_the_api_refuses_what_it_cannot_read(coordinator, enter, query):
    assert enter(coordinator).get(f"/api/v1/solutions/measures?{query}").status_code == 422
