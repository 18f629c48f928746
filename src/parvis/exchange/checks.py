"""What the thread asks of this room."""

from collections.abc import Iterable
from uuid import UUID

from parvis.people.models import Account
from parvis.places.checks import Link, Step
from parvis.places.models import Place


def links(account: Account | None, places: Iterable[Place]) -> dict[UUID, list[Link]]:  # noqa: ARG001
    return {}


def steps(account: Account | None, place: Place) -> list[Step]:  # noqa: ARG001
    return []
