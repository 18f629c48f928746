"""The packs that ship: complete, consistent with each other, and true to their sources."""

import re
from typing import Any

import pytest
import yaml

from parvis.content.load import PackError, content_folder, parse_pack, shipped_packs, to_yaml
from parvis.content.schemas import (
    CriteriaPack,
    IndicatorsPack,
    Measure,
    MeasuresPack,
    MethodPack,
    Pack,
    PlacesPack,
    ThreatsPack,
)
from parvis.content.schemas.outcome import Grids
from parvis.exchange.rules.wording import grades

PACKS = shipped_packs()
THREATS = [pack for pack in PACKS if isinstance(pack, ThreatsPack)]
METHODS = [pack for pack in PACKS if isinstance(pack, MethodPack)]
CATALOGUE = [pack for pack in PACKS if isinstance(pack, MeasuresPack)]
MEASURES: list[Measure] = [measure for pack in CATALOGUE for measure in pack.measures]
(PLACES,) = [pack for pack in PACKS if isinstance(pack, PlacesPack)]
(CRITERIA,) = [pack for pack in PACKS if isinstance(pack, CriteriaPack)]
(SURVEY,) = [pack for pack in PACKS if isinstance(pack, IndicatorsPack)]
(REFERENCE,) = [pack for pack in THREATS if pack.family == "attack"]

TEN = {"FIREARMS", "SHARP", "VEHICLE", "IED", "PBIED", "UAVIED", "VBIED", "CHEM", "BIO", "RAD"}
PHASES = ["target_identification", "operational_planning", "preparation", "execution", "post_attack"]
EXPLOSIVES = {"IED", "PBIED", "UAVIED", "VBIED"}
CARRIED = {"FIREARMS", "SHARP", "PBIED", "CHEM", "BIO", "RAD"}
DETECTOR = {"surveil", "detect", "protect"}
LAST = {"preparation"}
PLAY = {"execution"}

# Every row of the five PRoTECT tables: category, threats, phases, functions. None: the part that was read gives no value.
Row = tuple[str, set[str] | None, set[str] | None, set[str] | None]
ROWS: dict[str, Row] = {
    "online-deviant-behaviour-detection": ("ict", TEN, {"target_identification"}, {"surveil"}),
    "individual-vulnerability-assessment": ("ict", TEN, {"target_identification"}, {"surveil"}),
    "gis": ("ict", TEN, {"execution", "post_attack"}, {"surveil", "respond", "protect", "detect", "improvise"}),
    "video-analytics": (
        "ict",
        TEN,
        {"target_identification", "execution", "post_attack"},
        {"surveil", "respond", "protect", "detect"},
    ),
    "weapon-detector": ("sensors", {"FIREARMS"}, LAST, DETECTOR),
    "explosive-detector": ("sensors", {"PBIED"}, LAST, DETECTOR),
    "vehicle-behaviour-detection": ("sensors", {"VEHICLE"}, LAST, {"surveil", "protect"}),
    "person-behaviour-detection": ("sensors", {"SHARP", "PBIED"}, LAST, None),
    "aggression-detection": ("sensors", {"SHARP"}, {"preparation", "execution"}, None),
    "person-re-identification": ("sensors", {"PBIED"}, {"post_attack", "preparation"}, DETECTOR),
    "crowd-behaviour-detection": ("sensors", {"SHARP"}, {"preparation", "execution"}, None),
    "mm-wave-portal": ("sensors", CARRIED, PLAY, {"detect"}),
    "mm-wave-walk-through": ("sensors", CARRIED, PLAY, {"detect"}),
    "radar-microwave-imaging": ("sensors", CARRIED, PLAY, {"detect"}),
    "thz-ir-cameras": ("sensors", CARRIED, PLAY, {"detect"}),
    "communication-with-attacker": ("actuators", TEN, PLAY, {"respond"}),
    "deception-distraction": ("actuators", TEN, PLAY, {"respond"}),
    "loudspeakers": ("actuators", TEN, {"execution", "post_attack"}, {"alert"}),
    "lit-pathways": ("actuators", TEN, {"execution", "post_attack"}, {"respond"}),
    "crowd-influence": ("actuators", TEN, PLAY, {"alert", "protect", "restrict"}),
    "non-lethal-weapons": ("actuators", {"FIREARMS", "SHARP", "PBIED"}, {"execution", "preparation"}, None),
    "police-weapons": ("actuators", {"FIREARMS", "SHARP", "PBIED", "VEHICLE"}, None, None),
    "intervention-teams": ("actuators", None, None, None),
    "animals": ("actuators", TEN, PLAY, {"surveil", "respond", "detect", "restrict"}),
    "less-lethal-physical-influence": ("physical", TEN, PLAY, {"respond", "restrict"}),
    "flexible-or-permanent-barriers": ("physical", {"VEHICLE"}, LAST, {"protect"}),
    "urban-layout": ("physical", {"VEHICLE", "VBIED"}, PLAY, {"protect"}),
    "blast-landscape": ("physical", {"VBIED"}, PLAY, {"protect"}),
    "road-design-speed": ("physical", {"VEHICLE", "VBIED"}, {"execution", "post_attack"}, {"protect"}),
    "environment-design-crowding": ("physical", TEN, PLAY, {"protect"}),
    "temporary-vehicle-measures": ("physical", {"VEHICLE", "VBIED"}, PLAY, {"protect"}),
    "permanent-perimeter-measures": ("physical", {"VEHICLE", "VBIED"}, PLAY, {"protect"}),
    "facade-blast-glazing": ("physical", EXPLOSIVES, PLAY, {"protect"}),
    "bullet-resistant-glazing": ("physical", {"FIREARMS"}, None, None),
    "progressive-collapse-prevention": ("physical", EXPLOSIVES, None, None),
    "officer-resilience": ("methods", TEN, LAST, {"other"}),
    "officer-capability-training": ("methods", TEN, LAST, {"other"}),
    "multi-party-decisions": ("methods", TEN, set(PHASES), {"other"}),
    "active-shooter-planning-guide": ("methods", {"FIREARMS"}, PLAY, {"surveil", "respond", "protect", "detect"}),
    "cied-venue-guide": (
        "methods",
        EXPLOSIVES,
        {"preparation", "execution"},
        {"surveil", "respond", "protect", "detect"},
    ),
}


