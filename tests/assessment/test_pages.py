"""The pages of the assessment, as a lead and as an expert walk through them."""

import json

import pytest

from parvis.assessment.models import Assessment, ExistingMeasure, Judgement, Scenario, TeamMember, Vulnerability


def form_data(form, **more):
    """What a browser would send: the values that the form shows, and what the person changes."""
    shown = {name: form[name].value() for name in form.fields}
    return {k: str(v) for k, v in (shown | more).items() if v not in (None, "", False, [])}


@pytest.fixture
def opened(square, coordinator, enter):
    client = enter(coordinator)
    page = client.get(f"/assessments/place/{square.pk}/new/")
    data = form_data(page.context["form"], title="Market day", condition="market")
    first, second = (client.post(f"/assessments/place/{square.pk}/new/", data) for _ in range(2))
    assert first.url == second.url
    return Assessment.objects.get()


def test_a_lead_prepares_an_assessment_by_its_pages(opened, square, coordinator, officer, police, enter):
    client, home = enter(coordinator), f"/assessments/{opened.pk}/"
    assert "police are not in the team" in client.get(home).content.decode()
    seat = {"account": officer.pk, "organisation": police.pk, "circle": "involved", "is_police": "on"}
    assert client.post(f"{home}team/", seat).status_code == 302
    assert "let in as" in client.get(f"{home}team/").content.decode()
    assert "in the team already" in client.post(f"{home}team/", seat).content.decode()
    assert client.post(f"{home}scenarios/", {"threat": ["VEHICLE", "CROWDING"]}).status_code == 302
    story = Scenario.objects.get(threat="VEHICLE")
    page = client.get(f"/assessments/scenarios/{story.pk}/")
    assert "Questions that help" in page.content.decode()
    sent = client.post(page.request["PATH_INFO"], form_data(page.context["form"], narrative="A van ..."))
    assert sent.url == f"/assessments/scenarios/{Scenario.objects.get(threat='CROWDING').pk}/"
    client.post(f"{home}leave-out/", {"threat": "RAD", "reason": "Nothing speaks for it."})
    assert "1 threat left out" in client.get(home).content.decode()
    assert client.post(f"{home}move/", {"to": "judging"}).status_code == 302
    assert Assessment.objects.get().state == "judging"
    assert TeamMember.objects.filter(is_police=True).count() == 1


def test_an_expert_judges_scenario_after_scenario(market, square, enter):
    market.to("judging")
    client, home = enter(market.experts[0]), f"/assessments/{market.of.pk}/"
    seen = []
    page = client.get(f"{home}judge/", follow=True)
    for _turn in market.scenarios:
        here = page.request["PATH_INFO"]
        seen.append(here)
        assert "Scenario" in page.content.decode()
        data = {
            "version": "0",
            "factor_probability": "3",
            "factor_vulnerability": "4",
            "impact_people": "3",
            "confidence": "2",
        }
        page = client.post(here, data, follow=True)
    assert len(set(seen)) == 3
    assert page.request["PATH_INFO"] == home
    assert "judged every scenario" in page.content.decode()
    assert Judgement.objects.count() == 3


def test_what_was_chosen_survives_a_refusal(market, enter):
    market.to("judging")
    client = enter(market.experts[0])
    here = f"/assessments/{market.of.pk}/judge/{market.scenarios[0].pk}/"
    data = {
        "version": "0",
        "factor_probability": "5",
        "factor_vulnerability": "4",
        "impact_people": "3",
        "confidence": "2",
    }
    page = client.post(here, data)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Say why in a few words" in text
    assert 'name="factor_probability" value="5" checked' in text
    missing = client.post(here, {"version": "0"}).content.decode()
    assert missing.count("Choose one of the cards.") == 3
    none = client.post(here, {k: v for k, v in data.items() if k != "impact_people"} | {"reason": "x"})
    assert "at least one kind of consequence" in none.content.decode()
    assert not Judgement.objects.exists()


def test_the_method_s_words_stand_on_every_card(market, enter):
    market.to("judging")
    page = enter(market.experts[0]).get(f"/assessments/{market.of.pk}/judge/{market.scenarios[0].pk}/").content.decode()
    for words in ("Nothing points to it", "Tested, counted or exercised here", "Somebody needs hospital care"):
        assert words in page


