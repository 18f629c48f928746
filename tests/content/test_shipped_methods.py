"""The four methods that ship: what each is for, what its questions cover, and what they never say."""

import pytest

from parvis.content.load import shipped_packs
from parvis.content.schemas import MethodPack, PlacesPack, ThreatsPack
from parvis.content.schemas.method import Tier
from parvis.content.schemas.questionnaire import Question, Questionnaire

PACKS = shipped_packs()
METHODS = {pack.urn.rpartition(":")[2]: pack for pack in PACKS if isinstance(pack, MethodPack)}
(PLACES,) = [pack for pack in PACKS if isinstance(pack, PlacesPack)]
THREATS = {pack.family: {threat.code for threat in pack.threats} for pack in PACKS if isinstance(pack, ThreatsPack)}

#: Words of somebody who plans harm, or who counts it. None stands in a question, a reason or an answer.
NEVER = (
    "casualt",
    "kill",
    "blast radius",
    "stand-off",
    "attacker",
    "victims per",
    "weak point of",
    "tués",
    "assaillant",
)


def form(name: str) -> Questionnaire:
    found = METHODS[name].questionnaire
    assert found is not None
    return found


def covered(name: str, field: str) -> set[str]:
    return {code for question in form(name).questions for code in getattr(question, field)}


def test_four_methods_ship_and_each_asks_and_judges() -> None:
    assert set(METHODS) == {"reference", "first-look", "everyday", "event"}
    for method in METHODS.values():
        assert method.factors
        assert method.questionnaire
        assert method.confidence


@pytest.mark.parametrize("name", METHODS)
def test_every_question_has_its_reason_and_harms_nobody(name: str) -> None:
    for question in form(name).questions:
        assert question.why["en"] != question.text["en"]
        said = " ".join([*question.text.values(), *question.why.values()]).lower()
        assert not [word for word in NEVER if word in said], question.id
        assert question.measures or question.weight == 0 or name != "reference", question.id


@pytest.mark.parametrize("name", METHODS)
def test_conditions_look_back_so_that_a_walk_never_jumps(name: str) -> None:
    seen: set[str] = set()
    for question in form(name).questions:
        assert {condition.question for condition in question.when} <= seen, question.id
        seen.add(question.id)


@pytest.mark.parametrize("name", METHODS)
def test_questions_stand_in_the_order_of_their_sections(name: str) -> None:
    order = [section.code for section in form(name).sections]
    places = [order.index(question.section) for question in form(name).questions]
    assert places == sorted(places)


def test_the_reference_covers_zones_threats_and_functions() -> None:
    assert 60 <= len(form("reference").questions) <= 90
    assert covered("reference", "zones") == {term.code for term in PLACES.zone_kinds}
    assert covered("reference", "threats") >= THREATS["attack"]
    assert covered("reference", "functions") >= {
        "alert", "surveil", "respond", "protect", "detect", "overcome", "restrict", "adapt", "improvise",
    }  # fmt: skip
    assert len(covered("reference", "measures")) >= 40


def test_the_reference_uses_graded_answers_conditions_tiers_and_the_weakest_point() -> None:
    asked = form("reference")
    assert {section.code for section in asked.sections if section.rule == "weakest"} == {"perimeter", "access_points"}
    assert {question.scale for question in asked.questions} == {None, "practice", "coverage", "recency"}
    assert sum(bool(question.when) for question in asked.questions) >= 4
    assert {question.from_tier for question in asked.questions} >= {None, 2, 3}
    assert {section.moment for section in asked.sections} == {"before", "during", "after"}
    # An everyday place is asked less than a place that draws a thousand people.
    assert sum(question.from_tier is None for question in asked.questions) < len(asked.questions) * 0.75


def test_a_first_look_takes_a_quarter_of_an_hour_and_forty_taps() -> None:
    first = METHODS["first-look"]
    assert first.minutes == 15
    worries, opening = 3, 5
    a_worry = 1 + len(first.factors) + 1  # which one, each factor with one kind of consequence, how sure
    assert len(form("first-look").questions) + worries * a_worry + opening <= 40
    assert len(form("first-look").questions) <= 20
    assert any(question.when for question in form("first-look").questions)


def test_everyday_takes_its_scenarios_from_the_everyday_list_alone() -> None:
    assert METHODS["everyday"].threats == ["urn:parvis:threats:everyday"]
    assert covered("everyday", "threats") == THREATS["everyday"]
    assert [factor.code for factor in METHODS["everyday"].factors] == ["frequency", "weight", "answer"]
    sections = {section.code for section in form("everyday").sections}
    assert sections >= {"orientation", "sight", "hearing", "help", "welcome", "together"}
    marks = {source.name: source.mark for source in METHODS["everyday"].source}
    assert marks["Six reading themes of exploratory walks"] == "inferred"


def test_an_event_is_asked_about_before_during_and_after() -> None:
    moments = [section.moment or "" for section in form("event").sections]
    assert moments == sorted(moments, key=["before", "during", "after"].index)
    assert set(moments) == {"before", "during", "after"}
    weakest = {section.code for section in form("event").sections if section.rule == "weakest"}
    assert weakest == {"ways_out", "rescue", "stopping"}


@pytest.mark.parametrize("name", METHODS)
def test_the_better_end_of_a_question_is_said_once(name: str) -> None:
    """A question that is graded leaves the better end to its scale; only yes or no turns round."""
    turned = [question for question in form(name).questions if question.good == "no"]
    assert all(question.scale is None for question in turned)


def test_scales_and_questions_are_said_to_be_our_own() -> None:
    for method in METHODS.values():
        assert "our own" in method.summary["en"] or "are ours" in method.summary["en"]
        assert "nôtres" in method.summary["fr"]


def asked(name: str, tier: int) -> list[Question]:
    return [question for question in form(name).questions if (question.from_tier or 1) <= tier]


def test_every_section_asks_something_of_the_smallest_place() -> None:
    for name in METHODS:
        assert {question.section for question in asked(name, 1)} == {section.code for section in form(name).sections}


def test_a_gap_never_weighs_less_at_a_higher_tier() -> None:
    weights = ["note", "warning", "error"]
    for method in METHODS.values():
        given = [weights.index(tier.unmet or "warning") for tier in sorted(method.tiers, key=lambda tier: tier.number)]
        assert given == sorted(given)


def test_a_pack_that_says_nothing_of_the_weight_of_a_gap_is_kept_as_it_always_was() -> None:
    silent, said = (
        {**tier.model_dump(), "unmet": unmet} for tier in METHODS["reference"].tiers[:1] for unmet in (None, "note")
    )
    assert "unmet" not in Tier.model_validate(silent).model_dump(mode="json")
    assert Tier.model_validate(said).model_dump(mode="json")["unmet"] == "note"