def texts(value: Any) -> list[dict[str, str]]:
    """Every text in a dumped pack."""
    if isinstance(value, dict):
        if {"en", "fr"} <= value.keys():
            return [value]
        return [found for part in value.values() for found in texts(part)]
    if isinstance(value, list):
        return [found for part in value for found in texts(part)]
    return []


def codes(terms: list[Any]) -> set[str]:
    return {term.code for term in terms}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.urn)
def test_both_languages_are_complete_and_not_copied(pack: Pack) -> None:
    found = texts(pack.model_dump())
    assert len(found) > 10
    same = [text["en"] for text in found if text["en"] == text["fr"] and len(text["en"].split()) > 2]
    assert not same


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.urn)
def test_every_pack_says_what_it_is_based_on(pack: Pack) -> None:
    assert pack.licence == "CC-BY-4.0"
    assert "own" in {source.mark for source in pack.source}
    assert re.fullmatch(r"urn:parvis:[a-z]+:[a-z-]+", pack.urn)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.urn)
def test_every_link_is_https(pack: Pack) -> None:
    assert all((source.url or "https://").startswith("https://") for source in pack.source)


def test_the_ten_reference_threats_and_five_phases() -> None:
    assert {threat.code for threat in REFERENCE.threats} == TEN
    assert [phase.code for phase in REFERENCE.phases] == PHASES


def test_threats_name_known_zones_and_impacts_and_no_code_twice() -> None:
    (method,) = [pack for pack in METHODS if pack.urn == "urn:parvis:method:reference"]
    every = [threat for pack in THREATS for threat in pack.threats]
    assert len({threat.code for threat in every}) == len(every) >= 20
    for threat in every:
        assert set(threat.zones) <= codes(PLACES.zone_kinds), threat.code
        assert set(threat.impacts) <= codes(method.impacts), threat.code
        assert all(question["en"].endswith("?") and question["fr"].endswith("?") for question in threat.questions)


def test_seven_categories_and_seven_zones_come_first() -> None:
    seven = ["transport_hub", "square", "shopping_area", "place_of_worship", "cultural", "business", "institutional"]
    assert [term.code for term in PLACES.categories][:7] == seven
    assert len(PLACES.zone_kinds) == 7
    assert {term.mark for term in PLACES.zone_kinds} == {"inferred"}


