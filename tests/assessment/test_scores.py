"""From answers on site to what is missing: per assessor, with what nobody saw, and back to the answers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.assessment import queries
from parvis.assessment.rules.scoring import by_assessor, score, verdict
from tests.assessment.visiting import opened
from tests.content.test_foreign_methods import method

FORM = method("mixed-scales").questionnaire
assert FORM is not None
QUESTIONS = FORM.questions


def scored(**answers):
    """Scores of one assessor; `how_dense="3"` answers the question how-dense for the place as a whole."""
    return score(FORM, QUESTIONS, {(name.replace("_", "-"), None): (value,) for name, value in answers.items()})


def test_scales_of_seven_and_five_are_brought_to_one():
    found = scored(how_dense="7", how_led="5")  # 7 of 7 where low is better: all is missing; 5 of 5: nothing
    assert found.sections["crowd"].value == pytest.approx(2 / 3)  # the dense crowd weighs twice
    assert scored(how_dense="1", how_led="5").sections["crowd"].value == 0
    assert scored(how_dense="4", how_led="3").sections["crowd"].value == pytest.approx(0.5)


def test_the_weakest_point_decides_where_the_method_says_so():
    found = scored(how_dense="1", how_led="5", gate="yes", gate_state="2")
    assert found.sections["gates"].value == pytest.approx(0.75)
    assert found.overall.value == pytest.approx(0.75)  # the worst section counts, not the mean
    assert found.overall.trace == ("gate-state",)


def test_a_question_is_asked_only_when_its_condition_holds():
    assert scored(gate="no").sections["gates"].value == 1
    assert scored(gate="no").sections["gates"].coverage == 1  # the state of a gate that is not there is not missing
    assert scored(gate="yes").sections["gates"].coverage < 1


def test_what_nobody_saw_widens_and_what_does_not_apply_leaves():
    seen = scored(how_dense="4", how_led="not_observed")
    assert (seen.sections["crowd"].value, seen.sections["crowd"].low, seen.sections["crowd"].high) == pytest.approx(
        (0.5, 1 / 3, 2 / 3)
    )
    away = scored(how_dense="4", how_led="not_applicable")
    assert away.sections["crowd"].low == away.sections["crowd"].high == pytest.approx(0.5)


def test_two_zones_stand_by_the_weaker_and_two_phones_stand_open():
    gates = {("gate", 1): ("yes",), ("gate", 2): ("no",)}
    assert score(FORM, QUESTIONS, gates).sections["gates"].value == 1
    torn = score(FORM, QUESTIONS, {("gate", None): ("no", "yes")})
    assert torn.sections["gates"].value is None


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        question.id: st.sampled_from([*FORM.answers(question), "not_applicable", "not_observed"])
        for question in QUESTIONS
    },
)


@given(ANSWERS)
@settings(max_examples=60, deadline=None)
def test_the_truth_lies_between_the_ends_and_every_share_has_words(answers):
    found = score(FORM, QUESTIONS, {(name, None): (value,) for name, value in answers.items()})
    for part in (found.overall, *found.sections.values()):
        assert 0 <= part.low <= part.high <= 1
        if part.value is not None:
            assert part.low - 1e-9 <= part.value <= part.high + 1e-9
            assert verdict(FORM, part.value).label["en"] in {"Good", "Poor"}


def test_assessors_are_told_apart():
    rows = {"gate": [("anna", None, ("yes",)), ("bernd", None, ("no",)), ("carl", None, ())]}
    assert by_assessor(rows) == {"anna": {("gate", None): ("yes",)}, "bernd": {("gate", None): ("no",)}}


def test_every_assessor_stands_beside_the_other(walked, coordinator):
    of, anna, bernd = walked
    found = queries.filled(coordinator, of)
    assert found is not None
    light, ways = found.sections
    assert {voice.assessor: voice.percent for voice in light.voices} == {anna: 50, bernd: 0}
    assert [ask.question.id for ask in found.apart] == ["lit", "exits"]
    assert ways.high == 1
    assert found.overall.words


def test_the_page_leads_from_a_figure_to_the_answers(walked, coordinator, enter, stranger):
    of, anna, _bernd = walked
    page = enter(coordinator).get(f"/assessments/{of.pk}/scores/").content.decode()
    assert "Is it lit at night?" in page
    assert "Assessors differ on 2 questions" in page
    assert anna.name in page
    assert "50 %" in page
    assert enter(stranger).get(f"/assessments/{of.pk}/scores/").status_code == 404


def test_before_anybody_answered_the_page_says_what_to_do(square, coordinator, joining, enter, market):
    of = opened(coordinator, square, joining("expert", 3))
    assert "Nobody has answered" in enter(coordinator).get(f"/assessments/{of.pk}/scores/").content.decode()
