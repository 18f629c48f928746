"""Steps on the ground: an extract of the city, a place on the register, its map, its sheet, its zones and entrances."""

import json
import os
from pathlib import Path

from tests.browser.conftest import ROOT
from tests.browser.walk.city import Walk
from tests.browser.walk.person import Person
from tests.browser.walk.words import WORDS

SHARED = Path(os.environ.get("PARVIS_SHARED_DATA", ROOT.parent / "shared" / "data"))
EXTRACT = SHARED / "porto-centre-2020.osm.pbf"
QUAY = "Cais da Ribeira"
# Shares of the map's width and height, within the place when its page has just been opened.
CORNERS = [(0.44, 0.44), (0.56, 0.44), (0.56, 0.56), (0.44, 0.56), (0.44, 0.44)]
MOUTH = [(0.30, 0.52), (0.36, 0.46), (0.36, 0.46)]


def send_the_extract(walk: Walk, lead: Person) -> None:
    """The home page of an empty installation leads there; the progress is shown until it is done."""
    lead.visit("/")
    lead.show("01-empty-home")
    lead.follow("/places/imports/")
    lead.send({"extract": EXTRACT})
    lead.page.wait_for_selector("main a[href='/places/candidates/']", timeout=90_000)
    lead.show("02-extract-read")


def take_the_quay(walk: Walk, lead: Person) -> None:
    """Candidates stand on the map and in a table, each with its reasons."""
    lead.follow("/places/candidates/")
    lead.show("03-candidates")
    lead.send({"category": "square"})
    row = lead.page.locator("main tr", has_text=QUAY)
    assert "m²" in row.inner_text()
    with lead.page.expect_navigation():
        row.locator("form[action$='/take/'] button").click()
    walk.place = lead.id_in_address()
    assert QUAY in lead.page.locator("h1").inner_text()
    lead.see_map()


def write_the_sheet(walk: Walk, lead: Person) -> None:
    words = WORDS[walk.language]
    lead.follow("/sheet/")
    lead.follow("/change/")
    lead.send({"custodian": words.custodian, "rationale": words.rationale})
    assert words.rationale in lead.text()
    lead.follow("/occupancy/")
    lead.send({"condition": "event", "people": "2400", "estimated_by": "counted"})
    assert "2" in lead.page.locator("main td.number").first.inner_text()


def draw_zone_and_entrance(walk: Walk, lead: Person) -> None:
    """With the mouse on a desktop, with typed coordinates on a phone."""
    lead.follow("/zones/new/")
    lead.see_map()
    if walk.width == "desktop":
        draw(lead, CORNERS)
        lead.show("04-drawing-a-zone")
        lead.send({"name": "Tables", "kind": "inner_area"})
    else:
        lead.send({"name": "Tables", "kind": "inner_area", "geometry": square_around(*middle(walk, lead))})
    lead.follow("/sheet/")
    lead.follow("/entrances/new/")
    lead.see_map()
    facts = {"name": "E1", "width_m": "6.5", "users": ["pedestrians"]}
    if walk.width == "desktop":
        draw(lead, MOUTH)
        lead.send(facts)
    else:
        lead.send(facts | {"geometry": json.dumps({"type": "Point", "coordinates": middle(walk, lead)})})
    lead.follow("/sheet/")
    assert "Tables" in lead.text()
    assert "E1" in lead.text()
    lead.show("05-sheet")


def draw(person: Person, points: list[tuple[float, float]]) -> None:
    """Click the points on the map; the field of the form then holds the shape."""
    box = person.page.locator("[data-map] canvas").first.bounding_box()
    assert box is not None
    for x, y in points:
        person.page.mouse.click(box["x"] + x * box["width"], box["y"] + y * box["height"])
    person.page.wait_for_function("document.querySelector('[name=geometry]').value.length > 20")


def middle(walk: Walk, person: Person) -> list[float]:
    """A point near the place, read from its own map."""
    answer = person.page.request.get(f"/places/{walk.place}/map.geojson").json()
    shape = answer["features"][0]["geometry"]["coordinates"]
    while isinstance(shape[0], list):
        shape = shape[0]
    return [float(value) for value in shape[:2]]


def square_around(east: float, north: float, half: float = 0.0001) -> str:
    west, south, east, north = east - half, north - half, east + half, north + half
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})
