"""The objects of the plans in the world of the permission table."""

from django.utils import timezone

from parvis.plans import actions, queries
from parvis.plans.models import CheckRun, PlanDuty, PlanFinding
from tests.access_matrix.world import World

#: What a check keeps of a plan that cannot be put on a clock.
REFUSED = {"refused": [{"code": "no_tasks", "tasks": []}], "findings": [], "names": {}, "links": []}


def build(world: World) -> None:
    coordinator = world.people["coordinator"]
    plan = actions.write_plan(coordinator, world.place, title="Plan", pack=queries.starters()[0])
    actions.set_plan_state(coordinator, plan, "in_force")
    action = actions.agree_action(
        coordinator, world.place, title="Second way out", owner="Roads", due=timezone.localdate()
    )
    task, role = queries.tasks(coordinator, plan)[0], queries.roles(coordinator, plan)[0]
    finding = PlanFinding.objects.create(
        place=world.place, plan=plan, rule="R01", subject="x", severity="error", edition=1
    )
    duty = PlanDuty.objects.create(
        place=world.place, plan=plan, urn="urn:parvis:duties:france", pack_version="1.1", code="fr_ppms", by=coordinator
    )
    tried = actions.set_what_if(
        coordinator, plan, name="Bollards", reason="A trial", effect={"kind": "share", "task": task, "percent": 60}
    )  # fmt: skip
    effect = tried.effects.get()
    CheckRun.objects.filter(plan=plan).update(state="done", result=REFUSED)
    world.ids |= {
        "plan_what_if": tried.pk,
        "plan_effect": effect.pk,
        "plan_duty": duty.pk,
        "plan_finding": finding.pk,
        "plan": plan.pk,
        "plan_task": task.pk,
        "plan_role": role.pk,
        "action": action.pk,
    }
