"""Where measures stand and who checked them, what scenarios rely on, and what a weakness rests on."""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from shapely.geometry import LineString, MultiPoint, Point, Polygon, box

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.access.models import Marking
from parvis.assessment import actions, queries
from parvis.assessment.models import ExistingMeasure, Scenario, Vulnerability
from parvis.files.models import File
from parvis.people.actions import make_token
from parvis.places.actions import draw_zone, register_place
from tests.assessment.test_pages import form_data


@pytest.fixture
def quay(market, square):
    return draw_zone(market.lead, square, kind="access_point", name="Quay", geometry=box(5, 48, 5.001, 48.0005))


@pytest.fixture
def bollards(market, square, quay):
    return actions.note_measure(
        market.lead, square, name="Bollards", origin="emplaced", state="failing", owner="Roads department", zone=quay,
        checked_on=timezone.localdate() - timedelta(days=3),
    )  # fmt: skip


@pytest.fixture
def trees(market, square):
    return actions.note_measure(market.lead, square, name="Plane trees", origin="natural", state="good")


def photo():
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(file, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", file.getvalue(), "image/jpeg")


def test_a_measure_has_owner_zone_and_day(bollards, quay):
    assert (bollards.owner, bollards.zone, bollards.zone_kind) == ("Roads department", quay, "access_point")
    assert queries.zone_name(bollards) == "Quay"


def test_nobody_has_tested_it_tomorrow(market, square, bollards):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="lies ahead"):
        actions.note_measure(market.lead, square, name="X", origin="natural", state="good", checked_on=tomorrow)
    with pytest.raises(Refused, match="lies ahead"):
        actions.change_measure(market.lead, bollards, version=1, checked_on=tomorrow)
    with pytest.raises(Refused, match="kind of zone"):
        actions.change_measure(market.lead, bollards, version=1, zone=None, zone_kind="moon")
    assert ExistingMeasure.objects.get().version == 1


def test_the_list_is_grouped_by_zone_counted_and_filtered_by_state(market, square, bollards, trees, enter):
    client, here = enter(market.lead), f"/assessments/place/{square.pk}/measures/"
    page = client.get(here)
    assert [group["label"] for group in page.context["groups"]] == ["The whole place", "Quay"]
    assert {code: n for code, _label, n in page.context["states"]} == {"good": 1, "failing": 1}
    failing = client.get(f"{here}?state=failing")
    assert [group["label"] for group in failing.context["groups"]] == ["Quay"]
    assert "Roads department" in failing.content.decode()
    assert len(client.get(f"{here}?state=nonsense").context["groups"]) == 2
    form = client.get(f"{here}new/").context["form"]
    data = form_data(form, name="Ramp", where="perimeter", owner="Market", checked_on="2020-01-02")
    client.post(f"{here}new/", data)
    ramp = ExistingMeasure.objects.get(name="Ramp")
    assert (ramp.zone_kind, str(ramp.checked_on)) == ("perimeter", "2020-01-02")


def test_a_photo_is_kept_with_words_and_its_own_day(market, square, bollards, enter, stranger, joining):
    here = f"/assessments/measures/{bollards.pk}/photos/"
    client = enter(market.experts[1])
    page = client.get(here)
    data = form_data(page.context["form"], caption="The third bollard leans", taken_on="2024-05-06")
    data.pop("photo", None)
    for _time in range(2):
        assert client.post(here, data | {"photo": photo()}).status_code == 302
    kept = File.objects.get()
    assert (kept.about, str(kept.taken_on), kept.marking) == (bollards.pk, "2024-05-06", bollards.marking)
    assert 'alt="The third bollard leans"' in client.get(here).content.decode()
    assert "1 photo" in client.get(f"/assessments/place/{square.pk}/measures/").content.decode()
    assert enter(stranger).get(here).status_code == 404
    reader = enter(joining("reader"))
    assert "Add a photo" not in reader.get(here).content.decode()
    assert reader.post(here, data | {"photo": photo()}).status_code == 403


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"photo": SimpleUploadedFile("x.jpg", b"no picture")}, "no photo"),
        ({"taken_on": "2999-01-01"}, "lies ahead"),
        ({"caption": ""}, "required"),
    ],
)
def test_what_is_no_photo_gets_a_sentence(market, bollards, enter, more, words):
    here = f"/assessments/measures/{bollards.pk}/photos/"
    client = enter(market.lead)
    data = form_data(client.get(here).context["form"], caption="Bollard") | {"photo": photo()} | more
    assert words in client.post(here, data).content.decode()
    assert not File.objects.exists()


