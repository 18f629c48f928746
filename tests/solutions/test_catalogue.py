"""The catalogue: what is found, what is old, what might help, and its pages."""

from datetime import date
from html import unescape

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from parvis.content.queries import measures
from parvis.solutions import queries, rules
from parvis.solutions.rules import Ask, understand
from parvis.web.components.cost import span

KINDS = ["technical", "human", "design", "procedure"]


def ids(*asks: Ask) -> set[str]:
    return {row.id for row in queries.catalogue(asks)}


def typed(words: str) -> list[Ask]:
    return understand(words, queries.lexicon())


def test_words_are_found_without_accents_and_in_the_readers_language(db):
    with override("fr"):
        assert ids(*typed("eclairage")) == ids(*typed("Éclairage")) != set()
    with override("en"):
        assert ids(*typed("eclairage")) == set()
        assert ids() == set(measures())


@pytest.mark.parametrize("kind", KINDS)
def test_each_filter_gives_exactly_the_rows_that_hold_it(db, kind):
    found = ids(Ask("kind", (kind,)), Ask("threat", ("VEHICLE",)), Ask("phase", ("execution",)))
    assert found == {
        row.id
        for row in measures().values()
        if row.kind == kind and "VEHICLE" in row.threats and "execution" in row.phases
    }


def test_narrowing_never_adds(db):
    wide = ids(Ask("function", ("protect",)))
    assert ids(Ask("function", ("protect",)), Ask("category", ("physical",))) <= wide <= set(measures())


@pytest.mark.parametrize(
    ("checked", "today", "stale"),
    [
        ("2026-11", date(2026, 11, 24), False),
        ("2024-11", date(2026, 11, 1), False),
        ("2024-10", date(2026, 11, 1), True),
    ],
)
def test_a_row_is_old_after_more_than_24_months(checked, today, stale):
    assert rules.is_stale(checked, today) is stale


@given(
    st.sets(st.sampled_from(["VEHICLE", "SHARP", "IED", "NOISE"])),
    st.sets(st.sampled_from(["execution", "preparation"])),
)
def test_suggestions_fit_and_put_the_gentlest_first_among_equals(threats, phases):
    found = rules.suggestions(ROWS, threats, phases)
    assert {s.measure.id for s in found} == {r.id for r in ROWS if threats & set(r.threats) and r.remit != "police"}
    equals = [(not s.phase, not s.specific, rules.GENTLEST_FIRST[s.measure.kind]) for s in found]
    assert equals == sorted(equals)


def shipped():
    from parvis.content.load import shipped_packs  # noqa: PLC0415

    return [row for pack in shipped_packs() if pack.kind == "measures" for row in pack.measures]


ROWS = shipped()


def test_police_matters_are_named_but_never_suggested():
    assert any(row.remit == "police" for row in ROWS)
    assert all(s.measure.remit != "police" for s in rules.suggestions(ROWS, {"FIREARMS", "SHARP"}, {"execution"}))


def test_the_pages_of_the_catalogue_open_for_everyone_with_an_account(stranger, enter, client):
    reader = enter(stranger)
    page = reader.get("/solutions/").content.decode()
    assert "What a city can do" in page
    assert "Technology" in page
    assert client.get("/solutions/").status_code == 302
    assert "No measure fits" in reader.get("/solutions/?q=zzzz&kind=human").content.decode()
    assert reader.get("/solutions/measures/no-such-thing/").status_code == 404
    assert reader.get("/solutions/?kind=nonsense&phase='").status_code == 200


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_measure_has_a_page_that_says_what_is_not_known(db, stranger, enter, language):
    reader = enter(stranger)
    for code, row in measures().items():
        answer = reader.get(f"/solutions/measures/{code}/", headers={"Accept-Language": language})
        assert answer.status_code == 200
        page = answer.content.decode()
        assert row.label[language].split("'")[0] in page.replace("&#x27;", "'")
        if row.evidence.effect.grade == 0:
            assert {"en": "0: described, not evaluated", "fr": "0\u00a0: décrit, non évalué"}[language] in page


def test_the_page_of_an_old_row_says_so(db, stranger, enter, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2030, 1, 1))
    page = enter(stranger).get("/solutions/measures/urban-layout/").content.decode()
    assert "more than 24 months ago" in page


def test_the_page_says_what_it_costs_what_is_known_and_what_the_law_asks(stranger, enter):
    page = unescape(enter(stranger).get("/solutions/measures/video-analytics/").content.decode())
    row = measures()["video-analytics"]
    for words in (
        span([30_000, 200_000]),
        "2026 (EUR)",
        "not a published figure",
        "Displacement",
        "High risk",
        "no legal advice",
        "Data protection",
        "Strengthen formal surveillance",
    ):
        assert words in page
    assert page.count('<tr><th scope="row">') == 5
    assert all(finding.text["en"] in page for _side, finding in row.evidence if finding.text)


def test_a_measure_for_any_place_says_so(stranger, enter):
    assert "<dd>any</dd>" in enter(stranger).get("/solutions/measures/gis/").content.decode()
