"""The objects of calls for information in the world of the permission table."""

from datetime import timedelta

from django.utils import timezone

from parvis.solutions.actions import calls
from parvis.solutions.models import Requirement
from parvis.solutions.queries import calls as queries
from tests.access_matrix.world import World


def build(world: World) -> None:
    coordinator, now = world.people["coordinator"], timezone.now()
    need = Requirement.objects.get(pk=world.ids["requirement"])
    draft, public = (
        calls.prepare_call(
            coordinator, world.place, title=title, description="Calmer traffic.", contact="Coordination",
            words={need.pk: "Calm"}, questions_until=now + timedelta(days=7), closes=now + timedelta(days=14),
        )
        for title in ("Draft", "Open")
    )  # fmt: skip
    public = calls.publish_call(coordinator, public)
    question = calls.ask_question(public, calls.page_token(public, "question"), "How many people?")
    secret = calls.ask_link(public, calls.page_token(public, "link"), organisation="Green Hands")
    answer = queries.by_link(secret)
    world.ids |= {"call_secret": secret, "call_answer": answer.pk}
    world.ids |= {"call_draft": draft.pk, "call": public.pk, "call_question": question.pk}