def test_round_two_starts_from_round_one_and_marks_what_changed(market, give, enter):
    market.to("judging")
    for expert, level in zip(market.experts, (2, 4, 4), strict=True):
        give(expert, market.scenarios[0], 3, level)
    market.to("discussing")
    client = enter(market.experts[0])
    here = f"/assessments/{market.of.pk}/judge/{market.scenarios[0].pk}/"
    page = client.get(here)
    assert 'name="factor_vulnerability" value="2" checked' in page.content.decode()
    data = {
        "version": "0",
        "factor_probability": "3",
        "factor_vulnerability": "3",
        "impact_people": "3",
        "confidence": "2",
    }
    assert "made you change" in client.post(here, data).content.decode()
    data["revision"] = "The bollards were tested on Monday."
    shown = client.post(here, data, follow=True).content.decode()
    assert "1 revised in round 2" in shown
    assert "<s>2</s>" in shown
    assert "The bollards were tested on Monday." in shown
    assert Judgement.objects.filter(expert=market.experts[0]).count() == 2


def test_nobody_enters_judging_when_no_round_is_open(market, enter):
    assert enter(market.experts[0]).get(f"/assessments/{market.of.pk}/judge/").status_code == 422


def test_measures_are_noted_shown_on_the_map_and_taken_off(square, coordinator, enter):
    client, here = enter(coordinator), f"/assessments/place/{square.pk}/measures/"
    form = client.get(f"{here}new/").context["form"]
    data = form_data(form, name="Plane trees", geometry='{"type":"Point","coordinates":[5.001,48.0005]}')
    for _time in range(2):
        assert client.post(f"{here}new/", data).status_code == 302
    made = ExistingMeasure.objects.get()
    assert "Plane trees" in client.get(here).content.decode()
    features = json.loads(client.get(f"/assessments/place/{square.pk}/measures.geojson").content)["features"]
    assert [(f["properties"]["kind"], f["properties"]["state"]) for f in features] == [("measure", "good")]
    page = client.get(f"/assessments/measures/{made.pk}/")
    changed = form_data(page.context["form"], state="failing", geometry="")
    assert client.post(page.request["PATH_INFO"], changed).status_code == 302
    assert client.post(page.request["PATH_INFO"], changed).status_code == 409
    client.post(f"/assessments/measures/{made.pk}/remove/")
    assert not ExistingMeasure.objects.exists()


def test_a_weakness_is_written_from_the_list_and_answered(market, give, square, enter):
    market.to("judging")
    for expert, level in zip(market.experts, (2, 4, 5), strict=True):
        give(expert, market.scenarios[0], 3, level)
    market.to("discussing", "closed")
    client = enter(market.lead)
    here = f"/assessments/place/{square.pk}/weaknesses/new/?scenario={market.scenarios[0].pk}"
    data = form_data(client.get(here).context["form"], title="Vans reach the stalls")
    for _time in range(2):
        assert client.post(here, data).status_code == 302
    weak = Vulnerability.objects.get()
    assert weak.scenario_id == market.scenarios[0].pk
    listed = client.get(f"/assessments/place/{square.pk}/weaknesses/").content.decode()
    assert "experts disagree on it" in listed
    page = client.get(f"/assessments/weaknesses/{weak.pk}/")
    client.post(page.request["PATH_INFO"], form_data(page.context["form"], state="answered"))
    assert Vulnerability.objects.get().state == "answered"


def test_the_list_says_whose_turn_it_is(market, give, enter):
    assert "Its lead prepares it" in enter(market.experts[1]).get("/assessments/").content.decode()
    assert "You: prepare it" in enter(market.lead).get("/assessments/").content.decode()
    market.to("judging")
    assert "You: 3 scenarios to judge" in enter(market.experts[1]).get("/assessments/").content.decode()
    for scenario in market.scenarios:
        give(market.experts[1], scenario, 3, 3)
    assert "1 of 4 experts have finished" in enter(market.experts[1]).get("/assessments/").content.decode()


def test_the_result_reads_in_french(market, give, enter):
    market.to("judging")
    give(market.experts[0], market.scenarios[0], 3, 4)
    market.to("discussing")
    client = enter(market.lead)
    page = client.get(f"/assessments/{market.of.pk}/result/", headers={"Accept-Language": "fr"}).content.decode()
    assert "Vulnérabilité" in page


def test_strangers_find_nothing(market, square, stranger, enter):
    client = enter(stranger)
    for page in (
        f"/assessments/{market.of.pk}/", f"/assessments/{market.of.pk}/result/", f"/assessments/{market.of.pk}/judge/",
        f"/assessments/place/{square.pk}/", f"/assessments/scenarios/{market.scenarios[0].pk}/",
        f"/assessments/place/{square.pk}/measures.geojson", f"/api/v1/assessments/{market.of.pk}",
    ):  # fmt: skip
        assert client.get(page).status_code == 404, page
    assert "Market day" not in client.get("/assessments/").content.decode()
