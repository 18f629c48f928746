"""Cathédrale Saint-Aubin: the experts are judging, and one of three has not begun."""

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.assessing import assess
from parvis.cli.valombre.stories.sheet import draw, place_called
from parvis.cli.valombre.words import words


def saint_aubin(people: People) -> None:
    """Sign in as the warden of the cathedral to give the judgement that is missing."""
    told = words("saint-aubin")
    place = place_called(people, "Cathédrale Saint-Aubin")
    drawn = draw(people, place, told["place"])
    assess(people, place, drawn, told["assessment"], until="judging")