@pytest.mark.parametrize("shape", [Point(5, 48), LineString([(5, 48), (5.001, 48)]), box(5, 48, 5.001, 48.0005)])
def test_a_scenario_says_what_it_assumes_relies_on_and_where_it_happens(market, bollards, enter, shape):
    made = actions.change_scenario(
        market.lead, market.scenarios[0], version=1, assumes="Rain", relies_on=[bollards], sketch=shape,
        condition="night",
    )  # fmt: skip
    assert list(made.relies_on.all()) == [bollards]
    client = enter(market.experts[0])
    drawn = json.loads(client.get(f"/assessments/scenarios/{made.pk}/sketch.geojson").content)["features"]
    assert [one["geometry"]["type"] for one in drawn] == [shape.geom_type]
    assert "Bollards" in client.get(f"/assessments/scenarios/{made.pk}/").content.decode()
    market.to("judging")
    page = client.get(f"/assessments/{market.of.pk}/judge/{made.pk}/").content.decode()
    for words in ("Rain", "It relies on", "In another condition", "sketch.geojson"):
        assert words in page
    assert f'data-layers="[&quot;/assessments/scenarios/{made.pk}/sketch.geojson&quot;]"' in page


def test_what_a_scenario_cannot_have_is_refused(market, city):
    other = register_place(market.lead, city, name="Park", category="park", geometry=box(6, 48, 6.001, 48.001))
    far = actions.note_measure(market.lead, other, name="Fence", origin="emplaced", state="good")
    for facts in (
        {"relies_on": [far]}, {"condition": "full moon"}, {"sketch": MultiPoint([(5, 48), (5, 48.1)])},
        {"sketch": Polygon([(5, 48), (5.001, 48.001), (5.001, 48), (5, 48.001)])},
    ):  # fmt: skip
        with pytest.raises(Refused):
            actions.change_scenario(market.lead, market.scenarios[0], version=1, **facts)
    assert Scenario.objects.get(pk=market.scenarios[0].pk).version == 1


def test_what_the_writer_may_not_see_stays_named(market, square, bollards, trees):
    secret = actions.note_measure(
        market.lead, square, name="Secret", origin="emplaced", state="good", marking=Marking.RED
    )
    made = actions.change_scenario(market.lead, market.scenarios[0], version=1, relies_on=[secret, bollards])
    ExistingMeasure.objects.filter(pk=secret.pk).update(author=market.experts[0])
    changed = actions.change_scenario(market.lead, made, version=2, relies_on=[trees])
    assert set(changed.relies_on.values_list("name", flat=True)) == {"Secret", "Plane trees"}


def test_the_form_keeps_everything_and_ticks_send_nothing(market, bollards, enter):
    client, here = enter(market.lead), f"/assessments/scenarios/{market.scenarios[0].pk}/"
    page = client.get(here)
    assert 'type="checkbox" autocomplete="off"' in page.content.decode()
    data = form_data(
        page.context["form"], narrative="A van.", assumes="Rain", condition="night",
        sketch='{"type":"Point","coordinates":[5.001,48.0005]}',
    )  # fmt: skip
    data["relies_on"] = str(bollards.pk)
    assert client.post(here, data).status_code == 302
    made = Scenario.objects.get(pk=market.scenarios[0].pk)
    assert (made.assumes, made.condition, made.sketch.geom_type) == ("Rain", "night", "Point")
    assert list(made.relies_on.all()) == [bollards]


