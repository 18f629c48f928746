"""TODO"""

from parvis.cli.valombre.people import People


def filature(people: People) -> None:
    return None
