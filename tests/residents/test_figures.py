"""Nothing under eleven, nothing by subtraction, and the figures themselves."""

import math
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from parvis.content.load import shipped_packs
from parvis.content.schemas import IndicatorsPack
from parvis.residents import actions, queries
from parvis.residents.models import Release
from parvis.residents.rules.figures import figures, steady
from parvis.residents.rules.steps import step
from tests.residents.conftest import SAFE, UNSAFE

(SURVEY,) = [pack for pack in shipped_packs() if isinstance(pack, IndicatorsPack)]


def test_ten_answers_show_nothing_and_the_eleventh_shows(survey, people, coordinator, square):
    assert queries.felt_safety(coordinator, square).reason == "fewer than 11 answers"
    people(7, SAFE)
    people(3, UNSAFE)
    page = f"/residents/r/{survey.token}/"
    assert b"fewer than 11 people have answered" in Client().get(page).content
    row = queries.felt_safety(coordinator, square)
    assert (row.value, row.n, row.reason) == (None, 0, "fewer than 11 answers")
    people(1, UNSAFE)
    row = queries.felt_safety(coordinator, square)
    low, high = binomtest(7, 11).proportion_ci(method="wilson")
    assert (row.value, row.n) == (pytest.approx(7 / 11), 11)
    assert (row.low, row.high) == (pytest.approx(low), pytest.approx(high))
    assert row.period
    shown = Client().get(page).content.decode()
    assert "64 %" in shown
    assert "11 people" in shown
    assert "Dark by the steps" not in shown


def test_figures_move_in_steps_of_eleven_and_closing_publishes_nothing_more(survey, people, coordinator, square):
    people(11, SAFE)
    for _ in range(10):
        people(1, UNSAFE)
        assert queries.felt_safety(coordinator, square).n == 11
    actions.close_survey(coordinator, survey)
    assert queries.felt_safety(coordinator, square).n == 11
    assert queries.published(survey) == 11


def test_the_next_step_holds_all_that_came(survey, people, coordinator, square):
    people(22, SAFE)
    assert queries.felt_safety(coordinator, square).n == 22


def test_partners_see_five_and_readers_do_not(survey, people, coordinator, joining, enter):
    people(5, UNSAFE)
    reader = joining("reader")
    assert queries.release(coordinator, survey).n == 5
    assert queries.release(reader, survey) is None
    assert "For partners" in enter(coordinator).get(f"/residents/{survey.pk}/").content.decode()
    assert "fewer than 11 people" in enter(reader).get(f"/residents/{survey.pk}/").content.decode()
    assert b"fewer than 11 people" in Client().get(f"/residents/r/{survey.token}/").content


def test_free_words_are_for_those_who_ask_only(survey, people, coordinator, joining, enter):
    people(4, UNSAFE)
    assert queries.words(coordinator, survey) == []
    people(1, UNSAFE)
    assert queries.words(coordinator, survey) == ["Dark by the steps"] * 5
    assert queries.words(joining("reader"), survey) == queries.words(None, survey) == []
    assert "Dark by the steps" in enter(coordinator).get(f"/residents/{survey.pk}/").content.decode()


def test_a_question_that_few_answered_keeps_its_figure(survey, people, coordinator):
    """Eleven further people, but only three of them answered about help: the earlier figure stays."""
    people(11, SAFE)
    people(8, {"safe_day": ["very_safe"], "safe_dark": ["never_there"]})
    people(3, SAFE | {"neighbours_help": ["1"]})
    newest = queries.public_release(survey)
    assert newest.n == 22
    assert newest.figures["indicators"]["help_mean"]["n"] == 11
    assert newest.figures["indicators"]["help_mean"]["mean"] == 6
    assert newest.figures["indicators"]["safe_day_share"]["n"] == 22


def test_cohesion_is_put_on_the_same_scale(survey, people, coordinator, square):
    people(11, SAFE)
    row = queries.felt(coordinator, square)[1]
    assert row.value == pytest.approx((5 / 6 + 6 / 6) / 2)
    assert 0 < row.low < row.value < row.high <= 1


def test_strangers_see_no_figures_of_the_place(survey, people, stranger, square):
    people(11, SAFE)
    assert queries.felt_safety(stranger, square).n == 0
    assert queries.felt_safety(None, square).reason == "not asked yet"


ANSWERS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "safe_day": st.sampled_from(["very_safe", "fairly_safe", "rather_unsafe", "very_unsafe", "never_there"]),
            "safe_dark": st.sampled_from(["very_safe", "very_unsafe", "never_there"]),
            "avoid": st.sampled_from(["often", "never"]),
            "what_helps": st.lists(st.sampled_from(["people", "light", "care"]), min_size=1, max_size=3, unique=True),
            "welcome": st.integers(1, 7),
        },
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(ANSWERS)
def test_over_any_history_no_two_public_figures_differ_by_a_few(answers):
    """Answers come one by one; whatever was ever shown to the public stays safe beside all that was shown before."""
    pack = SURVEY
    public, between, seen = None, None, []
    published = 0
    for n in range(1, len(answers) + 1):
        due = step(n, published)
        if due is None:
            continue
        minimum = 11 if due == "public" else 5
        earlier = [(public, minimum)] if public else []
        if between:
            earlier = [*(earlier or [({"indicators": {}, "tables": {}}, minimum)]), (between, 5)]
        new = steady(figures(pack, answers[:n], minimum), earlier)
        if due == "public":
            public, published = new, n
            seen.append(new)
        else:
            between = new
    for part in ("indicators", "tables"):
        for code in {code for figures_ in seen for code in figures_[part]}:
            sizes = sorted({figures_[part][code]["n"] for figures_ in seen if code in figures_[part]})
            assert all(size >= 11 for size in sizes)
            assert all(b - a >= 11 for a, b in pairwise(sizes))
    for shown in seen:
        for table in shown["tables"].values():
            assert all(count is None or count == 0 or count >= 11 for count in table["counts"].values())
        for figure in shown["indicators"].values():
            assert 0 <= figure["low"] <= figure["value"] <= figure["high"] <= 1
            assert not math.isnan(figure["value"])


def test_days_and_times_of_answers_stay_at_the_month(survey, people):
    people(11, SAFE)
    shown = Client().get(f"/residents/r/{survey.token}/").content.decode()
    assert f"{timezone.localdate():%B %Y}" in shown
    assert Release.objects.filter(audience="public").get().first_day == timezone.localdate()
