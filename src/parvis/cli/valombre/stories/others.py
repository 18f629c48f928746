"""More of the town: places that are drawn and no more, and two threads that have only begun."""

from parvis.cli.valombre.people import People
from parvis.cli.valombre.stories.assessing import assess
from parvis.cli.valombre.stories.choosing import compare, write_needs
from parvis.cli.valombre.stories.sheet import draw, place_called
from parvis.cli.valombre.words import words


def drawn(people: People) -> None:
    """Places whose zones and entrances are known."""
    for name, told in words("others")["drawn"].items():
        draw(people, place_called(people, name), told)


def jardin(people: People) -> None:
    """Jardin des Teinturiers: a quick assessment, one need, and a comparison that nobody has scored."""
    told = words("others")["jardin"]
    place = place_called(people, "Jardin des Teinturiers")
    found = assess(people, place, draw(people, place, told["place"]), told["assessment"], until="closed")
    compare(people, place, write_needs(people, found, told), told)


def stade(people: People) -> None:
    """Stade des Quais: an assessment that is being prepared."""
    told = words("others")["stade"]
    place = place_called(people, "Stade des Quais")
    assess(people, place, draw(people, place, told["place"]), told["assessment"], until="preparing")
