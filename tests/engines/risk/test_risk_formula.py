import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.risk import Formula, FormulaError

N = math.nan
NAMES = ("a", "b", "c")
FIVE = range(1, 6)


def test_a_formula_is_read_and_used_on_many_values():
    formula = Formula.parse("(threat + 2*exposure) / 3", ["exposure", "threat", "other"])
    assert formula.names == ("exposure", "threat")
    np.testing.assert_array_equal(formula({"threat": [3, N, 1], "exposure": [3, 1, N]}), [3, N, N])
    assert formula({"threat": [[1], [4]], "exposure": [1, 4]}).shape == (2, 2)
    np.testing.assert_array_equal(Formula.parse("max(a, b) * c", NAMES)({"a": 1, "b": [2, N], "c": 3}), [6, N])
    np.testing.assert_array_equal(Formula.parse("a", NAMES)({"a": 2, "b": N}), 2)


LEAF = st.sampled_from(["a", "b", "c", "2", "0.5", "3."])


def _joined(parts):
    pair = st.tuples(parts, st.sampled_from(["+", "-", "*"]), parts).map(lambda p: f"{p[0]} {p[1]} {p[2]}")
    listed = st.tuples(st.sampled_from(["min", "max"]), parts, parts, parts).map(
        lambda p: f"{p[0]}({p[1]}, {p[2]}, {p[3]})"
    )
    return pair | listed | parts.map(lambda p: f"({p})") | parts.map(lambda p: f"-{p}")


@given(st.recursive(LEAF, _joined, max_leaves=8), st.tuples(*[st.integers(0, 9)] * 3))
def test_it_means_what_it_means_in_python(text: str, values: tuple[int, int, int]):
    given = dict(zip(NAMES, values, strict=True))
    expected = eval(text, {"__builtins__": {}, "min": min, "max": max}, given)
    assert Formula.parse(text, NAMES)(given) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "syntax"),
        ("a +", "syntax"),
        ("a b", "syntax"),
        ("a = b", "syntax"),
        ("(a", "syntax"),
        ("a\x00", "syntax"),
        ("d", "name"),
        ("min", "name"),
        ("__import__", "name"),
        ("__import__('os')", "forbidden"),
        ("a.real", "forbidden"),
        ("a[0]", "forbidden"),
        ("a ** b", "forbidden"),
        ("a // b", "forbidden"),
        ("a % b", "forbidden"),
        ("+a", "forbidden"),
        ("a if b else c", "forbidden"),
        ("a < b", "forbidden"),
        ("a and b", "forbidden"),
        ("lambda: a", "forbidden"),
        ("[a for a in b]", "forbidden"),
        ("(a, b)", "forbidden"),
        ("(a := 1)", "forbidden"),
        ("min(a)", "forbidden"),
        ("min(a, *b)", "forbidden"),
        ("max(a, b, key=c)", "forbidden"),
        ("abs(a)", "forbidden"),
        ("True", "forbidden"),
        ("1j", "forbidden"),
        ("1e9", "forbidden"),
        ("0x1for", "forbidden"),
        ("1_000", "forbidden"),
        ("a # b", "forbidden"),
        ("9" * 400, "forbidden"),
        ("a" * 501, "too_long"),
        ("a + " * 120 + "a", "too_long"),
        ("(" * 31 + "a" + ")" * 31, "too_long"),
        ("-" * 31 + "a", "too_long"),
        ("a+" * 101 + "a", "too_long"),
        ("max(a, " * 31 + "b" + ")" * 31, "too_long"),
    ],
)
def test_nothing_else_is_in_the_language(text: str, code: str):
    with pytest.raises(FormulaError) as refused:
        Formula.parse(text, NAMES)
    assert refused.value.code == code
    assert len(refused.value.detail) < 60
    assert refused.value.detail in str(refused.value)


def test_a_long_sum_is_not_deep():
    assert Formula.parse(" + ".join("abc" * 20), NAMES)({"a": 1, "b": 2, "c": 3}) == 120


