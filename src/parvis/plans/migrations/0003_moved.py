"""Holders, deputies, channels, calls, time-outs and fallbacks move from their columns to rows; nothing is lost.

A call was a remark of the task that waits; channels and fallback were remarks of the task that tells. The fallback of a
task that tells nobody goes to the word that it waits for.
"""

from typing import Any

from django.db import migrations

WORDS = {
    "radio": "radio",
    "tel": "telephone",
    "phone": "telephone",
    "tél": "telephone",
    "mail": "mail",
    "courriel": "mail",
}


def move(apps: Any, _editor: object) -> None:
    for plan in apps.get_model("plans", "Plan").objects.all():
        _holders(apps, plan)
        _messages(apps, plan, _channels(apps, plan))


def _holders(apps: Any, plan: Any) -> None:
    duty, function = apps.get_model("plans", "Duty"), apps.get_model("plans", "Function")
    known = {row.name.casefold(): row for row in apps.get_model("people", "Organisation").objects.all()}
    for role in plan.roles.all():
        for rank, name in enumerate((role.holder.strip(), role.deputy.strip())):
            if name:
                held, _made = function.objects.get_or_create(plan=plan, name=name)
                duty.objects.create(role=role, rank=rank, function=held)
        home = known.get(role.organisation.strip().casefold())
        if home:
            role.registered, role.organisation, role.level = home, home.name, home.level
            role.save()


def _channels(apps: Any, plan: Any) -> dict[str, Any]:
    """The channels of the plan by name; those that it called its usual ones first."""
    named = [str(name) for task in plan.tasks.order_by("code") for name in task.channels]
    usual = [str(name) for name in plan.channel_names]
    found = {}
    for position, name in enumerate(dict.fromkeys(word.strip()[:60] for word in (*usual, *named) if word.strip()), 1):
        kind = next((kind for word, kind in WORDS.items() if word in name.casefold()), "other")
        found[name] = apps.get_model("plans", "Channel").objects.create(
            plan=plan, name=name, kind=kind, usual=name in usual, position=position
        )
    return found


def _messages(apps: Any, plan: Any, channels: dict[str, Any]) -> None:
    for task in plan.tasks.order_by("code"):
        told = _told(apps, plan, task) if task.channels or task.fallback else []
        waiting = task.waits_for_call or task.timeout_s is not None or (task.fallback and not told)
        waited = _waited(apps, plan, task) if waiting else []
        for message in waited:
            message.way = "pull" if task.waits_for_call else message.way
            message.timeout_s = task.timeout_s
        for message in told or waited:
            message.fallback = "; ".join(filter(None, dict.fromkeys((message.fallback, task.fallback))))
        for message in (*told, *waited):
            message.save()
        _carry(
            apps,
            told,
            [channels[name] for name in dict.fromkeys(str(n).strip()[:60] for n in task.channels) if name in channels],
        )


def _told(apps: Any, plan: Any, task: Any) -> list[Any]:
    """The words of a task: to the roles that it informs, and to tasks of other roles that wait for it."""
    objects = apps.get_model("plans", "Message").objects
    others = task.successors.filter(dropped=None).exclude(responsible=task.responsible_id)
    found = [objects.get_or_create(plan=plan, sender=task, role=role)[0] for role in task.informed.all()]
    return found + [objects.get_or_create(plan=plan, sender=task, receiver=other)[0] for other in others]


def _waited(apps: Any, plan: Any, task: Any) -> list[Any]:
    """The words that a task waits for: from tasks of other roles, else from outside the plan."""
    objects = apps.get_model("plans", "Message").objects
    before = [other for other in task.predecessors.all() if other.responsible_id != task.responsible_id]
    return [objects.get_or_create(plan=plan, sender=other, receiver=task)[0] for other in before or [None]]


def _carry(apps: Any, messages: list[Any], channels: list[Any]) -> None:
    carrier = apps.get_model("plans", "Carrier")
    for message in messages:
        for position, channel in enumerate(channels, 1):
            carrier.objects.get_or_create(message=message, channel=channel, defaults={"position": position})


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("plans", "0002_means"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