@pytest.mark.parametrize("method", METHODS, ids=lambda pack: pack.urn)
def test_every_band_of_a_method_can_be_reached(method: MethodPack) -> None:
    for outcome in [method.outcome] if isinstance(method.outcome, Grids) else []:
        last = outcome.grids[-1].values
        assert last[0][0] == method.bands[0].value
        assert last[-1][-1] == method.bands[-1].value
        assert {cell for row in last for cell in row} == {band.value for band in method.bands}


TIERS = {
    "reference": [(0, 200), (200, 800), (800, 5000), (5000, None)],
    "first-look": [(0, 200), (200, 800), (800, 5000), (5000, None)],
    "event": [(0, 800), (800, 5000), (5000, 20000), (20000, None)],
    "everyday": [],
}


@pytest.mark.parametrize("method", METHODS, ids=lambda pack: pack.urn)
def test_tiers_follow_each_other_without_a_gap(method: MethodPack) -> None:
    edges = [(tier.from_people, tier.below_people) for tier in method.tiers]
    assert edges == TIERS[method.urn.rpartition(":")[2]]
    assert [tier.number for tier in method.tiers] == list(range(1, len(edges) + 1))


@pytest.mark.parametrize("method", METHODS, ids=lambda pack: pack.urn)
def test_questions_name_known_zones_functions_threats_and_measures(method: MethodPack) -> None:
    (words,) = [pack.vocabularies for pack in CATALOGUE if pack.vocabularies]
    threats = {threat.code for pack in THREATS for threat in pack.threats}
    for question in method.questionnaire.questions if method.questionnaire else []:
        assert set(question.zones) <= codes(PLACES.zone_kinds), question.id
        assert set(question.functions) <= codes(words.functions), question.id
        assert set(question.threats) <= threats, question.id
        assert set(question.measures) <= {measure.id for measure in MEASURES}, question.id
        assert all(text.endswith("?") for text in question.text.values()), question.id


def test_the_methods_say_that_the_scale_is_our_own() -> None:
    for method in METHODS:
        assert "own proposal" in method.summary["en"].lower()
        assert "propre à Parvis" in method.summary["fr"]


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_project_tables_is_there(row: str) -> None:
    (measure,) = [measure for measure in MEASURES if measure.id == row]
    category, threats, phases, functions = ROWS[row]
    assert measure.source == "protect"
    assert measure.category == category
    if threats is not None:  # everyday harms may be added, and are then marked in the source note
        assert {code for code in measure.threats if code in TEN} == threats
    if phases is not None:
        assert set(measure.phases) == phases
    assert set(measure.functions) == (functions or set())
    assert (set(measure.threats) <= TEN) or measure.source_note


def test_rows_marked_as_the_projects_are_those_of_its_tables_and_two_practices() -> None:
    marked = {measure.id for measure in MEASURES if measure.source == "protect"}
    assert marked == set(ROWS) | {"engagement-patrols", "trained-recognisers"}


def test_the_catalogue_names_only_what_exists_and_each_once() -> None:
    (words,) = [pack.vocabularies for pack in CATALOGUE if pack.vocabularies]
    known = {threat.code for pack in THREATS for threat in pack.threats}
    assert len({measure.id for measure in MEASURES}) == len(MEASURES) >= 90
    for measure in MEASURES:
        assert set(measure.threats) <= known, measure.id
        assert measure.threats, measure.id
        assert set(measure.phases) <= set(PHASES), measure.id
        assert measure.kind in codes(words.kinds)
        assert measure.privacy in codes(words.privacy)
        assert measure.remit in codes(words.remits)
        assert measure.point_of_application in codes(words.points_of_application)
        assert set(measure.criteria) <= codes(CRITERIA.heads)
        assert set(measure.side_effects) <= codes(words.side_effects)
        assert set(measure.techniques) <= codes(words.techniques), measure.id
        assert set(measure.places) <= codes(PLACES.categories), measure.id
        assert measure.cost.per in codes(words.cost_units)
        assert measure.reversible in codes(words.reversible)
        assert measure.ai_act in codes(words.ai_act)
        assert {hint.topic for hint in measure.legal} <= codes(words.legal_topics)
    assert len(words.techniques) == 25
    assert len(words.functions) == 10
    assert len(words.categories) == len(words.points_of_application) == 5


