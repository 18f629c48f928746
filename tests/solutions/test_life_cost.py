"""The cost over the years against closed forms, a published table of annuity factors, and what must always hold."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.solutions.rules import ITEMS, cost_fault, life_cost
from parvis.solutions.rules.life_cost import factor

MONEY = st.integers(0, 1_000_000).map(float)
WHOLE = {
    "purchase": 80_000, "installation": 15_000, "training": 5_000, "operation": 4_000, "maintenance": 2_000,
    "staff_hours": 300, "hour_cost": 40, "end_of_life": 6_000, "residual_value": 1_000, "years": 10, "discount_rate": 5,
}  # fmt: skip


def present_by_hand(costs: dict[str, float]) -> Fraction:
    """Every payment of every year, discounted one by one, without rounding."""
    exact = {name: Fraction(value) for name, value in costs.items()}
    rate, years = 1 + exact["discount_rate"] / 100, int(costs["years"])
    each = exact["operation"] + exact["maintenance"] + exact["staff_hours"] * exact["hour_cost"]
    once = exact["purchase"] + exact["installation"] + exact["training"]
    end = exact["end_of_life"] - exact["residual_value"]
    return once + sum(each / rate**year for year in range(1, years + 1)) + end / rate**years


@pytest.mark.parametrize(
    ("percent", "years", "published"),
    [(1, 10, 9.4713), (3, 20, 14.8775), (5, 10, 7.7217), (5, 30, 15.3725), (8, 5, 3.9927), (10, 20, 8.5136)],
)
def test_the_factor_is_that_of_the_usual_tables_of_annuities(percent, years, published):
    assert factor(percent / 100, years) == pytest.approx(published, abs=5e-5)


def test_everything_stated():
    found = life_cost(WHOLE)
    assert (found.once, found.yearly, found.end) == (100_000, 18_000, 5_000)
    assert found.total == 100_000 + 10 * 18_000 + 5_000
    assert found.present == pytest.approx(float(present_by_hand(WHOLE)), abs=1e-6)
    assert found.each_year == pytest.approx(found.present / 7.721734929, rel=1e-9)
    assert found.missing == ()


@given(st.fixed_dictionaries({name: MONEY for name in ITEMS if name not in {"years", "discount_rate"}}),
       st.integers(1, 60), st.integers(0, 200).map(lambda tenth: tenth / 10))  # fmt: skip
def test_the_closed_form_is_the_sum_of_every_year(costs, years, rate):
    whole = costs | {"years": years, "discount_rate": rate}
    found = life_cost(whole)
    assert found.present == pytest.approx(float(present_by_hand(whole)), rel=1e-9, abs=1e-3)
    if rate == 0:
        assert found.present == pytest.approx(found.total)


@given(st.dictionaries(st.sampled_from(ITEMS), st.integers(1, 20).map(float)))
def test_what_is_not_stated_is_missing_and_never_nothing(costs):
    found = life_cost(costs)
    assert set(found.missing) == set(ITEMS) - set(costs)
    assert (found.total is None) == ("years" not in costs or not set(costs) - {"years", "discount_rate"})
    assert found.present is None or "discount_rate" in costs


def test_hours_without_their_price_add_nothing_and_say_so():
    found = life_cost({"staff_hours": 100.0, "years": 5})
    assert found.yearly == 0
    assert "hour_cost" in found.missing


@pytest.mark.parametrize(
    ("item", "value", "fault"),
    [("purchase", -1, "negative"), ("purchase", float("nan"), "negative"), ("purchase", 3e9, "large"),
     ("years", 0, "years"), ("years", 2.5, "years"), ("years", 61, "years"), ("discount_rate", 21, "rate"),
     ("bribes", 1, "unknown")],
)  # fmt: skip
def test_what_cannot_be_a_cost_is_named(item, value, fault):
    assert cost_fault(WHOLE | {item: value}) == (item, fault)
    assert cost_fault(WHOLE) == ("", "")