def test_a_scenario_begins_from_an_earlier_one(market, bollards, square, enter, city, give):
    source = actions.change_scenario(
        market.lead, market.scenarios[0], version=1, narrative="A van.", relies_on=[bollards], sketch=Point(5, 48)
    )
    night = actions.open_assessment(market.lead, square, title="Night", condition="night")
    client = enter(market.lead)
    assert "A van" not in client.get(f"/assessments/{night.pk}/scenarios/").content.decode()
    sent = client.post(f"/assessments/{night.pk}/scenarios/take-over/", {"source": str(source.pk)})
    copy = Scenario.objects.get(assessment=night)
    assert sent.url == f"/assessments/scenarios/{copy.pk}/"
    assert (copy.narrative, copy.condition, copy.taken_from) == ("A van.", "market", source)
    assert copy.sketch.equals(source.sketch)
    assert list(copy.relies_on.all()) == [bollards]
    assert "Taken from" in client.get(sent.url).content.decode()
    assert client.post(f"/assessments/{night.pk}/scenarios/take-over/", {"source": "x"}).status_code == 422
    other = register_place(market.lead, city, name="Park", category="park", geometry=box(6, 48, 6.001, 48.001))
    park = actions.open_assessment(market.lead, other, title="Park", condition="night")
    with pytest.raises(Refused, match="another place"):
        actions.take_over(market.lead, park, source)
    with pytest.raises(NotAllowed):
        actions.take_over(market.experts[1], night, source)


def test_a_weakness_shows_what_it_rests_on_once_the_round_is_over(market, square, bollards, give, enter):
    weak = actions.write_vulnerability(
        market.lead, square, title="Vans reach the stalls", scenario=market.scenarios[0], measures=[bollards]
    )
    market.to("judging")
    for expert, level in zip(market.experts, (2, 4, 5), strict=True):
        give(expert, market.scenarios[0], 3, level)
    row = Vulnerability.objects.get(pk=weak.pk)
    blind = queries.evidence(market.lead, [row])[weak.pk]
    assert not blind.spreads
    assert [name for _measure, name in blind.measures] == ["Bollards"]
    market.to("discussing")
    shown = queries.evidence(market.lead, [row])[weak.pk]
    assert [sorted(one.values) for one in shown.spreads if one.label == "Vulnerability"] == [[2, 4, 5]]
    client = enter(market.lead)
    here = f"/assessments/weaknesses/{weak.pk}/photos/"
    data = form_data(client.get(here).context["form"], caption="Kerb at the quay") | {"photo": photo()}
    assert client.post(here, data).status_code == 302
    page = client.get(f"/assessments/place/{square.pk}/weaknesses/").content.decode()
    assert "3 judgements from 2 to 5" in page
    assert "Kerb at the quay" in page
    form = client.get(f"/assessments/weaknesses/{weak.pk}/").context["form"]
    client.post(f"/assessments/weaknesses/{weak.pk}/", form_data(form) | {"measures": []})
    assert not Vulnerability.objects.get().measures.exists()


def test_evidence_is_for_those_who_may_know(market, square, bollards, stranger):
    weak = actions.write_vulnerability(market.lead, square, title="Weak", measures=[bollards])
    found = queries.evidence(stranger, [weak])[weak.pk]
    assert (found.scenario, found.measures, found.photos) == (None, [], [])
    with pytest.raises(NotVisible):
        actions.write_vulnerability(stranger, square, title="Weak", measures=[bollards])


def test_the_api_tells_the_same(market, square, bollards, client, stranger):
    actions.change_scenario(
        market.lead, market.scenarios[0], version=1, relies_on=[bollards], sketch=Point(5, 48), assumes="Rain"
    )
    soon = timezone.now() + timedelta(days=1)
    key = {"Authorization": f"Bearer {make_token(market.lead, purpose='test', until=soon)}"}
    (row,) = client.get(f"/api/v1/assessments/measures/{square.pk}", headers=key).json()
    assert (row["name"], row["owner"], row["zone"]) == ("Bollards", "Roads department", "Quay")
    stories = client.get(f"/api/v1/assessments/{market.of.pk}", headers=key).json()["scenarios"]
    told = next(one for one in stories if one["id"] == str(market.scenarios[0].pk))
    assert (told["relies_on"], told["assumes"], told["sketch"]["type"]) == ([str(bollards.pk)], "Rain", "Point")
    key = {"Authorization": f"Bearer {make_token(stranger, purpose='test', until=soon)}"}
    assert client.get(f"/api/v1/assessments/measures/{square.pk}", headers=key).status_code == 404
