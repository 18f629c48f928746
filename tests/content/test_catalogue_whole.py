"""The shipped catalogue: how much it holds, of what, and that no row is half-written."""

import pytest

from parvis.content.load import shipped_packs
from parvis.content.schemas import Measure, MeasuresPack, PlacesPack, ThreatsPack

MEASURES: list[Measure] = [row for pack in shipped_packs() if isinstance(pack, MeasuresPack) for row in pack.measures]
#: The packs around technology speak on all five sides: there a missing word is most easily taken for a good one.
WHOLE = {f"urn:parvis:measures:{name}" for name in (
    "sensors", "ict", "actuators", "physical", "vehicles", "buildings", "equipment",
)}  # fmt: skip
TECHNICAL = {
    row.id for pack in shipped_packs() if isinstance(pack, MeasuresPack) and pack.urn in WHOLE for row in pack.measures
}
#: What counts as design, life of the space, organisation or training.
GENTLE = {"human", "design", "procedure"}


(WORDS,) = [pack.vocabularies for pack in shipped_packs() if isinstance(pack, MeasuresPack) and pack.vocabularies]
KNOWN = {
    "threat": {threat.code for pack in shipped_packs() if isinstance(pack, ThreatsPack) for threat in pack.threats},
    "phase": {phase.code for pack in shipped_packs() if isinstance(pack, ThreatsPack) for phase in pack.phases},
    "place": {term.code for pack in shipped_packs() if isinstance(pack, PlacesPack) for term in pack.categories},
    "temporal": {term.code for term in WORDS.temporal},
    "reversible": {term.code for term in WORDS.reversible},
    "kind": {term.code for term in WORDS.kinds},
    "category": {term.code for term in WORDS.categories},
    "function": {term.code for term in WORDS.functions},
    "technique": {term.code for term in WORDS.techniques},
    "evidence": {str(grade) for grade in range(6)},
}


def test_it_holds_at_least_150_measures_and_a_third_are_no_technology() -> None:
    assert len(MEASURES) >= 150
    assert len({row.label["en"] for row in MEASURES}) == len({row.label["fr"] for row in MEASURES}) == len(MEASURES)
    assert 3 * sum(row.kind in GENTLE for row in MEASURES) >= len(MEASURES)


@pytest.mark.parametrize("row", MEASURES, ids=lambda row: row.id)
def test_every_row_is_whole(row: Measure) -> None:
    silent = {side for side, finding in row.evidence if not finding.text}
    assert silent <= (set() if row.id in TECHNICAL else {"effect", "economics"})
    assert all(finding.text for _side, finding in row.evidence if finding.grade)
    assert row.cost.year >= 2026
    if row.privacy != "none" or row.ai_act != "none":
        assert row.legal
    if row.ai_act != "none":
        assert "ai_act" in {hint.topic for hint in row.legal}


def test_every_technique_is_taken_up_by_a_measure_or_left_out_on_purpose() -> None:
    used = {code for row in MEASURES for code in row.techniques}
    assert len(used) >= 20


def test_what_is_forbidden_in_principle_lies_with_the_state() -> None:
    forbidden = [row for row in MEASURES if row.ai_act == "prohibited_in_principle"]
    assert forbidden
    assert all(row.remit == "police" for row in forbidden)
    assert all(row.privacy == "high_risk" for row in forbidden)


def test_a_cost_that_claims_a_source_names_it_and_the_rest_is_ours() -> None:
    for row in MEASURES:
        if row.cost.basis == "published":
            assert row.cost.note, row.id


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_word_of_the_search_means_one_thing_that_exists(language: str) -> None:
    meant: dict[str, str] = {}
    for said in WORDS.said:
        assert set(said.codes) <= KNOWN.get(said.of, set()), said.of
        for phrase in (part.strip() for part in said.words[language].split(",")):
            assert phrase
            assert meant.setdefault(phrase, said.of) == said.of, phrase
