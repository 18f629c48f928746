"""A visit of the coordinator in the world of the permission table, in an assessment with a questionnaire."""

from parvis.assessment.actions import issue_visit
from tests.access_matrix.world import World
from tests.assessment.visiting import opened


def build(world: World) -> None:
    coordinator = world.people["coordinator"]
    of = opened(coordinator, world.place, world.people["expert"], world.people["operator"])
    world.ids |= {"walk": of.pk, "visit": issue_visit(coordinator, of).pk}
