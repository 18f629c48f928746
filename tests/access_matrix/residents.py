"""The objects of the residents' room in the world of the permission table."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from parvis.residents import actions
from tests.access_matrix.world import World


def build(world: World) -> None:
    coordinator = world.people["coordinator"]
    assert coordinator is not None
    today = timezone.localdate()
    days: dict[str, Any] = {"opens": today, "closes": today + timedelta(days=20)}
    draft = actions.prepare_survey(coordinator, world.place, title="In preparation", **days)
    survey = actions.open_survey(coordinator, actions.prepare_survey(coordinator, world.place, title="Open", **days))
    world.ids |= {"survey": survey.pk, "survey_draft": draft.pk, "survey_link": survey.token}
