"""Reading assessments: every read starts from `visible_to`, and judgements have one door."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, F, IntegerField, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from parvis.access.queries import seen, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Assessment, ExistingMeasure, Judgement, Scenario, TeamMember, Vulnerability
from parvis.assessment.rules import states
from parvis.assessment.rules.result import DISPUTED
from parvis.people.models import Account
from parvis.people.queries import memberships
from parvis.places.models import Place

JUDGING_CIRCLES = (TeamMember.Circle.CORE, TeamMember.Circle.INVOLVED)


def assessments(account: Account | None, can: Can = Can.READ) -> QuerySet[Assessment]:
    return visible_to(account, Assessment, can)


def assessment(account: Account | None, pk: UUID | str) -> Assessment:
    """One assessment with its place, or NotVisible."""
    return seen(account, Assessment, pk)


def scenarios(account: Account | None, of: Assessment) -> QuerySet[Scenario]:
    """The scenarios of an assessment, attacks first, in the order in which they were written."""
    return (
        visible_to(account, Scenario).filter(assessment=of).select_related("zone").order_by("family", "created", "id")
    )


def scenarios_at(account: Account | None, place_id: UUID) -> QuerySet[Scenario]:
    """The scenarios of a place over all its assessments, the newest first."""
    return (
        visible_to(account, Scenario).filter(place_id=place_id).select_related("assessment").order_by("-created", "id")
    )


def scenario(account: Account | None, pk: UUID | str) -> Scenario:
    return seen(account, Scenario, pk)


def team(account: Account | None, of: Assessment) -> QuerySet[TeamMember]:
    rows = visible_to(account, TeamMember).filter(assessment=of).select_related("account", "organisation")
    return rows.order_by("circle", "account__name", "organisation__name", "id")


def measures(account: Account | None, place_id: UUID) -> QuerySet[ExistingMeasure]:
    """What already protects a place, as far as the account may know."""
    return (
        visible_to(account, ExistingMeasure).filter(place_id=place_id).select_related("zone").order_by("created", "id")
    )


def measure(account: Account | None, pk: UUID | str) -> ExistingMeasure:
    return seen(account, ExistingMeasure, pk)


def judgements_visible(account: Account | None, of: Assessment) -> QuerySet[Judgement]:
    """The only door to judgements: the own ones while each judges alone, all of them afterwards."""
    rows = visible_to(account, Judgement).filter(assessment=of).select_related("expert")
    if of.state in states.BLIND:
        rows = rows.filter(expert_id=account.pk) if account else rows.none()
    return rows.order_by("scenario", "round", "created", "id")


def judgements_shown(account: Account | None, of: list[Assessment]) -> dict[UUID, list[Judgement]]:
    """The standing judgements of several assessments whose round is over, each expert's latest."""
    rows = visible_to(account, Judgement).filter(
        Q(standing=True) & Q(assessment__in=[a for a in of if a.state not in states.BLIND])
    )
    found: dict[UUID, list[Judgement]] = defaultdict(list)
    for row in rows.select_related("expert").order_by("created", "id"):
        found[row.assessment_id].append(row)
    return found


@dataclass(frozen=True)
class Seat:
    """How far one judge is: a count, never a value."""

    account: Account
    done: int
    total: int

    @property
    def whole(self) -> bool:
        return self.done >= self.total


def progress(account: Account | None, of: Assessment) -> list[Seat]:
    """How many scenarios each judge of the team has judged in this round. Counts only: nothing blind is opened."""
    total = scenarios(account, of).count()
    number = states.ROUND.get(of.state, 1)
    rows = visible_to(account, Judgement).filter(assessment=of, round=number).order_by()
    done: dict[UUID, int] = defaultdict(int)
    for expert in rows.values_list("expert_id", flat=True):
        done[expert] += 1
    seats = [m.account for m in team(account, of) if m.account and m.circle in JUDGING_CIRCLES]
    others = Account.objects.filter(pk__in=set(done) - {seat.pk for seat in seats}).order_by("name", "id")
    return [Seat(judge, done[judge.pk], total) for judge in [*seats, *others]]


def is_judge(account: Account, of: Assessment) -> bool:
    """Whether the account sits in the team as one who judges: in person, or through an organisation."""
    organisations = memberships(account).values("organisation_id")
    return TeamMember.objects.filter(
        Q(account=account) | Q(account=None, organisation__in=organisations),
        assessment=of,
        circle__in=JUDGING_CIRCLES,
    ).exists()


def vulnerabilities(account: Account | None, place_id: UUID) -> QuerySet[Vulnerability]:
    """The weaknesses of a place, open ones first; `disputed` where experts lie far apart on how vulnerable it is."""
    return vulnerabilities_at(account, [place_id])


def vulnerabilities_at(account: Account | None, places: Iterable[UUID]) -> QuerySet[Vulnerability]:
    """The same for many places."""
    return _with_dispute(account, visible_to(account, Vulnerability)).filter(place__in=places)


def vulnerability(account: Account | None, pk: UUID | str) -> Vulnerability:
    found = seen(account, Vulnerability, pk)
    return _with_dispute(account, visible_to(account, Vulnerability)).get(pk=found.pk)


def weaknesses_of(account: Account | None, of: Assessment) -> QuerySet[Vulnerability]:
    """The weaknesses that were written from the scenarios of an assessment."""
    return _with_dispute(account, visible_to(account, Vulnerability)).filter(scenario__assessment=of)


def _with_dispute(account: Account | None, rows: QuerySet[Vulnerability]) -> QuerySet[Vulnerability]:
    shown = visible_to(account, Judgement).filter(scenario=OuterRef("scenario"), standing=True)
    level = Cast(KeyTextTransform("vulnerability", "values"), IntegerField())
    width = (
        shown.exclude(assessment__state__in=states.BLIND)
        .order_by()
        .annotate(level=level)
        .values("scenario")
        .annotate(width=Max("level") - Min("level"))
        .values("width")
    )
    disputed = Case(When(width__gte=DISPUTED, then=Value(True)), default=Value(False))
    return (
        rows.annotate(width=Subquery(width), disputed=disputed)
        .select_related("scenario", "zone", "place")
        .order_by(F("state").desc(), "created", "id")
    )


def latest(account: Account | None, place: Place) -> Assessment | None:
    """The newest assessment of a place whose judgements may be read."""
    return shown_at(account, place).order_by("-created", "id").first()


def shown_at(account: Account | None, place: Place) -> QuerySet[Assessment]:
    """The assessments of a place whose judgements may be read."""
    return assessments(account).filter(place=place).exclude(state__in=states.BLIND)
