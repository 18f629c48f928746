"""Every check fires where it should, and is silent on an assessment in which everything fits together."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid5

import pytest

from parvis.access.errors import Refused
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment
from parvis.assessment.rules import lint
from parvis.assessment.rules.judging import Given
from parvis.assessment.rules.lint.facts import (
    Answer,
    Expectation,
    Facts,
    Measure,
    Seat,
    Story,
    Subject,
    Voice,
    Weakness,
)
from parvis.content import actions as packs
from parvis.content.queries import current
from parvis.content.schemas import MethodPack
from parvis.people.models import Account, Role
from parvis.places.actions import set_occupancy
from tests.conftest import member

TODAY = date(2026, 11, 27)
YESTERDAY = TODAY - timedelta(days=1)


def key(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def voice(name: str, level: int = 3, **more) -> Voice:
    kept = {"kinds": frozenset({"people"}), "confidence": 2, "reason": f"{name} saw it", **more}
    return Voice(key(name), name, {"vulnerability": level}, **kept)


LEAD = Seat(key("Ada"), "Ada", True, key("Ada"), frozenset({key("city")}), frozenset({"municipal"}), lead=True)
OFFICER = Seat(
    key("Ben"), "Ben", True, key("Ben"), frozenset({key("police")}), frozenset({"national"}), police=True, planner=True
)
BOLLARDS = Measure(
    key("bollards"), "Bollards", owner="Roads", zone="entrance", checked_on=YESTERDAY, row="bollards",
    answers=frozenset({"VEHICLE"}), mentioned=True,
)  # fmt: skip
ADA = voice("Ada")
BEN = voice("Ben", confidence=3, reason="tested last year")
VANS = Story(
    key("vans"), "Vans", "VEHICLE", zone="entrance", phase="execution", relies_on=(BOLLARDS.pk,),
    usual_kinds=frozenset({"people"}), voices=(voice("Ada"), BEN), vulnerability=3, band=5,
)  # fmt: skip
THEFT = Story(
    key("theft"), "Theft", "PICKPOCKETING", attack=False, zone="inside", band=2,
    voices=(voice("Ada", reason="complaints"), voice("Ben", reason="reports")), vulnerability=3,
)  # fmt: skip
WEAK = Weakness(key("weak"), "Gap at the kerb", VANS.pk, since=YESTERDAY, required=True)
SOUND = Facts(
    today=TODAY, opened=YESTERDAY, state="closed", closed=YESTERDAY, threat_level="raised", threat_level_on=YESTERDAY,
    review_on=TODAY, people=900, estimated_by="counted", tier="enhanced", tier_by_people="enhanced",
    threats={"VEHICLE": "Vehicle", "DRONE": "Drone"}, left_out=frozenset({"DRONE"}), visited=True, second_round=True,
    seats=(LEAD, OFFICER), measures=(BOLLARDS,), stories=(VANS, THEFT), weaknesses=(WEAK,),
    answers=(Answer("q1", "Is it light?", key("Ada"), "yes"), Answer("q1", "Is it light?", key("Ben"), "yes")),
    questions={"q1": "Is it light?"}, expectations=(Expectation("enhanced.1", "A plan", met=True),),
)  # fmt: skip


def vans(**changes) -> dict[str, object]:
    return {"stories": (replace(VANS, **changes), THEFT)}


def bollards(**changes) -> dict[str, object]:
    return {"measures": (replace(BOLLARDS, **changes),)}


def weak(**changes) -> dict[str, object]:
    return {"weaknesses": (replace(WEAK, **changes),)}


AGAIN = replace(VANS, pk=key("vans 2"), label="Vans again")
CASES = {
    "police_absent": {"seats": (LEAD, replace(OFFICER, police=False))},
    "one_organisation": {"seats": (LEAD, replace(OFFICER, organisations=LEAD.organisations))},
    "one_level": {"seats": (LEAD, replace(OFFICER, levels=LEAD.levels))},
    "no_planner": {"seats": (LEAD, replace(OFFICER, planner=False))},
    "lead_alone": {"seats": (LEAD, replace(OFFICER, judges=False))},
    "never_judged": {"seats": (LEAD, OFFICER, replace(OFFICER, pk=key("Cy"), account=key("Cy")))},
    "nothing_of_everyday": {"stories": (VANS, replace(THEFT, voices=THEFT.voices[:1]))},
    "no_existing_measures": {"measures": ()},
    "failing_without_owner": bollards(state="failing", owner=""),
    "not_seen_lately": bollards(checked_on=TODAY - timedelta(days=731)),
    "good_never_checked": bollards(checked_on=None),
    "checked_in_future": bollards(checked_on=TODAY + timedelta(days=1)),
    "wanted_without_weakness": bollards(state="needed", mentioned=False),
    "measure_nowhere": bollards(zone="", placed=False),
    "measure_twice": {"measures": (BOLLARDS, replace(BOLLARDS, pk=key("b2"), state="missing"))},
    "no_story": vans(narrative=" "),
    "no_zone": vans(zone=""),
    "no_phase": vans(phase=""),
    "same_threat_and_zone": {"stories": (VANS, AGAIN, THEFT)},
    "assumes_nothing": vans(assumes=""),
    "relies_on_nothing": vans(relies_on=()),
    "other_condition": vans(condition="night"),
    "threat_left_out": {"left_out": frozenset()},
    "left_out_and_there": {"left_out": frozenset({"DRONE", "VEHICLE"})},
    "no_everyday": {"stories": (VANS,)},
    "no_judgement": vans(voices=()),
    "one_judge": vans(voices=VANS.voices[:1]),
    "spread_unexplained": vans(wide=frozenset({"vulnerability"}), voices=(voice("Ada", 1, reason=""), voice("Ben", 5))),
    "no_second_round": vans(wide=frozenset({"vulnerability"})) | {"second_round": False},
    "same_confidence": {"stories": (replace(VANS, voices=THEFT.voices), THEFT, replace(THEFT, zone="out"))},
    "sure_without_visit": vans(voices=(voice("Ada", confidence=4), BEN)) | {"visited": False},
    "copied_reason": {
        "stories": (VANS, replace(THEFT, voices=(ADA, THEFT.voices[1])), replace(THEFT, zone="o", voices=(ADA, BEN)))
    },
    "revised_without_reason": vans(voices=(voice("Ada", changed=True), BEN)),
    "narrow_but_unsure": vans(voices=(voice("Ada", confidence=1, ranges={"vulnerability": (3, 3, 90)}), BEN)),
    "usual_kind_left_out": vans(usual_kinds=frozenset({"people", "trust"})),
    "order_may_flip": {"open_orders": True},
    "against_numbers": {"against_numbers": True},
    "review_missing": {"review_on": None},
    "review_overdue": {"review_on": YESTERDAY},
    "place_changed": {"place_changed": TODAY},
    "open_for_long": {"state": "discussing", "closed": None, "opened": TODAY - timedelta(days=184)},
    "no_threat_level": {"threat_level": ""},
    "threat_level_old": {"threat_level_on": TODAY - timedelta(days=400)},
    "weakness_open_for_long": weak(since=TODAY - timedelta(days=366)),
    "failing_but_low": bollards(state="failing") | vans(vulnerability=1),
    "grave_without_weakness": weak(scenario=None, measures=True),
    "high_without_requirement": weak(required=False),
    "weakness_without_evidence": {"weaknesses": (WEAK, replace(WEAK, scenario=None))},
    "weakness_without_help": weak(help=""),
    "no_occupancy": {"people": None},
    "occupancy_guessed": {"estimated_by": "judgement"},
    "tier_unexplained": {"tier": "standard"},
    "tier_outdated": {"tier_outdated": True, "tier_by_people": "standard"},
    "question_open": {"questions": {"q1": "Is it light?", "q2": "Who has the key?"}},
    "answers_differ": {"answers": (SOUND.answers[0], replace(SOUND.answers[1], value="no"))},
    "answer_against_measure": {"answers": (replace(SOUND.answers[0], weak=True, answered_by=frozenset({"bollards"})),)},
    "expectation_unmet": {"expectations": (Expectation("enhanced.1", "A plan", met=False),)},
    "expectation_unknown": {"expectations": (Expectation("enhanced.1", "A plan"),)},
}


def codes(facts: Facts) -> list[str]:
    return [pointer.code for pointer in lint.pointers(facts)]


def test_where_everything_fits_no_check_says_anything():
    assert codes(SOUND) == []


def test_every_check_has_a_case():
    assert set(CASES) == set(lint.RULES)
    assert len(lint.RULES) > 50


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_check_fires_on_its_own_case_and_hardly_another_does(code):
    found = codes(replace(SOUND, **CASES[code]))
    assert found.count(code) == 1
    assert len(set(found)) <= 3, found


@pytest.mark.parametrize("state", ["preparing", "judging"])
def test_nothing_that_is_blind_reaches_a_finding(state):
    facts = replace(SOUND, state=state, closed=None, **vans(voices=(voice("Ada", 1, confidence=4, reason=""),)))
    by_judgement = {code for code, rule in lint.RULES.items() if rule.about == "judgements"}
    assert not by_judgement & set(codes(facts))


def test_the_stamp_of_a_subject_holds_as_long_as_nothing_of_it_changes():
    assert VANS.subject().stamp == replace(VANS, label="Other words").subject().stamp
    assert VANS.subject().stamp != replace(VANS, version=2).subject().stamp
    revised = replace(VANS, voices=(voice("Ada", 4), BEN))
    assert VANS.judged().stamp != revised.judged().stamp
    assert VANS.subject().stamp == revised.subject().stamp
    assert len(VANS.judged().stamp) <= 200
    assert Subject().stamp == Subject().stamp


@pytest.mark.django_db
def test_the_shipped_methods_speak_only_of_checks_that_exist():
    for method in current(MethodPack):
        assert {check.code for check in method.checks} <= set(lint.RULES)


def owned(*checks: dict[str, object]) -> MethodPack:
    """The reference method with checks of its own, as a version that an officer loaded."""
    body = next(found for found in current(MethodPack) if found.urn.endswith(":reference")).model_dump(mode="json")
    return MethodPack.model_validate(body | {"version": "7.0", "checks": list(checks)})


@pytest.fixture
def under_own(market):
    """under_own(check, ...): the market day under a method that speaks of these checks itself."""

    def load(*checks: dict[str, object]) -> None:
        packs.load(None, owned(*checks))
        Assessment.objects.update(method_version="7.0")
        market.of.refresh_from_db()

    return load


def found_in(market, code: str):
    return next((one for one in queries.findings(market.lead, market.of)[0] if one.code == code), None)


@pytest.mark.django_db
def test_a_method_rewords_a_check_and_gives_it_another_weight(market, under_own):
    assert found_in(market, "no_story").severity == "warning"
    words = {"en": "A story is missing.", "fr": "Il manque un récit."}
    under_own({"code": "no_story", "severity": "error", "text": words})
    found = found_in(market, "no_story")
    assert (found.severity, found.text) == ("error", "A story is missing.")
    assert found.hint == str(lint.RULES["no_story"].hint)
    assert queries.findings(market.lead, market.of)[0][0].code in {"no_story", "police_absent"}


@pytest.mark.django_db
def test_a_method_leaves_a_check_out_also_from_the_grade_and_from_what_was_accepted(market, under_own):
    before = queries.grades(market.lead, [market.of])[market.of.pk]
    under_own({"code": "no_story", "severity": "off"})
    assert found_in(market, "no_story") is None
    after = queries.grades(market.lead, [market.of])[market.of.pk]
    assert after.warnings < before.warnings
    with pytest.raises(Refused):
        actions.accept_finding(
            market.lead, market.of, code="no_story", subject=str(market.scenarios[0].pk), reason="x", until=TODAY
        )


@pytest.mark.django_db
def test_a_check_that_is_off_stays_off_at_every_tier(market, under_own):
    set_occupancy(market.lead, market.of.place, condition="market", people=900, estimated_by="counted")
    actions.say_expectation(market.lead, market.of, number=1, state="unmet", known_by="asked")
    assert found_in(market, "expectation_unmet").severity == "error"
    under_own({"code": "expectation_unmet", "severity": "off"})
    assert found_in(market, "expectation_unmet") is None


@pytest.mark.django_db
def test_a_first_look_of_one_person_is_not_blamed_for_being_one(square, joining):
    alone = joining(Role.OPERATOR)
    of = actions.open_assessment(
        alone, square, title="Look", condition="market", method=queries.first_look().urn,
        police_absence="A first look; they read it afterwards.",
    )  # fmt: skip
    story = actions.write_scenario(
        member(square.owner, Role.COORDINATOR, "c2@city.test"), of, threat="VEHICLE", narrative="Vans come close."
    )
    lead = Account.objects.get(email="c2@city.test")
    of = actions.move(lead, of, "judging")
    actions.judge(alone, story, Given({"probability": 2, "vulnerability": 2}, {"people": 2}, 2, "seen"))
    of = actions.move(lead, actions.move(lead, of, "discussing"), "closed")
    codes = {one.code for one in queries.findings(lead, of)[0]}
    assert not codes & {"lead_alone", "one_judge", "police_absent", "no_planner", "threat_left_out", "one_level"}
    assert "no_occupancy" in codes
