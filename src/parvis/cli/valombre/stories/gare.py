"""Parvis de la Gare: experts who disagree, needs that became a call for information, and too few answers to show."""

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.asking import ask
from parvis.cli.valombre.stories.assessing import assess
from parvis.cli.valombre.stories.calling import call_for
from parvis.cli.valombre.stories.choosing import write_needs
from parvis.cli.valombre.stories.sheet import draw, place_called
from parvis.cli.valombre.words import words


def gare(people: People) -> None:
    """Judged twice and discussed; the spread stays, and the weaknesses show it."""
    told = words("gare")
    place = place_called(people, "Parvis de la Gare")
    drawn = draw(people, place, told["place"])
    found = assess(people, place, drawn, told["assessment"], until="discussing")
    needs = write_needs(people, found, told)
    call_for(people, place, needs, words("gare-call"))
    ask(people, place, told["survey"])
