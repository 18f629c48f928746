"""By which channel the word really went, beside the channels that the plan names for it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import QuerySet

from parvis.access.queries import visible_to
from parvis.engines import drill
from parvis.exercises import rules
from parvis.exercises.models import Exercise, Stamp
from parvis.exercises.queries.reading import PLAYED
from parvis.people.models import Account
from parvis.plans.models import Channel, Plan

SENDING, HEARING = ("order", "alert", "done"), ("ack",)


@dataclass(frozen=True)
class Word:
    """One word between two roles: what the plan names for it, what was used, and how long it took."""

    pair: str
    tasks: tuple[str, str]
    planned: tuple[str, ...]
    used: str
    as_planned: bool
    relay: drill.Relay


@dataclass(frozen=True)
class Used:
    """One channel of a plan in one exercise, with the tasks for which somebody saw it used."""

    channel: Channel
    exercise: Exercise
    tasks: tuple[str, ...]


def channels(account: Account | None, plan: UUID) -> QuerySet[Channel]:
    return visible_to(account, Channel).filter(plan=plan).order_by("position", "name", "id")


def channel_of(account: Account | None, exercise: Exercise, pk: object) -> Channel | None:
    """The channel that a phone names; one that is not, or no longer, in the plan costs no stamp."""
    try:
        wanted = UUID(str(pk))
    except ValueError:
        return None
    return channels(account, exercise.plan_id).filter(pk=wanted).first()


def words(relays: Iterable[drill.Relay], stamps: Iterable[Stamp], names: Mapping[str, str]) -> tuple[Word, ...]:
    """The words of which somebody noted the channel. What most observers noted counts; who is not sure is not asked."""
    noted: dict[tuple[str, str], Counter[str]] = {}
    for row in rules.effective(stamps):
        if row.channel_id and row.confidence != Stamp.Confidence.UNSURE:
            noted.setdefault((row.task.code, row.kind), Counter())[str(row.channel_id)] += 1
    found = []
    for relay in relays:
        moments = [(relay.sender, kind) for kind in SENDING] + [(relay.receiver, kind) for kind in HEARING]
        said = next((noted[moment] for moment in moments if moment in noted), None)
        if said:
            used = min(said, key=lambda one: (-said[one], names.get(one, one)))
            found.append(
                Word(
                    " → ".join(names.get(one, one) for one in relay.pair),
                    (relay.sender, relay.receiver),
                    tuple(names.get(one, one) for one in relay.channels),
                    names.get(used, used),
                    used in relay.channels,
                    replace(relay, channels=(used,)),
                )
            )
    return tuple(found)


def used_channels(account: Account | None, plan: Plan) -> list[Used]:
    """What the exercises of a plan showed of its channels: evidence beside what the plan says, never a number in it."""
    rows = visible_to(account, Stamp).filter(exercise__plan=plan, exercise__state__in=PLAYED)
    seen: dict[tuple[UUID, UUID], list[Stamp]] = {}
    for row in rules.effective(rows.select_related("task", "exercise", "channel").order_by("at_s", "id")):
        if row.channel_id and row.confidence != Stamp.Confidence.UNSURE:
            seen.setdefault((row.channel_id, row.exercise_id), []).append(row)
    found = []
    for stamps in seen.values():
        first = stamps[0]
        if first.channel:
            found.append(Used(first.channel, first.exercise, tuple(sorted({row.task.code for row in stamps}))))
    return sorted(found, key=lambda one: (one.channel.position, one.channel.name, str(one.exercise.t0)))
