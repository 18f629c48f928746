"""Rows of people, place and procedure: no two alike, and each says what a town needs to know before it chooses."""

from difflib import SequenceMatcher
from itertools import combinations

import pytest

from parvis.content.load import shipped_packs
from parvis.content.schemas import Measure, MeasuresPack

PACKS = [pack for pack in shipped_packs() if isinstance(pack, MeasuresPack)]
ROWS: list[Measure] = [row for pack in PACKS for row in pack.measures]
GENTLE = [row for row in ROWS if row.kind != "technical"]
THEMES = {"streets", "comfort", "life", "night", "organisation", "events", "recovery", "training", "exercising"}
FULL = [
    row
    for pack in PACKS
    if pack.urn.rpartition(":")[2] in THEMES | {"design", "human", "procedures", "methods"}
    for row in pack.measures
]


def test_each_theme_of_people_and_place_has_a_pack_worth_the_name() -> None:
    themed = {pack.urn.rpartition(":")[2]: len(pack.measures) for pack in PACKS}
    assert all(themed[theme] >= 8 for theme in THEMES)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_two_rows_are_alike(language: str) -> None:
    names = [row.label[language].casefold() for row in ROWS]
    assert len(set(names)) == len(names)
    told = [(row.id, set(row.description[language].casefold().split())) for row in ROWS]
    near = [(a, b) for (a, x), (b, y) in combinations(told, 2) if len(x & y) > 0.6 * min(len(x), len(y))]
    assert not near


@pytest.mark.parametrize("row", FULL, ids=lambda row: row.id)
def test_a_row_of_people_place_or_procedure_says_how_it_acts_and_what_it_asks_for(row: Measure) -> None:
    assert row.techniques
    assert row.ai_act == "none"
    assert row.evidence.mechanism.text
    assert row.evidence.moderators.text
    assert row.evidence.implementation.text
    if row.remit != "police":
        assert row.cost.once[1] + row.cost.yearly[1] > 0, "working time is a cost"
    for text in (row.description["en"], row.description["fr"]):
        assert 60 <= len(text) <= 600


def test_french_is_told_and_not_carried_over_word_for_word() -> None:
    """A French text that keeps most letters of the English one was not written in French."""
    alike = [
        row.id
        for row in GENTLE
        if SequenceMatcher(None, row.description["en"], row.description["fr"], autojunk=False).ratio() > 0.75
    ]
    assert not alike


def test_a_place_code_narrows_and_never_names_everything() -> None:
    assert all(len(row.places) <= 12 for row in ROWS)
