"""One place at two times: what is the same scenario, what may be compared, and what the page shows of it."""

from uuid import UUID, uuid5

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parvis.assessment import actions
from parvis.assessment.models import Assessment, Vulnerability
from parvis.assessment.queries import given
from parvis.assessment.queries import over_time as times
from parvis.assessment.rules import over_time as rules
from parvis.content import actions as packs
from parvis.content.load import shipped_packs
from parvis.content.schemas import MethodPack
from parvis.content.schemas.method import CarriedOver

WORDS = {"en": "Five levels became three.", "fr": "Cinq niveaux sont devenus trois."}


def key(name: str) -> UUID:
    return uuid5(UUID(int=0), name)


def told(name: str, threat: str = "VEHICLE", zone: str = "", of: str = "") -> rules.Told:
    return rules.Told(key(name), threat, zone, key(of) if of else None)


def test_a_scenario_is_the_one_it_was_taken_from_also_through_one_in_between():
    then, now = [told("a"), told("b", "SHARP")], [told("c", "SHARP", "gate", "x"), told("d", "CHEM")]
    origins = {key("x"): key("a")}
    assert rules.pairs(then, now, origins) == [(then[0], now[0]), (None, now[1]), (then[1], None)]


def test_without_that_threat_and_zone_decide_and_nothing_is_used_twice():
    then = [told("a", zone="gate"), told("b", zone="yard")]
    now = [told("c", zone="yard"), told("d", zone="gate"), told("e", zone="gate"), told("f", "SHARP", "gate")]
    assert rules.pairs(then, now, {}) == [(then[1], now[0]), (then[0], now[1]), (None, now[2]), (None, now[3])]


def test_what_was_taken_over_comes_before_what_only_looks_alike():
    then, now = [told("a", zone="gate")], [told("b", zone="gate"), told("c", "SHARP", "", "a")]
    assert rules.pairs(then, now, {}) == [(None, now[0]), (then[0], now[1])]


def test_a_circle_of_copies_ends():
    loop = {key("x"): key("y"), key("y"): key("x")}
    assert rules.pairs([], [told("c", of="x")], loop) == [(None, told("c", of="x"))]


@pytest.mark.parametrize(
    ("before", "after", "word"), [(1, 2, "higher"), (2, 1, "lower"), (2, 2, "same"), (None, 1, ""), (1, None, "")]
)
def test_the_way_from_one_figure_to_the_other(before, after, word):
    assert rules.change(before, after) == word


def shipped(name: str) -> MethodPack:
    return next(found for found in shipped_packs() if isinstance(found, MethodPack) and found.urn.endswith(f":{name}"))


def method() -> MethodPack:
    return shipped("reference")


def three_levels(**carried: dict[int, int]) -> MethodPack:
    """The reference method with three levels of probability in place of five, under a new version."""
    body = method().model_dump(mode="json")
    levels = body["factors"][0]["levels"]
    body["factors"][0]["levels"] = levels[:3]
    for grid in body["outcome"]["grids"]:
        if grid["rows"] == "probability":
            grid["values"] = grid["values"][:3]
        if grid["columns"] == "probability":
            grid["values"] = [row[:3] for row in grid["values"]]
    body["version"] = "2.0"
    if carried:
        body["carried_over"] = [{"version": method().version, "words": WORDS, "factors": carried}]
    return MethodPack.model_validate(body)


def test_a_factor_is_compared_only_by_a_stated_rule():
    assert rules.not_carried(method(), method(), "probability") == ""
    assert rules.not_carried(method(), three_levels(), "probability") == "unstated"
    assert rules.not_carried(method(), three_levels(probability={}), "probability") == "rule"
    assert rules.not_carried(method(), three_levels(probability={1: 1, 3: 2, 5: 3}), "probability") == ""
    assert rules.not_carried(method(), three_levels(), "vulnerability") == ""
    assert rules.not_carried(method(), three_levels(), "no_such") == "gone"
    assert rules.not_carried(method(), shipped("first-look"), "probability") == "method"


