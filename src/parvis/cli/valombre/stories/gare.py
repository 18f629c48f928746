"""TODO"""

from parvis.cli.valombre.people import People


def gare(people: People) -> None:
    return None
