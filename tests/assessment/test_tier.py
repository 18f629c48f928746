"""The tier of an assessment: followed, chosen with a reason, settled at the end; and its expectations one by one."""

import pytest

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.assessment import actions, queries
from parvis.assessment.models import Assessment, Expectation
from parvis.journal.models import Entry
from parvis.people.models import Role
from parvis.places.actions import set_occupancy


def counted(market, people: int) -> None:
    set_occupancy(market.lead, market.of.place, condition="market", people=people, estimated_by="counted")


def fresh(market) -> Assessment:
    return Assessment.objects.get(pk=market.of.pk)


def tier(market) -> str:
    found = queries.proportion(market.lead, fresh(market)).tier
    return found.code if found else ""


def choose(market, code: str, reason: str = "", **more):
    return actions.set_tier(
        market.lead, market.of, tier=code, reason=reason, **{"version": fresh(market).version, **more}
    )


def close(market, give) -> None:
    market.to("judging")
    give(market.lead, market.scenarios[0], 3, 3)
    market.to("discussing", "closed")


def test_an_open_assessment_follows_the_number_of_its_own_condition(market):
    assert tier(market) == ""
    counted(market, 199)
    set_occupancy(market.lead, market.of.place, condition="event", people=6000, estimated_by="tickets")
    assert tier(market) == "everyday"
    counted(market, 800)
    assert tier(market) == "enhanced"
    assert "800 people" in queries.tier_why(queries.proportion(market.lead, fresh(market)))[0]


def test_another_tier_needs_a_reason_and_the_journal_does_not_repeat_it(market):
    counted(market, 300)
    with pytest.raises(Refused) as refused:
        choose(market, "enhanced", "  ")
    assert refused.value.field == "reason"
    with pytest.raises(Refused):
        choose(market, "no_such_tier", "because")
    assert fresh(market).tier == ""
    choose(market, "enhanced", "One way out, by the bridge")
    assert tier(market) == "enhanced"
    entry = Entry.objects.filter(action="assessment.tier_set").get()
    assert (entry.payload["after"], entry.payload["follows"]) == ("enhanced", "standard")
    assert "bridge" not in str(entry.payload)
    why = " ".join(queries.tier_why(queries.proportion(market.lead, fresh(market))))
    assert "by the bridge" in why
    assert "Tier 2" in why
    choose(market, "")
    assert (tier(market), fresh(market).tier_reason) == ("standard", "")


def test_the_tier_that_follows_needs_no_reason(market):
    counted(market, 300)
    choose(market, "standard")
    counted(market, 900)
    assert tier(market) == "enhanced"


def test_who_does_not_lead_or_comes_late_chooses_nothing(market, stranger):
    counted(market, 300)
    for account, error in ((market.experts[1], NotAllowed), (stranger, NotVisible)):
        with pytest.raises(error):
            actions.set_tier(account, market.of, tier="enhanced", reason="why not", version=market.of.version)
    with pytest.raises(Conflict):
        choose(market, "enhanced", "why not", version=fresh(market).version + 1)
    assert fresh(market).tier == ""


def test_a_closed_assessment_keeps_its_tier_and_says_that_the_number_changed(market, give):
    counted(market, 300)
    close(market, give)
    counted(market, 900)
    found = queries.proportion(market.lead, fresh(market))
    assert (found.tier.code, found.settled_with, found.holds.outdated) == ("standard", 300, True)
    assert any("900 people" in said for said in queries.tier_why(found))
    codes = {one.code for one in queries.findings(market.lead, fresh(market))[0]}
    assert "tier_outdated" in codes
    assert "tier_unexplained" not in codes
    choose(market, "")  # by decision of the lead, with an event
    assert tier(market) == "enhanced"
    assert "tier_outdated" not in {one.code for one in queries.findings(market.lead, fresh(market))[0]}


def test_a_method_without_tiers_expects_nothing(square, coordinator):
    of = actions.open_assessment(
        coordinator, square, title="Walk", condition="night", method="urn:parvis:method:everyday"
    )
    assert queries.proportion(coordinator, of).expected == []
    with pytest.raises(Refused, match="no tiers"):
        actions.set_tier(coordinator, of, tier="standard", reason="why", version=of.version)


def say(market, account=None, number: int = 1, state: str = "met", known_by: str = "seen on site", version: int = 0):
    return actions.say_expectation(
        account or market.lead, market.of, number=number, state=state, known_by=known_by, version=version
    )


