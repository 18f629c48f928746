"""Which tier follows from a number of people, and which one holds: pure, at the boundaries of the packs that ship."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.assessment.rules.tier import by_people, holding
from parvis.content.load import shipped_packs
from parvis.content.schemas import MethodPack
from parvis.content.schemas.method import Tier

METHODS = {pack.urn.rpartition(":")[2]: pack for pack in shipped_packs() if isinstance(pack, MethodPack)}
WORDS = {"en": "Words", "fr": "Mots"}


def tier(number: int, low: int | None, high: int | None = None) -> Tier:
    return Tier(code=f"t{number}", number=number, label=WORDS, from_people=low, below_people=high, expects=[WORDS])


def follows(name: str, people: int | None) -> str:
    found = by_people(METHODS[name].tiers, people)
    return found.code if found else ""


@pytest.mark.parametrize("name", ["reference", "first-look"])
@pytest.mark.parametrize(
    ("people", "code"),
    [(0, "everyday"), (199, "everyday"), (200, "standard"), (799, "standard"), (800, "enhanced"), (4999, "enhanced"),
     (5000, "major_event")],
)  # fmt: skip
def test_the_tier_follows_from_the_number_of_people(name: str, people: int, code: str) -> None:
    assert follows(name, people) == code


@pytest.mark.parametrize(
    ("people", "code"),
    [(199, "small_event"), (799, "small_event"), (800, "event"), (4999, "event"), (5000, "large_event"),
     (19999, "large_event"), (20000, "major_event")],
)  # fmt: skip
def test_an_event_has_boundaries_of_its_own(people: int, code: str) -> None:
    assert follows("event", people) == code


def test_without_a_number_or_without_tiers_none_follows() -> None:
    assert follows("reference", None) == ""
    assert METHODS["everyday"].tiers == []
    assert follows("everyday", 900) == ""


def test_a_tier_without_a_number_is_only_ever_chosen() -> None:
    tiers = [tier(1, None), tier(2, None)]
    assert by_people(tiers, 10_000) is None
    held = holding(tiers, 10_000, settled="t2", followed="", reason="a monument", closed=False)
    assert held.tier == tiers[1]
    assert held.chosen
    assert not held.outdated


@given(st.integers(0, 50_000), st.integers(0, 50_000))
def test_more_people_never_lower_the_tier(one: int, two: int) -> None:
    for method in METHODS.values():
        low, high = (by_people(method.tiers, people) for people in sorted((one, two)))
        assert low is None or (high is not None and low.number <= high.number)


@given(st.integers(0, 50_000))
def test_tiers_that_ship_leave_no_number_out(people: int) -> None:
    assert all(by_people(method.tiers, people) for method in METHODS.values() if method.tiers)


def test_where_two_fit_the_higher_one_follows() -> None:
    assert by_people([tier(3, 0), tier(1, 0, 500)], 100) == tier(3, 0)


def held(people: int | None, **more: object):
    given = {"settled": "", "followed": "", "reason": "", "closed": False, **more}
    return holding([tier(1, 0, 200), tier(2, 200)], people, **given)  # type: ignore[arg-type]


def test_an_open_assessment_goes_with_the_number_and_a_closed_one_stays() -> None:
    assert held(300).tier == tier(2, 200)
    assert held(100).tier == tier(1, 0, 200)
    stays = held(300, settled="t1", followed="t1", closed=True)
    assert (stays.tier, stays.follows, stays.outdated, stays.chosen) == (tier(1, 0, 200), tier(2, 200), True, False)
    assert held(300, closed=True).tier is None


def test_a_choice_is_outdated_only_when_another_tier_follows_than_then() -> None:
    chosen = {"settled": "t2", "followed": "t1", "reason": "many children"}
    assert not held(100, **chosen).outdated
    assert held(300, **chosen).outdated
    assert not held(None, **chosen).outdated
