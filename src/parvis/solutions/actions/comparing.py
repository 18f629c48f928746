"""Preparing a choice: the comparison and its options."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.content.queries import measures
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.solutions import events, rules
from parvis.solutions.models import Answer, Comparison, Decision, Option, Placement, Requirement
from parvis.solutions.queries.thread import criteria_packs

OPTION_FACTS = ("name", "description", "as_it_is", "measures", "cost_once", "cost_yearly")


def locked(actor: Account, comparison: Comparison, can: Can, state: str) -> Comparison:
    """The comparison, locked for this write; Refused when it is no longer in that state."""
    require(actor, can, comparison)
    current = visible_to(actor, Comparison, can).select_for_update().get(pk=comparison.pk)
    if current.state != state:
        raise Refused(
            _("This comparison is %(state)s. Nothing was changed: open it again to see where it stands.")
            % {"state": current.get_state_display()}
        )
    return current


@verb(events.ComparisonOpened)
def open_comparison(
    actor: Account,
    place: Place,
    *,
    title: str,
    requirements: Iterable[Requirement],
    criteria_urn: str | None = None,
    supersedes: Decision | None = None,
    **facts: Any,
) -> Comparison:
    """Begin to choose how to meet these needs. `facts` may hold id and marking. Weights start as the pack has them."""
    require(actor, Can.SOLVE, place)
    wanted = [found for found in criteria_packs() if criteria_urn in {None, found.urn}]
    if not wanted:
        raise Refused(_("These criteria are not installed here. Nothing was opened: choose others."), "criteria_urn")
    if not title.strip():
        raise Refused(_("Say what is to be chosen. Nothing was opened."), "title")
    needs = [need for need in requirements if need.place_id == place.pk]
    pack = wanted[0]
    made = Comparison.objects.create(
        place=place, author=actor, title=title.strip(), criteria_urn=pack.urn, criteria_version=pack.version,
        weights={c.code: c.weight for c in pack.criteria if not c.knock_out}, supersedes=supersedes, **facts,
    )  # fmt: skip
    made.requirements.set(needs)
    event = events.ComparisonOpened(
        criteria=f"{pack.urn} {pack.version}",
        requirements=[need.pk for need in needs],
        supersedes=supersedes.pk if supersedes else None,
    )
    record(actor, event, object_id=made.pk, place_id=place.pk, marking=made.marking)
    return made


def _checked(facts: dict[str, Any], answers: Mapping[UUID, str], needs: Iterable[UUID]) -> dict[str, Any]:
    """The facts of an option, if they can be kept: technology must answer a need that came from an assessment."""
    unknown = set(facts) - set(OPTION_FACTS)
    if unknown:
        raise TypeError(f"not part of an option: {sorted(unknown)}")
    if not facts["name"].strip():
        raise Refused(_("Give the option a name. Nothing was saved."), "name")
    known = measures()
    if any(code not in known for code in facts["measures"]):
        raise Refused(_("One of the measures is not in the catalogue. Nothing was saved: choose it again."), "measures")
    if facts["as_it_is"] and facts["measures"]:
        raise Refused(_("Leaving the place as it is has no measures. Nothing was saved: take them out."), "measures")
    if set(answers) - set(needs):
        raise Refused(_("This comparison is not about one of these needs. Nothing was saved."), "answers")
    if rules.is_technical(facts["measures"], known) and not answers:
        raise Refused(
            _(
                "Technology must answer a need that came from an assessment. Nothing was saved: tick the need that this option meets, or write one first."
            ),
            "answers",
        )
    return facts | {"name": facts["name"].strip(), "measures": list(facts["measures"])}


def _own_name(comparison: Comparison, facts: dict[str, Any], but: UUID | None = None) -> None:
    others = Option.objects.filter(comparison=comparison)
    others = others.exclude(pk=but) if but else others
    if others.filter(name__iexact=facts["name"]).exists():
        raise Refused(_("Another option has this name already. Nothing was saved: give it a name of its own."), "name")
    if facts["as_it_is"] and others.filter(as_it_is=True).exists():
        raise Refused(_("One option already leaves the place as it is. Nothing was saved."), "as_it_is")


def _answer(option: Option, answers: Mapping[UUID, str]) -> None:
    option.answers.all().delete()
    Answer.objects.bulk_create(
        Answer(option=option, requirement_id=need, how=how.strip()) for need, how in answers.items()
    )


@verb(events.OptionAdded)
def add_option(
    actor: Account,
    comparison: Comparison,
    *,
    name: str,
    description: str = "",
    as_it_is: bool = False,
    measures: Iterable[str] = (),
    cost_once: int | None = None,
    cost_yearly: int | None = None,
    answers: Mapping[UUID, str] | None = None,
    id: UUID | None = None,  # noqa: A002  # the field's own name
) -> Option:
    """Put one more answer beside the others. `answers`: id of a need of this comparison to how the option meets it."""
    current = locked(actor, comparison, Can.SOLVE, Comparison.State.DRAFT)
    met = dict(answers or {})
    facts = {"name": name, "description": description, "as_it_is": as_it_is, "measures": list(measures),
             "cost_once": cost_once, "cost_yearly": cost_yearly}  # fmt: skip
    kept = _checked(facts, met, current.requirements.values_list("pk", flat=True))
    _own_name(current, kept)
    made = Option.objects.create(
        **({"id": id} if id else {}), comparison=current, place_id=current.place_id, author=actor, **kept
    )
    _answer(made, met)
    event = events.OptionAdded(comparison=current.pk, measures=made.measures, requirements=list(met))
    record(actor, event, object_id=made.pk, place_id=made.place_id, marking=current.marking)
    return made


@verb(events.OptionChanged)
def change_option(actor: Account, option: Option, *, version: int, answers: Mapping[UUID, str], **facts: Any) -> Option:
    """Change an option while the comparison is being prepared. All facts are given: what is left out stays."""
    comparison = locked(actor, option.comparison, Can.SOLVE, Comparison.State.DRAFT)
    current = visible_to(actor, Option, Can.SOLVE).select_for_update().get(pk=option.pk)
    if current.version != version:
        raise Conflict
    whole = {name: getattr(current, name) for name in OPTION_FACTS} | facts
    kept = _checked(whole, answers, comparison.requirements.values_list("pk", flat=True))
    _own_name(comparison, kept, but=current.pk)
    changed = [name for name, value in kept.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, kept[name])
    current.version += 1
    current.save()
    _answer(current, answers)
    Placement.objects.filter(stage__option=current).exclude(measure__in=current.measures).delete()
    event = events.OptionChanged(fields=[*changed, "answers"])
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=comparison.marking)
    return current


@verb(events.OptionRemoved)
def remove_option(actor: Account, option: Option) -> None:
    """Take an option out while the comparison is being prepared. What happened to it stays in the journal."""
    comparison = locked(actor, option.comparison, Can.SOLVE, Comparison.State.DRAFT)
    event = events.OptionRemoved(comparison=comparison.pk)
    record(actor, event, object_id=option.pk, place_id=option.place_id, marking=comparison.marking)
    option.delete()