def test_answers_are_carried_like_levels_and_those_without_a_counterpart_are_left_out():
    new = method().model_copy(
        update={"carried_over": [CarriedOver(version="1.0", words=WORDS, scales={"practice": {0: 0, 3: 1}})]}
    )
    said = {
        ("security-plan", None): ("3",),
        ("last-exercise", None): ("3",),
        ("words-ready", None): ("1",),
        ("the-call", None): ("not_observed",),
    }
    assert rules.carried_answers(new, "1.0", said) == {
        ("security-plan", None): ("1",), ("last-exercise", None): ("3",), ("the-call", None): ("not_observed",),
    }  # fmt: skip
    assert rules.carried_answers(new, "0.9", said) == said


def test_a_section_is_compared_only_where_the_same_is_asked():
    form = method().questionnaire
    asked = [question for question in form.questions if question.section == "people_alert"]
    assert rules.section_differs(method(), method(), asked, asked) == ""
    assert rules.section_differs(method(), method(), asked[:-1], asked) == "questions"
    assert rules.section_differs(method(), shipped("event"), asked, asked) == "method"


def judged(market, give, levels: tuple[int, int]) -> Assessment:
    market.to("judging")
    for story in market.scenarios:
        give(market.lead, story, *levels)
        give(market.experts[0], story, *levels)
    closed: Assessment = market.to("discussing", "closed")
    return closed


@pytest.fixture
def twice(market, give):
    """The same market judged twice: first gravely, then less so, with one scenario taken over."""
    first = judged(market, give, (4, 4))
    stories = list(market.scenarios)
    again = actions.open_assessment(market.lead, first.place, title="Market again", condition="market")
    actions.add_member(market.lead, again, account=market.experts[0], is_police=True)
    actions.take_over(market.lead, again, next(story for story in stories if story.threat == "VEHICLE"))
    actions.start_with(market.lead, again, ["CROWDING", "SHARP"])
    market.of = again
    return first, judged(market, give, (2, 2))


def pair_of(pairs, threat):
    return next(pair for pair in pairs if (pair.now or pair.then).threat == threat)


def test_levels_and_bands_stand_beside_each_other(twice, coordinator):
    moments = times.series(coordinator, twice[0].place)
    assert [moment.of.pk for moment in moments] == [row.pk for row in twice]
    then, now = times.two_of(moments, "", "")
    pairs = times.pairs(coordinator, then, now)
    vehicle = pair_of(pairs, "VEHICLE")
    assert vehicle.taken_over
    assert [(one.then, one.now, one.change) for one in vehicle.factors][:2] == [(4, 2, "lower"), (4, 2, "lower")]
    assert vehicle.change == "lower"
    assert not pair_of(pairs, "CROWDING").taken_over
    assert pair_of(pairs, "SHARP").then is None
    assert pair_of(pairs, "PICKPOCKETING").now is None
    assert then.grave == 3
    assert now.grave == 0


def test_bands_without_draws_are_those_of_the_list_of_risks(twice, coordinator):
    from parvis.assessment.queries import sheet  # noqa: PLC0415  # only here

    for moment, row in zip(times.series(coordinator, twice[0].place), twice, strict=True):
        assert sorted(line.median for line in sheet(coordinator, row).rows) == sorted(
            given.bands(given_of(coordinator, row), moment.method)
        )


def given_of(account, row):
    from parvis.assessment.queries.reading import judgements_shown  # noqa: PLC0415  # only here

    return judgements_shown(account, [row])[row.pk]


def under(row: Assessment, pack: MethodPack) -> None:
    packs.load(None, pack)
    Assessment.objects.filter(pk=row.pk).update(method_version=pack.version)


def both(coordinator, twice):
    return times.two_of(times.series(coordinator, twice[0].place), "", "")


def test_old_values_are_carried_by_the_rule_and_shown_as_they_were_given(twice, coordinator):
    packs.load(None, method())
    under(twice[1], three_levels(probability={1: 1, 2: 1, 3: 2, 4: 2, 5: 3}))
    vehicle = pair_of(times.pairs(coordinator, *both(coordinator, twice)), "VEHICLE")
    probability = vehicle.factors[0]
    assert (probability.given, probability.then, probability.now, probability.change) == (4, 2, 2, "same")
    assert vehicle.before is not None


