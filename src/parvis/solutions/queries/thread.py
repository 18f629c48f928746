"""Reading needs, comparisons, scores and decisions: every read starts from `visible_to`."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from parvis.access.queries import seen, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Scenario, Vulnerability
from parvis.content.queries import current, measures, pack
from parvis.content.schemas import CriteriaPack, Measure
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.solutions.models import Answer, Comparison, Condition, Decision, Option, Requirement
from parvis.solutions.models.need import strongest_first
from parvis.solutions.queries.catalogue import picked
from parvis.solutions.rules import Suggestion, suggestions


def requirements(account: Account | None, place_id: UUID) -> QuerySet[Requirement]:
    """The needs of a place that no newer one replaced: what must hold, what should, what could."""
    found = visible_to(account, Requirement).filter(place_id=place_id)
    return found.exclude(pk__in=_replaced(found)).order_by(strongest_first(), "created", "pk")


def replaced_requirements(account: Account | None, place_id: UUID) -> QuerySet[Requirement]:
    """The needs of a place whose place a newer one has taken, as far as the reader may know of it."""
    found = visible_to(account, Requirement).filter(place_id=place_id)
    return found.filter(pk__in=_replaced(found)).order_by("-changed", "pk")


def _replaced(known: QuerySet[Requirement]) -> QuerySet[Requirement, UUID | None]:
    return known.filter(replaces__isnull=False).order_by().values_list("replaces", flat=True)


def requirement(account: Account | None, pk: UUID | str) -> Requirement:
    return seen(account, Requirement, pk)


def weakness(account: Account | None, pk: UUID | str) -> Vulnerability:
    return seen(account, Vulnerability, pk)


def weaknesses(account: Account | None, wanted: Iterable[UUID]) -> dict[UUID, str]:
    """The titles of those weaknesses that the account may read."""
    return dict(visible_to(account, Vulnerability).filter(pk__in=wanted).order_by().values_list("pk", "title"))


def unanswered_weaknesses(account: Account | None, place_id: UUID) -> QuerySet[Vulnerability]:
    """What was found weak at a place and has no need written from it yet."""
    found = visible_to(account, Vulnerability).filter(place_id=place_id, state=Vulnerability.State.OPEN)
    return found.filter(requirements=None).order_by("created", "pk")


def comparisons(account: Account | None, place_id: UUID) -> QuerySet[Comparison]:
    return visible_to(account, Comparison).filter(place_id=place_id)


def counted(found: QuerySet[Comparison]) -> QuerySet[Comparison]:
    """Comparisons that know how many options they have."""
    return found.annotate(n_options=Count("options", distinct=True)).order_by("-created", "pk")


def comparison(account: Account | None, pk: UUID | str) -> Comparison:
    return seen(account, Comparison, pk)


def drafts(account: Account | None) -> QuerySet[Comparison]:
    """Comparisons to which the account could still add an option."""
    open_ones = visible_to(account, Comparison, Can.SOLVE).filter(state=Comparison.State.DRAFT)
    return open_ones.select_related("place").order_by("-changed", "id")


def options(account: Account | None, comparison_id: UUID) -> QuerySet[Option]:
    """The options of a comparison, each with its answers to those requirements that the account may read."""
    readable = Answer.objects.filter(requirement__in=visible_to(account, Requirement)).select_related("requirement")
    answers = Prefetch(
        "answers", readable.order_by(strongest_first("requirement__priority"), "requirement__created", "pk")
    )
    return visible_to(account, Option).filter(comparison_id=comparison_id).prefetch_related(answers)


def might_help(account: Account | None, wanted: Comparison) -> list[Suggestion]:
    """Measures that fit the scenarios behind the needs of this comparison. Nothing is ever picked by itself."""
    scenarios = visible_to(account, Scenario).filter(vulnerabilities__requirements__comparisons=wanted).order_by()
    pairs = list(scenarios.values_list("threat", "phase"))
    return suggestions(measures().values(), {threat for threat, _phase in pairs}, {phase for _threat, phase in pairs})


def option(account: Account | None, pk: UUID | str) -> Option:
    return seen(account, Option, pk)


def criteria_packs() -> list[CriteriaPack]:
    return current(CriteriaPack)


def criteria_of(wanted: Comparison) -> CriteriaPack:
    """The criteria under which this comparison was opened, in that version for ever."""
    found = pack(wanted.criteria_urn, wanted.criteria_version)
    assert isinstance(found, CriteriaPack)
    return found


def heads_of(wanted: CriteriaPack) -> dict[str, list[str]]:
    """The heads of the tree that carry weight, each with its criteria."""
    found = {
        head.code: [c.code for c in wanted.criteria if c.head == head.code and not c.knock_out] for head in wanted.heads
    }
    return {head: codes for head, codes in found.items() if codes}


def decisions(account: Account | None, place_id: UUID) -> QuerySet[Decision]:
    """The decisions of a place, the newest first, also those that a later one replaced."""
    return with_choice(visible_to(account, Decision)).filter(place_id=place_id)


def decision(account: Account | None, pk: UUID | str) -> Decision:
    return with_choice(visible_to(account, Decision)).get(pk=seen(account, Decision, pk).pk)


def condition(account: Account | None, pk: UUID | str) -> Condition:
    return seen(account, Condition, pk)


def latest_decision(account: Account | None, place: Place) -> Decision | None:
    """The newest decision of a place that no later one replaced."""
    return in_force(decisions(account, place.pk)).first()


def measures_of(found: Decision) -> list[Measure]:
    """What was decided to be done, as rows of the catalogue."""
    return picked(found.option.measures)


def in_force(found: QuerySet[Decision]) -> QuerySet[Decision]:
    """The decisions that no later one replaced."""
    return found.exclude(successors__state=Comparison.State.DECIDED)


def with_choice(found: QuerySet[Decision]) -> QuerySet[Decision]:
    """The decisions with what they chose and from which options."""
    return found.select_related("option", "comparison", "place", "first").prefetch_related("dissents", "conditions")
