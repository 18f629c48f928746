"""Sentences of the engines: filled like Python fills them, numbers written as the caller's language writes them."""

import re
from importlib import import_module

import hypothesis.strategies as st
import pytest
from hypothesis import given

from parvis.engines.statement import Statement, filled, plain

ROOMS = ("choice", "drill", "privacy", "risk", "terrain")


def every_template() -> list[str]:
    words = [import_module(f"parvis.engines.{room}.wording") for room in ROOMS]
    return [
        text for one in words for name in ("TEMPLATES", "FIXES", "REASONS") for text in getattr(one, name, {}).values()
    ]


@pytest.mark.parametrize("template", every_template())
def test_every_sentence_comes_out_as_python_would_fill_it(template):
    values = dict.fromkeys(re.findall(r"%\((\w+)\)", template), 7)
    assert filled(template, values) == template % values


@given(
    st.floats(-999, 999).map(lambda value: round(value, 3)), st.integers(0, 999), st.text(st.characters(codec="ascii"))
)
def test_small_numbers_and_any_text_come_out_as_python_would_fill_them(value, whole, text):
    values = {"a": value, "n": whole, "t": text}
    template = "%(a).1f of %(a).2f, %(n)d %% of %(n)s: %(t)s"
    assert filled(template, values) == template % values


def test_large_numbers_are_grouped_and_a_caller_writes_them_its_own_way():
    told = Statement("x", {"area": 8200, "share": 0.125}, "About %(area)s m², %(share).2f.")
    assert told.sentence() == "About 8\u202f200 m², 0.12."
    assert told.sentence(number=lambda value, decimals: f"<{value}|{decimals}>") == "About <8200|0> m², <0.125|2>."


def test_a_value_that_the_template_needs_and_nobody_gave_is_an_error():
    with pytest.raises(KeyError):
        filled("%(missing)s", {})


@given(st.integers(-(10**12), 10**12))
def test_grouping_loses_no_digit(value):
    assert int(plain(value, 0).replace("\u202f", "")) == value
