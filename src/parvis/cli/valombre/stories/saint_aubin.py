"""TODO"""

from parvis.cli.valombre.people import People


def saint_aubin(people: People) -> None:
    return None