def test_human_and_design_answers_stand_on_equal_footing() -> None:
    technical = sum(measure.kind == "technical" for measure in MEASURES)
    assert len(MEASURES) - technical >= technical
    for threat in TEN:
        kinds = {measure.kind for measure in MEASURES if threat in measure.threats}
        assert {"technical", "human", "procedure"} <= kinds, threat


def test_every_everyday_harm_has_an_answer_that_is_no_machine() -> None:
    everyday = {threat.code for pack in THREATS if pack.family == "everyday" for threat in pack.threats}
    for code in everyday:
        assert any(code in measure.threats and measure.kind != "technical" for measure in MEASURES), code


def test_what_intrudes_says_so() -> None:
    for measure in MEASURES:
        if measure.privacy == "high_risk":
            assert measure.side_effects["rights"].value < 0, measure.id
        if measure.kind == "technical" and measure.category == "actuators" and "weapons" in measure.id:
            assert measure.remit == "police"


def test_evidence_is_graded_as_in_a_practice_sheet() -> None:
    (words,) = [pack.vocabularies for pack in CATALOGUE if pack.vocabularies]
    told = [term.label["en"].partition(": ")[2] for term in words.evidence_grades]
    assert told == [text.partition(" · ")[2] for text in grades().values()]


@pytest.mark.parametrize(
    ("cost", "code"),
    [
        ({"once": [9, 3]}, "range"),
        ({"basis": "published"}, "cost_source"),
        ({"once": [-1, 3]}, "value"),
        ({"currency": "USD"}, "value"),
    ],
)
def test_a_cost_is_a_range_with_a_source(cost, code) -> None:
    pack = next(pack for pack in CATALOGUE if pack.measures)
    body = pack.model_dump(mode="json")
    body["measures"][0]["cost"] |= cost
    with pytest.raises(PackError) as refused:
        parse_pack(yaml.safe_dump(body))
    assert code in {one.code for one in refused.value.every}


def test_a_row_of_an_older_pack_with_a_band_can_still_be_read() -> None:
    row = MEASURES[0].model_dump(mode="json") | {"cost": "medium"}
    for later in ("techniques", "reversible", "places", "ai_act", "legal"):
        del row[later]
    read = Measure.model_validate(row)
    assert (read.cost.once, read.cost.basis, read.techniques) == ([5_000, 50_000], "own", [])


def test_no_grade_without_a_text_and_no_four_without_a_year() -> None:
    for measure in MEASURES:
        for side, finding in measure.evidence:
            if finding.grade:
                assert finding.text, (measure.id, side)
            if finding.grade >= 3 and side == "effect":
                assert finding.text
                assert re.search(r"\b(19|20)\d\d\b", finding.text["en"]), measure.id


def test_criteria_cover_the_six_heads_and_every_side_effect() -> None:
    assert [head.code for head in CRITERIA.heads] == [
        "performance",
        "readiness",
        "physical",
        "cost",
        "compliancy",
        "social",
    ]
    assert {criterion.head for criterion in CRITERIA.criteria} == codes(CRITERIA.heads)
    side = {criterion.side_effect for criterion in CRITERIA.criteria if criterion.side_effect}
    assert side == {"openness", "accessibility", "heritage", "trade", "felt_safety", "rights"}
    assert sum(criterion.weight for criterion in CRITERIA.criteria) == 100
    assert sum(criterion.knock_out for criterion in CRITERIA.criteria) == 3


def test_the_survey_is_short_and_keeps_its_thresholds() -> None:
    assert SURVEY.anonymity.public_minimum == 11
    assert SURVEY.anonymity.partner_minimum == 5
    assert len(SURVEY.items) <= 9
    for indicator in SURVEY.indicators:
        assert set(indicator.counts) <= set(indicator.base)


def test_no_pack_stands_outside_the_folders_that_are_loaded() -> None:
    here = {path.parent.name for path in content_folder().glob("*/*.yaml")}
    assert {"threats", "places", "methods", "measures", "criteria", "exercises", "indicators"} <= here


@pytest.mark.parametrize("word", ["off", '"off"'])
def test_a_check_is_left_out_with_or_without_quotes(word):
    text = (content_folder() / "methods" / "everyday.yaml").read_text(encoding="utf-8")
    found = parse_pack(f"{text}\nchecks:\n  - {{code: no_story, severity: {word}}}\n")
    assert [(check.code, check.severity, check.text) for check in found.checks] == [("no_story", "off", None)]
    assert parse_pack(to_yaml(found)) == found