def test_what_has_no_counterpart_is_not_compared_and_neither_is_its_band(twice, coordinator, enter):
    packs.load(None, method())
    under(twice[1], three_levels(probability={1: 1}))
    vehicle = pair_of(times.pairs(coordinator, *both(coordinator, twice)), "VEHICLE")
    probability = vehicle.factors[0]
    assert (probability.given, probability.then, probability.change, probability.why) == (4, None, "", "rule")
    assert (vehicle.before, vehicle.change) == (None, "")
    page = enter(coordinator).get(f"/assessments/place/{twice[0].place_id}/over-time/").content.decode()
    assert "Five levels became three." in page
    assert "not compared, by the rule of the method" in page


def test_weaknesses_are_new_answered_or_still_there(twice, coordinator):
    then, now = both(coordinator, twice)
    write = {"scenario": None}
    old, closed = (
        actions.write_vulnerability(coordinator, then.of.place, title=title, **write) for title in ("Old", "Closed")
    )
    Vulnerability.objects.update(created=then.of.created)
    fresh = actions.write_vulnerability(coordinator, then.of.place, title="Fresh", **write)
    actions.change_vulnerability(coordinator, closed, version=1, state="answered")
    found = times.since(coordinator, then, now)
    assert [row.pk for row in found.still] == [old.pk]
    of_then = actions.write_vulnerability(
        coordinator, then.of.place, title="Of then", scenario=then.of.scenarios.get(threat="VEHICLE")
    )
    assert {row.pk for row in times.since(coordinator, then, now).still} == {old.pk, of_then.pk}
    assert [row.pk for row in found.new_weak] == [fresh.pk]
    assert [row.pk for row in found.closed] == [closed.pk]


def test_the_page_leads_from_every_figure_to_what_made_it(twice, enter, coordinator):
    client = enter(coordinator)
    page = client.get(f"/assessments/place/{twice[0].place_id}/over-time/").content.decode()
    for row in twice:
        assert f"/assessments/{row.pk}/result/#s-" in page
    assert "taken over" in page
    assert "only then" in page
    assert (
        f"/assessments/place/{twice[0].place_id}/over-time/"
        in client.get(f"/assessments/{twice[1].pk}/result/").content.decode()
    )
    for address in (f"/assessments/place/{twice[0].place_id}/", f"/places/{twice[0].place_id}/"):
        assert "over-time" in client.get(address).content.decode()


def test_one_assessment_alone_is_compared_with_nothing(market, give, enter):
    judged(market, give, (3, 3))
    page = enter(market.lead).get(f"/assessments/place/{market.of.place_id}/over-time/").content.decode()
    assert "nothing to compare yet" in page


def test_nothing_that_is_blind_reaches_the_comparison(twice, market, give, coordinator):
    third = actions.open_assessment(coordinator, twice[0].place, title="Blind", condition="market")
    actions.add_member(coordinator, third, account=market.experts[0], is_police=True)
    actions.start_with(coordinator, third, ["VEHICLE"])
    market.of = third
    market.to("judging")
    give(coordinator, market.scenarios[0], 5, 5)
    moments = times.series(coordinator, third.place)
    assert moments[-1].grave is None
    assert {moment.of.pk for moment in times.two_of(moments, "", str(third.pk))} == {row.pk for row in twice}


def test_another_condition_is_said_and_a_stranger_sees_nothing(twice, enter, coordinator, stranger):
    Assessment.objects.filter(pk=twice[0].pk).update(condition="night")
    address = f"/assessments/place/{twice[0].place_id}/over-time/"
    assert "Two conditions" in enter(coordinator).get(address).content.decode()
    assert enter(stranger).get(address).status_code == 404


def test_the_page_asks_as_much_for_four_scenarios_as_for_eight(twice, market, give, coordinator, enter):
    client, address = enter(coordinator), f"/assessments/place/{twice[0].place_id}/over-time/"

    def count() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    few = count()
    third = actions.open_assessment(coordinator, twice[0].place, title="Third", condition="market")
    actions.add_member(coordinator, third, account=market.experts[0], is_police=True)
    actions.start_with(coordinator, third, ["VEHICLE", "CROWDING", "SHARP", "FIREARMS", "IED", "CHEM"])
    market.of = third
    judged(market, give, (3, 3))
    assert count() == few
