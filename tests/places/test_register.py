"""Taking a place on to the register: by page, by verb, and the refusals."""

import pytest
from shapely.geometry import Polygon, box

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.journal.models import Entry
from parvis.journal.queries import check
from parvis.places import actions, queries
from parvis.places.models import Place


def test_a_coordinator_registers_and_the_journal_tells(city, coordinator, stranger):
    made = actions.register_place(
        coordinator, city, name="Fountain", category="square", geometry=box(1, 2, 1.001, 2.001)
    )
    assert list(queries.places(coordinator)) == [made]
    assert not queries.places(stranger).exists()
    with pytest.raises(NotVisible):
        queries.place(stranger, made.pk)
    assert Entry.objects.filter(action="places.place_registered", object_id=made.pk).count() == 1
    assert check().whole


@pytest.mark.parametrize(
    ("shape", "words"),
    [
        (Polygon([(0, 0), (1, 1), (1, 0), (0, 1)]), "crosses itself"),
        (box(179, 2, 181, 3), "leaves the world"),
        (box(1, 2, 3, 4), "larger than 50"),
    ],
)
def test_shapes_that_cannot_be_kept_are_refused_with_a_sentence(city, coordinator, shape, words):
    with pytest.raises(Refused, match=words):
        actions.register_place(coordinator, city, name="Fountain", category="square", geometry=shape)
    assert not Place.objects.exists()


def test_a_twin_is_refused_and_a_stranger_may_not(city, square, coordinator, stranger):
    with pytest.raises(Refused, match="in the register already"):
        actions.register_place(coordinator, city, name="Other", category="square", geometry=square.geometry)
    with pytest.raises(NotAllowed):
        actions.register_place(stranger, city, name="Other", category="square", geometry=box(1, 2, 1.001, 2.001))


def test_the_second_of_two_editors_overwrites_nothing(square, coordinator):
    actions.change_place(coordinator, square, version=1, custodian="Markets and Events")
    with pytest.raises(Conflict):
        actions.change_place(coordinator, square, version=1, custodian="Parks")
    square.refresh_from_db()
    assert square.custodian == "Markets and Events"


def test_the_pages_of_a_place_open_for_its_city_only(square, coordinator, stranger, enter):
    for page in (
        "",
        "sheet/",
        "change/",
        "occupancy/",
        "governance/",
        "zones/new/",
        "entrances/new/",
        "access/",
        "journal/",
        "map.geojson",
    ):
        assert enter(coordinator).get(f"/places/{square.pk}/{page}").status_code == 200, page
        assert enter(stranger).get(f"/places/{square.pk}/{page}").status_code == 404, page


def test_a_form_sent_twice_registers_once(city, coordinator, enter):
    client = enter(coordinator)
    form = client.get("/places/new/").context["form"]
    data = {
        "id": str(form["id"].value()), "owner": city.pk, "name": "New square", "category": "square", "marking": 3,
        "geometry": '{"type":"Polygon","coordinates":[[[5,48],[5.001,48],[5.001,48.001],[5,48.001],[5,48]]]}',
    }  # fmt: skip
    first, second = client.post("/places/new/", data), client.post("/places/new/", data)
    assert first.status_code == second.status_code == 302
    assert Place.objects.count() == 1


def test_a_stale_form_is_told_and_writes_nothing(square, coordinator, enter):
    one, other = enter(coordinator), enter(coordinator)
    forms = [client.get(f"/places/{square.pk}/change/").context["form"] for client in (one, other)]
    sheet = {name: forms[0][name].value() for name in ("name", "category", "marking", "version")}
    sheet["geometry"] = '{"type":"Polygon","coordinates":[[[5,48],[5.001,48],[5.001,48.001],[5,48.001],[5,48]]]}'
    assert one.post(f"/places/{square.pk}/change/", sheet | {"custodian": "Markets"}).status_code == 302
    late = other.post(f"/places/{square.pk}/change/", sheet | {"custodian": "Parks"})
    assert late.status_code == 409
    assert "Somebody else saved this record" in late.content.decode()
    square.refresh_from_db()
    assert square.custodian == "Markets"


def test_a_bad_drawing_keeps_what_was_typed(square, coordinator, enter):
    client = enter(coordinator)
    form = client.get("/places/new/").context["form"]
    crossing = '{"type":"Polygon","coordinates":[[[6,48],[6.001,48.001],[6.001,48],[6,48.001],[6,48]]]}'
    data = {
        "id": str(form["id"].value()),
        "owner": square.owner_id,
        "name": "Kept words",
        "category": "square",
        "marking": 3,
    }
    for shape, words in (
        (crossing, "crosses itself"),
        ("nonsense", "not a GeoJSON shape"),
        ('{"type":"Point","coordinates":[6,48]}', "draw an area"),
    ):
        page = client.post("/places/new/", data | {"geometry": shape}).content.decode()
        assert words in page
        assert "Kept words" in page
    assert Place.objects.count() == 1
