"""Shaping an option: where its measures stand, what it costs over the years, and its stages of design."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment.actions.zones import checked_zone
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places.actions.register import checked
from parvis.solutions import events, rules
from parvis.solutions.models import Comparison, Decision, DesignStage, Option, Placement

SHAPES = ("Point", "LineString", "Polygon")
PLACED = ("measure", "quantity", "unit", "zone", "zone_kind", "geometry", "note")
MOST = Decimal(1_000_000)
ORDER = list(DesignStage.Kind)


def newest_stage(actor: Account, option: Option) -> DesignStage:
    """The stage at which the design of an option is; the first one begins with the first word about it."""
    newest = DesignStage.objects.select_for_update().filter(option=option).order_by("-created", "-pk").first()
    return newest or DesignStage.objects.create(option=option, place_id=option.place_id, author=actor)


def still_open(option: Option) -> None:
    """Refused where the design of this option rests: while experts score it, and when another one was chosen."""
    state = option.comparison.state
    if state in {Comparison.State.SCORING, Comparison.State.SCORED}:
        raise Refused(
            _("Experts score this option as it stands. Nothing was saved: its design goes on once it is decided.")
        )
    if state == Comparison.State.DECIDED and not Decision.objects.filter(option=option).exists():
        raise Refused(_("Another option was chosen, so this one stays as it was. Nothing was saved."))


def _to_shape(actor: Account, option: Option) -> tuple[Option, DesignStage]:
    require(actor, Can.SOLVE, option)
    found = visible_to(actor, Option, Can.SOLVE).select_related("comparison").select_for_update(of=("self",))
    current = found.get(pk=option.pk)
    still_open(current)
    return current, newest_stage(actor, current)


def _placeable(option: Option, facts: dict[str, Any]) -> dict[str, Any]:
    unknown = set(facts) - set(PLACED)
    if unknown:
        raise TypeError(f"not part of a placement: {sorted(unknown)}")
    if facts["measure"] not in option.measures:
        raise Refused(
            _("This option does not hold the measure. Nothing was saved: add it to the option first."), "measure"
        )
    amount = facts.get("quantity")
    if amount is not None and not 0 < amount <= MOST:
        raise Refused(_("How much is a number above 0 and up to a million. Nothing was saved."), "quantity")
    if facts.get("unit") and facts["unit"] not in Placement.Unit.values:
        raise Refused(_("Choose one of the units. Nothing was saved."), "unit")
    if facts.get("geometry") is not None:
        checked(facts["geometry"], SHAPES)
    kept = facts | checked_zone(option.place_id, facts.get("zone"), facts.get("zone_kind", ""))
    return kept | {"note": facts.get("note", "").strip()}


@verb(events.MeasurePlaced)
def place_measure(actor: Account, option: Option, *, id: UUID | None = None, **facts: Any) -> Placement:  # noqa: A002
    """Put a measure of the option on the place. `facts`: measure, and quantity, unit, zone or zone_kind, geometry, note."""
    current, stage = _to_shape(actor, option)
    kept = _placeable(current, facts)
    named = {"id": id} if id else {}
    made = Placement.objects.create(**named, stage=stage, place_id=current.place_id, author=actor, **kept)
    _told(actor, current, events.MeasurePlaced(option=current.pk, measure=made.measure, again=False), made.pk)
    return made


@verb(events.MeasurePlaced)
def move_measure(actor: Account, placement: Placement, *, version: int, **facts: Any) -> Placement:
    """Change where a measure stands or how much of it there is. Conflict when somebody saved in between."""
    current, stage = _to_shape(actor, placement.stage.option)
    found = Placement.objects.select_for_update().get(pk=placement.pk)
    _of_this_stage(found, stage)
    if found.version != version:
        raise Conflict
    for name, value in _placeable(current, {name: getattr(found, name) for name in PLACED} | facts).items():
        setattr(found, name, value)
    found.version += 1
    found.save()
    _told(actor, current, events.MeasurePlaced(option=current.pk, measure=found.measure, again=True), found.pk)
    return found


@verb(events.PlacementRemoved)
def take_off(actor: Account, placement: Placement) -> None:
    """Take a measure off the map of its option. That it stood there stays in the journal, and in earlier stages."""
    current, stage = _to_shape(actor, placement.stage.option)
    _of_this_stage(placement, stage)
    _told(actor, current, events.PlacementRemoved(option=current.pk, measure=placement.measure), placement.pk)
    placement.delete()


def _of_this_stage(placement: Placement, stage: DesignStage) -> None:
    if placement.stage_id != stage.pk:
        raise Refused(_("This belongs to an earlier stage, which stays as it was. Nothing was saved."))


@verb(events.CostsStated)
def state_costs(actor: Account, option: Option, costs: Mapping[str, float], *, version: int = 0) -> DesignStage:
    """Say what the option costs over its years, item by item; what is left out is missing, not nothing.

    `version` is that of the stage which the form showed, 0 where there was none yet.
    """
    current, stage = _to_shape(actor, option)
    if version and stage.version != version:
        raise Conflict
    item, fault = rules.cost_fault(costs)
    if fault:
        raise Refused(_cost_refusal(fault), item)
    stage.costs = dict(costs)
    stage.costed, stage.costed_by = timezone.now(), actor
    stage.version += 1
    stage.save()
    _told(actor, current, events.CostsStated(option=current.pk, stage=stage.kind, items=sorted(costs)), stage.pk)
    return stage


def _cost_refusal(fault: str) -> str:
    return {
        "unknown": _("This is no item of the cost. Nothing was saved."),
        "negative": _(
            "A cost is a number from 0 up; what comes back at the end is the residual value. Nothing was saved."
        ),
        "years": _("The number of years is a whole number from 1 to 60. Nothing was saved."),
        "rate": _("The discount rate is a percentage from 0 to 20. Nothing was saved."),
        "large": _("This is more than two thousand million. Nothing was saved: check the figure."),
    }[fault]


@verb(events.StageBegun)
def begin_stage(actor: Account, option: Option, *, kind: str, dated: date, note: str = "") -> DesignStage:
    """Go on to the next stage: where the measures stand is taken along, what was judged and costed stays behind."""
    current, stage = _to_shape(actor, option)
    _may_begin(current, stage, kind)
    if dated > timezone.localdate():
        raise Refused(_("This day lies ahead. Nothing was saved: a stage is dated when it is there."), "dated")
    made = DesignStage.objects.create(
        option=current, place_id=current.place_id, author=actor, kind=kind, dated=dated, note=note.strip()
    )
    for row in stage.placements.all():
        facts = {name: getattr(row, name) for name in PLACED}
        Placement.objects.create(stage=made, place_id=row.place_id, author=row.author, **facts)
    _told(actor, current, events.StageBegun(option=current.pk, stage=kind), made.pk)
    return made


def _may_begin(option: Option, stage: DesignStage, kind: str) -> None:
    if kind not in ORDER or ORDER.index(DesignStage.Kind(kind)) <= ORDER.index(DesignStage.Kind(stage.kind)):
        raise Refused(
            _("The design is at the stage “%(stage)s” already. Nothing was saved: choose a later one.")
            % {"stage": stage.get_kind_display()},
            "kind",
        )
    if kind == DesignStage.Kind.BUILT and option.comparison.state != Comparison.State.DECIDED:
        raise Refused(_("Only what was decided can be built. Nothing was saved."), "kind")


def _told(actor: Account, option: Option, event: Any, about: UUID) -> None:
    record(actor, event, object_id=about, place_id=option.place_id, marking=option.comparison.marking)
