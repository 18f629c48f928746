"""Sentences and numbers in the reader's language."""

import pytest
from django.utils import translation

from parvis.content.language import figure, said
from parvis.engines.choice.wording import state
from parvis.engines.risk.wording import state as risk_state
from parvis.engines.terrain import Reason


@pytest.mark.parametrize(
    ("language", "value", "decimals", "written"),
    [
        ("en", 8200, 0, "8\u202f200"),
        ("en", 0.15, 1, "0.1"),
        ("fr", 0.151, 1, "0,2"),
        ("fr", 1234.5, 1, "1\u202f234,5"),
        ("fr", 12, 0, "12"),
    ],
)
def test_numbers(language, value, decimals, written):
    with translation.override(language):
        assert figure(value, decimals).replace("\xa0", "\u202f") == written


def test_sentences_of_three_engines_in_french_have_a_comma_and_grouped_thousands():
    with translation.override("fr"):
        ahead = said(state("ahead", option="A", rival="B", margin=12.34))
        agreed = said(risk_state("good", alpha=0.816, units=12))
        covers = said(Reason("size_area", {"area": 8200}))
    assert "12,3" in ahead
    assert "0,82" in agreed
    assert "8 200 m²" in covers.replace("\xa0", " ")
    assert "12.3" not in ahead


def test_in_english_the_same_keep_the_point():
    assert "12.3 points" in said(state("ahead", option="A", rival="B", margin=12.34))
