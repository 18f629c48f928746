"""Place de la Nouvelle-Filature: the place has changed since it was assessed."""

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.assessing import assess
from parvis.cli.valombre.stories.sheet import draw, place_called
from parvis.cli.valombre.words import words
from parvis.places.actions import change_place


def filature(people: People) -> None:
    """A quick assessment, closed; then a kiosk and a shelter, so that it speaks of another square."""
    told = words("filature")
    place = place_called(people, "Place de la Nouvelle-Filature")
    drawn = draw(people, place, told["place"])
    assess(people, place, drawn, told["assessment"], until="closed")
    change_place(people.coordinator, place, version=place.version, layout_changed=True, rationale=told["rationale"])