def test_a_factor_cannot_be_called_like_a_function():
    with pytest.raises(FormulaError, match="max"):
        Formula.parse("a", ["a", "max"])
    with pytest.raises(FormulaError) as missing:
        Formula.parse("a * b", NAMES)({"a": 1})
    assert (missing.value.code, missing.value.detail) == ("name", "b")


@pytest.mark.parametrize(
    "text", ["a * b * c", "(a + 2*b) / 3", "max(a, b) * c", "a / (6 - b)", "3", "min(a, b, c) - 9"]
)
def test_the_ends_are_those_of_all_combinations(text: str):
    formula = Formula.parse(text, NAMES)
    every = [float(formula(dict(zip(NAMES, values, strict=True)))) for values in product(FIVE, repeat=3)]
    assert formula.check(dict.fromkeys(NAMES, FIVE)) == pytest.approx((min(every), max(every)))


@pytest.mark.parametrize(
    ("text", "code", "detail"),
    [
        ("a / (b - 3)", "divides_by_zero", "a = 1, b = 3"),
        ("a / 0", "divides_by_zero", "a = 1"),
        ("1 / (1 / (a - 2))", "divides_by_zero", "a = 2"),
        ("a / (b - 0.1 - 0.2 - 0.7)", "divides_by_zero", "a = 1, b = 1"),
        ("a * " + "9" * 250 + " * " + "9" * 200, "not_finite", "a = 1"),
        ("a - b", "falls", "b 1 → 2 (a = 1)"),
        ("6 / a", "falls", "a 1 → 2"),
        ("max(a, 3) * (4 - b)", "falls", "b 1 → 2 (a = 1)"),
        ("(a - 3) * (b + 0)", "falls", "b 1 → 2 (a = 1)"),
        ("a + (b - 1) * (b - 2) * (b - 3) / 100", "falls", "b 1.5 → 2 (a = 1)"),  # level with every step, not between
    ],
)
def test_what_cannot_be_used_with_its_scales_is_named(text: str, code: str, detail: str):
    with pytest.raises(FormulaError) as refused:
        Formula.parse(text, NAMES).check({"a": [1, 2, 3], "b": [1, 2, 3]})
    assert (refused.value.code, refused.value.detail) == (code, detail)


def test_what_is_wrong_in_one_place_only_is_found_however_far_along():
    names = list("uvwxyz")
    scales = dict.fromkeys(names, range(11))
    assert Formula.parse("u + v + w + x + y + z", names).check(scales) == (0, 60)
    with pytest.raises(FormulaError, match="u 9 → 10") as refused:  # across a cut between two parts
        Formula.parse("u + v + w + x + y + z - 20 * max(u - 9, 0)", names).check(scales)
    assert refused.value.code == "falls"


def test_more_combinations_than_can_be_looked_at_are_refused():
    names = list("abcdefg")
    with pytest.raises(FormulaError) as refused:
        Formula.parse(" * ".join(names), names).check(dict.fromkeys(names, range(11)))
    assert (refused.value.code, refused.value.detail) == ("too_many", str(11**7))
    with pytest.raises(FormulaError, match="“b”"):
        Formula.parse("a * b", NAMES).check({"a": FIVE})
    for scale in ([], [1, N]):
        with pytest.raises(ValueError, match="level"):
            Formula.parse("a", NAMES).check({"a": scale})


@given(st.tuples(*[st.tuples(st.floats(1, 5), st.floats(1, 5), st.floats(0, 1))] * 3))
def test_what_lies_between_the_ends_stays_between(values: tuple[tuple[float, float, float], ...]):
    formula = Formula.parse("max(a, b) * c + a / (6 - b)", NAMES)
    formula.check(dict.fromkeys(NAMES, FIVE))
    low = {name: min(x, y) for name, (x, y, _) in zip(NAMES, values, strict=True)}
    high = {name: max(x, y) for name, (x, y, _) in zip(NAMES, values, strict=True)}
    inside = {name: low[name] + t * (high[name] - low[name]) for name, (_, _, t) in zip(NAMES, values, strict=True)}
    least, most = formula.bounds(low, high)
    assert least - 1e-9 <= formula(inside) <= most + 1e-9
