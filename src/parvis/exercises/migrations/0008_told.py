"""Exercises that were played before plans kept what was tried of them tell it now."""

from typing import Any

from django.db import migrations
from django.utils import timezone

PLAYED = ("finished", "closed")


def tell(apps: Any, _editor: object) -> None:
    for exercise in apps.get_model("exercises", "Exercise").objects.select_related("plan"):
        played = _played(apps, exercise) if exercise.state in PLAYED and exercise.t0 else ()
        found = {(kind, subject): on for kind, subject, on in (*_contacts(apps, exercise), *played)}
        apps.get_model("plans", "Practice").objects.bulk_create(
            apps.get_model("plans", "Practice")(
                place_id=exercise.plan.place_id, plan=exercise.plan, exercise=exercise.pk, kind=kind, subject=subject, on=on
            )
            for (kind, subject), on in found.items()
        )  # fmt: skip


def _played(apps: Any, exercise: Any) -> Any:
    on = timezone.localdate(exercise.ended or exercise.t0)
    tasks = apps.get_model("plans", "Task").objects.filter(plan=exercise.plan_id)
    stamps = (
        apps.get_model("exercises", "Stamp").objects.filter(exercise=exercise, corrected_by=None).exclude(at_s=None)
    )
    injects = apps.get_model("exercises", "Inject").objects.filter(exercise=exercise).exclude(delivered_s=None)
    for some in (tasks.filter(stamps__in=stamps), tasks.filter(injects__in=injects)):
        yield from (("task", str(pk), on) for pk in some.values_list("pk", flat=True))
    people = apps.get_model("exercises", "Participant").objects.filter(exercise=exercise, part="player")
    roles = {*people.values_list("role_played", flat=True), *stamps.values_list("role_observed", flat=True)} - {None}
    named = apps.get_model("plans", "PlanRole").objects.filter(pk__in=roles, plan=exercise.plan_id)
    yield from (("organisation", name[:200], on) for name in named.values_list("organisation", flat=True) if name)
    lessons = apps.get_model("exercises", "Lesson").objects.filter(exercise=exercise, task__plan=exercise.plan_id)
    waiting = lessons.exclude(state="verified").values_list("task", flat=True)
    yield from (("flaw", str(task), on) for task in waiting)


def _contacts(apps: Any, exercise: Any) -> Any:
    people = apps.get_model("exercises", "Participant").objects.filter(exercise=exercise)
    for person in people.exclude(reached=None).exclude(role_played=None).order_by("reached"):
        duties = apps.get_model("plans", "Duty").objects.filter(role=person.role_played_id, rank=0)
        functions = set(duties.values_list("function", flat=True))
        if len(functions) == 1:
            yield "contact", str(functions.pop()), timezone.localdate(person.reached)


class Migration(migrations.Migration):
    dependencies = [("exercises", "0007_beats"), ("plans", "0008_practice")]

    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
