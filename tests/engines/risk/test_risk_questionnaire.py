from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.engines.risk import Graded, Item, QuestionnaireError, YesNo, score_questionnaire

SEVEN, FIVE = Graded(1, 7), Graded(1, 5, "low")


def test_mixed_scales_and_directions_become_one():
    assert [Item("i", "s", SEVEN, level).gap for level in (1, 4, 7)] == [1, 0.5, 0]
    assert [Item("i", "s", FIVE, level).gap for level in (1, 3, 5)] == [0, 0.5, 1]
    assert [Item("i", "s", YesNo(good), answer).gap for good in (True, False) for answer in (True, False)] == [
        0,
        1,
        1,
        0,
    ]
    assert [Item("i", "s", YesNo(), answer).gap for answer in ("not_applicable", "not_observed", None)] == [None] * 3


ITEMS = [
    Item("gate", "perimeter", YesNo(), False, weight=2),
    Item("fence", "perimeter", SEVEN, 4),
    Item("bollards", "perimeter", SEVEN, "not_applicable", weight=9),
    Item("patrol", "people", FIVE, 2, weight=3),
    Item("training", "people", FIVE, "not_observed"),
    Item("drill", "people", YesNo(), None, weight=4),
]


def test_a_mean_by_hand():
    found = score_questionnaire(ITEMS)
    perimeter, people = found.sections["perimeter"], found.sections["people"]
    assert perimeter.value == perimeter.low == perimeter.high == pytest.approx((2 * 1 + 1 * 0.5) / 3)
    assert (perimeter.coverage, perimeter.trace) == (1, ("gate", "fence"))
    assert people.value == pytest.approx(0.25)
    assert (people.low, people.high) == pytest.approx((3 * 0.25 / 8, (3 * 0.25 + 5) / 8))
    assert people.coverage == pytest.approx(3 / 8)
    assert found.overall.value == pytest.approx((2.5 / 3 + 0.25) / 2)
    assert (found.overall.low, found.overall.high) == pytest.approx(
        ((2.5 / 3 + 0.75 / 8) / 2, (2.5 / 3 + 5.75 / 8) / 2)
    )
    assert found.overall.coverage == pytest.approx((1 + 3 / 8) / 2)
    assert found.overall.trace == ("gate", "patrol", "fence")
    assert found.look_next == "drill"


def test_the_weakest_point_counts():
    found = score_questionnaire(ITEMS, within="weakest", between="weakest")
    assert (found.overall.value, found.overall.trace) == (1, ("gate",))
    assert (found.sections["people"].value, found.sections["people"].high) == (0.25, 1)
    mixed = score_questionnaire(ITEMS, within="weakest", section_weights={"perimeter": 1, "people": 3})
    assert mixed.overall.value == pytest.approx((1 + 3 * 0.25) / 4)
    assert mixed.overall.trace == ("gate", "patrol")  # 1/4 and 3/16
    tied = score_questionnaire(
        [Item(i, "s", SEVEN, level) for i, level in (("a", 4), ("b", 7), ("c", 4))], within="weakest"
    )
    assert tied.overall.trace == ("a", "c")


def test_what_does_not_matter_is_not_looked_at_next():
    items = [Item("a", "s", YesNo(), False), Item("b", "s", YesNo(), None), Item("c", "t", YesNo(), None)]
    settled = score_questionnaire(items, between="weakest", within="weakest")
    assert (settled.overall.low, settled.overall.high, settled.look_next) == (1, 1, None)
    assert score_questionnaire(items, section_weights={"s": 1, "t": 5}).look_next == "c"
    assert score_questionnaire([replace(item, answer=True) for item in items]).look_next is None
    nothing = score_questionnaire([replace(item, answer="not_applicable") for item in items])
    assert (nothing.overall.value, nothing.overall.coverage, nothing.overall.trace) == (None, None, ())
    unseen = score_questionnaire([replace(item, answer=None) for item in items]).overall
    assert (unseen.value, unseen.low, unseen.high, unseen.coverage) == (None, 0, 1, 0)


