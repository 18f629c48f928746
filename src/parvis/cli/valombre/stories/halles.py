"""Place des Halles: the whole thread, from the ground to a practice for other cities."""

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.assessing import answer_weaknesses, assess
from parvis.cli.valombre.stories.sheet import draw, place_called
from parvis.cli.valombre.stories.words import words


def halles(people: People) -> None:
    place = place_called(people, "Place des Halles")
    zones = draw(people, place, words("halles-place"))
    told = words("halles-assessment")
    found = assess(people, place, zones, told, until="closed")
    answer_weaknesses(people, found, told)
