"""The objects of the exercises in the world of the permission table: one that runs, and one that is being evaluated."""

from uuid import uuid4

from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise
from parvis.plans.models import Plan
from parvis.plans.queries import starters
from parvis.plans.queries import task as the_task
from tests.access_matrix.world import World


def build(world: World) -> None:
    coordinator, observer = world.people["coordinator"], world.people["observer"]
    plan = Plan.objects.get(pk=world.ids["plan"])
    draft, live, over = (_prepared(world, plan, title) for title in ("Draft", "Live", "Over"))
    for exercise in (live, over):
        actions.set_state(coordinator, exercise, "running")
    live, over = Exercise.objects.get(pk=live.pk), Exercise.objects.get(pk=over.pk)
    played = _prepared(world, plan, "Played")
    actions.invite(coordinator, played, world.people["operator"], "player")
    played = actions.set_state(coordinator, played, "running")
    said = actions.say_now(coordinator, played, pk=uuid4(), sender="Desk", message="A bag.", mode="call")
    stamp = actions.stamp(observer, live, the_task(coordinator, world.ids["plan_task"]), "start")
    seen = actions.observe(observer, over, text="Two people decided.", kind="improvement")
    spare = actions.observe(observer, over, text="Nobody called.", kind="improvement")
    over = actions.set_state(coordinator, over, "finished")
    lesson = actions.draw_lesson(coordinator, over, observations=[seen])
    world.ids |= {
        "exercise_draft": draft.pk, "exercise": live.pk, "exercise_over": over.pk, "stamp": stamp.pk, "lesson": lesson.pk,
        "observation": spare.pk, "inject": queries.injects(coordinator, live)[0].pk,
        "objective": draft.objectives.get(number=1).pk, "move": draft.moves.get(number=1).pk,
        "target": draft.objectives.get(number=1).targets.get().pk, "exercise_with_player": played.pk, "inject_for_operator": said.pk,
        "objective_over": over.objectives.get(number=1).pk, "target_over": over.objectives.get(number=1).targets.get().pk,
        "participant": draft.participants.get(account=observer).pk,
    }  # fmt: skip


def _prepared(world: World, plan: Plan, title: str) -> Exercise:
    coordinator = world.people["coordinator"]
    made = actions.prepare(coordinator, plan, title=title, pack=starters()[0])
    actions.invite(coordinator, made, world.people["observer"])
    return made if title == "Draft" else actions.set_state(coordinator, made, "ready")