def test_an_expectation_is_said_by_one_person_with_a_word_on_how_they_know(market):
    counted(market, 900)
    made = say(market, market.experts[0], 3, known_by=" plan of March ")
    assert (made.author, made.known_by, made.version) == (market.experts[0], "plan of March", 1)
    found = queries.proportion(market.lead, fresh(market))
    assert [row.state for row in found.expected] == ["", "", "met"]
    assert (found.met, found.open, found.asked) == (1, 2, 3)
    say(market, number=3, state="not_applicable", known_by="no vehicle at all", version=1)
    assert queries.proportion(market.lead, fresh(market)).asked == 2
    say(market, number=3, state="", known_by="", version=2)
    assert not Expectation.objects.exists()
    assert Entry.objects.filter(action="assessment.expectation_said").count() == 3
    assert "plan of March" not in str(list(Entry.objects.values_list("payload", flat=True)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"known_by": " "}, "known_by"), ({"state": "half"}, "state"), ({"number": 4}, "state"), ({"number": 0}, "state")],
)
def test_what_cannot_be_said_is_refused_and_nothing_is_kept(market, changes, field):
    counted(market, 900)
    with pytest.raises(Refused) as refused:
        say(market, **changes)
    assert refused.value.field == field
    assert not Expectation.objects.exists()


def test_two_who_speak_at_once_do_not_overwrite_each_other(market):
    counted(market, 900)
    say(market)
    with pytest.raises(Conflict):
        say(market, market.experts[0], state="unmet", known_by="not when I was there")
    assert Expectation.objects.get().state == "met"


def test_who_does_not_judge_says_nothing(market, joining, stranger):
    counted(market, 900)
    with pytest.raises(NotAllowed):
        say(market, joining(Role.READER))
    with pytest.raises(NotVisible):
        say(market, stranger)


def test_what_was_said_at_one_tier_waits_while_another_one_holds(market):
    counted(market, 900)
    say(market)
    counted(market, 300)
    assert [row.state for row in queries.proportion(market.lead, fresh(market)).expected] == ["", "", ""]
    counted(market, 900)
    assert queries.proportion(market.lead, fresh(market)).expected[0].state == "met"


def severity(market, code: str) -> str:
    return next((one.severity for one in queries.findings(market.lead, fresh(market))[0] if one.code == code), "")


@pytest.mark.parametrize(("people", "weight"), [(100, "note"), (300, "warning"), (900, "error"), (9000, "error")])
def test_a_gap_weighs_as_much_as_the_method_says_at_this_tier(market, people, weight):
    counted(market, people)
    say(market, state="unmet", known_by="asked the market office")
    assert severity(market, "expectation_unmet") == weight
    say(market, state="met", known_by="done since", version=1)
    assert severity(market, "expectation_unmet") == ""


def test_what_nobody_said_is_a_finding_once_the_assessment_is_closed(market, give):
    counted(market, 900)
    assert severity(market, "expectation_unknown") == ""
    close(market, give)
    found = next(one for one in queries.findings(market.lead, fresh(market))[0] if one.code == "expectation_unknown")
    assert len(found.about) == 3
    assert found.about[0].url == f"/assessments/{market.of.pk}/tier/"
    for number in (1, 2, 3):
        say(market, number=number, state="not_applicable", known_by="by the decree")
    assert severity(market, "expectation_unknown") == ""


def test_a_question_is_asked_from_its_tier_on(market):
    counted(market, 100)
    few = sum(len(chapter.asks) for chapter in queries.chapters(market.lead, fresh(market)))
    counted(market, 900)
    many = sum(len(chapter.asks) for chapter in queries.chapters(market.lead, fresh(market)))
    choose(market, "everyday", "A fenced yard with one use")
    assert sum(len(chapter.asks) for chapter in queries.chapters(market.lead, fresh(market))) == few < many


def test_the_page_of_the_tier_takes_one_word_at_a_time(market, enter):
    counted(market, 900)
    page, client = f"/assessments/{market.of.pk}/tier/", enter(market.lead)
    shown = client.get(page).content.decode()
    assert "Tier 3: Much-used or symbolic place" in shown
    assert "It follows from 900 people" in shown
    refused = client.post(page, {"number": 1, "version": 0, "state": "met", "known_by": ""})
    assert "Say in a word how you know" in refused.content.decode()
    answer = client.post(page, {"number": 1, "version": 0, "state": "unmet", "known_by": "Only the market day"})
    assert answer.url == f"{page}#e-1"
    shown = client.get(page).content.decode()
    assert "Only the market day" in shown
    assert str(market.lead) in shown
    assert client.post(page, {"number": 1, "version": 0, "state": "met", "known_by": "late"}).status_code == 409
    assert Expectation.objects.get().state == "unmet"


def test_the_tier_is_chosen_on_its_page(market, enter):
    counted(market, 300)
    page, client = f"/assessments/{market.of.pk}/tier/choose/", enter(market.lead)
    sent = {"tier": "enhanced", "reason": "", "version": market.of.version}
    assert "say in a line why" in client.post(page, sent).content.decode()
    assert client.post(page, sent | {"reason": "A monument"}).status_code == 302
    assert "Chosen by a person: A monument" in client.get(f"/assessments/{market.of.pk}/").content.decode()
    assert client.post(page, sent | {"reason": "Again"}).status_code == 409
    assert enter(market.experts[0]).get(page).status_code == 403


def test_a_reader_of_the_tier_gets_no_form(market, enter, joining):
    counted(market, 900)
    page = enter(joining(Role.READER)).get(f"/assessments/{market.of.pk}/tier/").content.decode()
    assert "Written security plan" in page
    assert "known_by" not in page