@pytest.mark.parametrize(
    ("items", "weights", "code", "detail"),
    [
        ([Item("a", "s", YesNo(), True, weight=0)], {}, "weights", "s"),
        ([Item("a", "s", YesNo(), True)], {"s": 0}, "weights", "s"),
        ([Item("a", "s", YesNo(), True)], {"t": 1}, "weights", "t"),
        ([], {}, "weights", ""),
        ([Item("a", "s", YesNo(), True, weight=-1)], {}, "weight", "a"),
        ([Item("a", "s", YesNo(), True, weight=float("inf"))], {}, "weight", "a"),
        ([Item("a", "s", YesNo(), True)], {"s": -1}, "weight", "s"),
        ([Item("a", "s", Graded(5, 1), None)], {}, "scale", "a"),
        ([Item("a", "s", SEVEN, 8)], {}, "answer", "a"),
        ([Item("a", "s", SEVEN, float("nan"))], {}, "answer", "a"),
        ([Item("a", "s", SEVEN, True)], {}, "answer", "a"),
        ([Item("a", "s", YesNo(), 1)], {}, "answer", "a"),
        ([Item("a", "s", YesNo(), True)] * 2, {}, "repeated", "a"),
    ],
)
def test_what_cannot_be_scored_is_refused(items: list[Item], weights: dict[str, float], code: str, detail: str):
    with pytest.raises(QuestionnaireError) as refused:
        score_questionnaire(items, section_weights=weights)
    assert (refused.value.code, refused.value.detail) == (code, detail)
    assert detail in str(refused.value)


RULE = st.sampled_from(["weighted_mean", "weakest"])
ANSWER = st.one_of(st.integers(1, 7), st.sampled_from([None, "not_observed", "not_applicable"]))


@st.composite
def questionnaires(draw, answers=ANSWER):
    facts = draw(st.lists(st.tuples(st.sampled_from("xyz"), answers, st.integers(1, 4)), min_size=1, max_size=9))
    return [Item(str(n), section, SEVEN, answer, weight) for n, (section, answer, weight) in enumerate(facts)]


@given(questionnaires(), RULE, RULE)
def test_the_ends_hold_the_score_and_every_completion(items, within, between):
    found = score_questionnaire(items, within=within, between=between)
    for score in (found.overall, *found.sections.values()):
        if score.value is not None:
            assert -1e-9 <= score.low - 1e-9 <= score.value <= score.high + 1e-9 <= 1 + 2e-9
        assert score.coverage is None or 0 <= score.coverage <= 1
    for level, end in ((7, found.overall.low), (1, found.overall.high)):
        complete = score_questionnaire(
            [replace(i, answer=level) if i.open else i for i in items], within=within, between=between
        )
        assert complete.overall.value is None or complete.overall.value == pytest.approx(end)


@given(questionnaires(), RULE, RULE, st.sampled_from("xyz"), st.integers(1, 9))
def test_what_does_not_apply_never_changes_anything(items, within, between, section, weight):
    section = items[0].section if section not in {item.section for item in items} else section
    more = [*items, Item("more", section, SEVEN, "not_applicable", weight)]
    assert score_questionnaire(more, within=within, between=between) == score_questionnaire(
        items, within=within, between=between
    )


@given(questionnaires(), RULE, RULE, st.data())
def test_a_better_answer_never_worsens(items, within, between, data):
    place = data.draw(st.integers(0, len(items) - 1))
    worse, better = sorted([data.draw(st.integers(1, 7)), data.draw(st.integers(1, 7))])
    scores = [
        score_questionnaire(
            [*items[:place], replace(items[place], answer=answer), *items[place + 1 :]], within=within, between=between
        ).overall
        for answer in (worse, better)
    ]
    for end in ("value", "low", "high"):
        assert getattr(scores[1], end) <= getattr(scores[0], end) + 1e-9


@given(questionnaires(), RULE, RULE, st.integers(1, 7))
def test_an_answer_narrows(items, within, between, level):
    before = score_questionnaire(items, within=within, between=between)
    if before.look_next is None:
        assert before.overall.low == pytest.approx(before.overall.high)
        return
    answered = [replace(i, answer=level) if i.id == before.look_next else i for i in items]
    after = score_questionnaire(answered, within=within, between=between).overall
    assert before.overall.low - 1e-9 <= after.low <= after.high <= before.overall.high + 1e-9
