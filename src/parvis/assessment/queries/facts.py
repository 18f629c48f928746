"""What the checks know of several assessments, read with a number of queries that does not grow with them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from parvis.access.queries import visible_to
from parvis.assessment.models import (
    Assessment,
    ExistingMeasure,
    Judgement,
    Scenario,
    TeamMember,
    VisitEntry,
    Vulnerability,
)
from parvis.assessment.queries.methods import measure_name, method_of, picks, threat_of
from parvis.assessment.queries.onsite import said_on_site
from parvis.assessment.queries.reading import JUDGING_CIRCLES, judgements_shown
from parvis.assessment.queries.results import Sheet, sheet_of
from parvis.assessment.queries.tier import Proportion, occupancies, proportion_of, spoken_of
from parvis.assessment.rules import states
from parvis.assessment.rules.lint import facts as lint
from parvis.assessment.rules.result import rules_of
from parvis.assessment.rules.tier import MET, NOT_APPLICABLE
from parvis.content import queries as content
from parvis.people.models import Account, Membership, Role

Rows = dict[UUID, list[Any]]


class Reading:
    """The rows of several assessments, each table read once."""

    def __init__(self, account: Account | None, rows: Sequence[Assessment]) -> None:
        places = {row.place_id for row in rows}
        stories = visible_to(account, Scenario).filter(assessment__in=rows).select_related("zone")
        self.stories = _grouped(
            stories.prefetch_related("relies_on").order_by("family", "created", "id"), "assessment_id"
        )
        self.judgements = judgements_shown(account, list(rows))
        again = {row.assessment_id for given in self.judgements.values() for row in given if row.round > 1}
        self.before = _before(account, [row for row in rows if row.pk in again])
        seats = visible_to(account, TeamMember).filter(assessment__in=rows).select_related("account", "organisation")
        self.seats = _grouped(seats.order_by("circle", "account__name", "id"), "assessment_id")
        people = {seat.account_id for found in self.seats.values() for seat in found if seat.account_id}
        held = Membership.objects.filter(Membership.current(), account__in=people).select_related("organisation")
        self.roles = _grouped(held.order_by("organisation__name", "role"), "account_id")
        there = visible_to(account, ExistingMeasure).filter(place__in=places).order_by("created", "id")
        self.measures = _grouped(there, "place_id")
        weak = visible_to(account, Vulnerability).filter(place__in=places).prefetch_related("measures")
        self.weak = _grouped(weak.order_by("created", "id"), "place_id")
        self.people = occupancies(account, rows)
        self.ticks = spoken_of(account, rows)
        self.said = _grouped(visible_to(account, VisitEntry).filter(assessment__in=rows), "assessment_id")


def _grouped(rows: Iterable[Any], by: str) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return found


def _before(account: Account | None, rows: Sequence[Assessment]) -> dict[tuple[UUID, UUID], Judgement]:
    """The judgements that a later round replaced, the last of each expert; nothing that is blind."""
    open_ones = [row for row in rows if row.state not in states.BLIND]
    if not open_ones:
        return {}
    given = visible_to(account, Judgement).filter(assessment__in=open_ones, standing=False)
    return {(row.scenario_id, row.expert_id): row for row in given.order_by("round", "id")}


def facts_of(
    account: Account | None, rows: Sequence[Assessment], required: frozenset[UUID] | None = None
) -> dict[UUID, tuple[lint.Facts, Sheet | None]]:
    """The facts of each assessment, and its result. `required`: the weaknesses that have a requirement, where the
    caller knows."""
    read = Reading(account, rows)
    results = {row.pk: _sheet(read, row) for row in rows}
    return {row.pk: (_facts(read, row, required, results[row.pk]), results[row.pk]) for row in rows}


def _sheet(read: Reading, of: Assessment) -> Sheet | None:
    given = read.judgements[of.pk]
    return sheet_of(of, read.stories[of.pk], given) if given else None


def _facts(read: Reading, of: Assessment, required: frozenset[UUID] | None, result: Sheet | None) -> lint.Facts:
    method = method_of(of)
    given = read.judgements[of.pk]
    occupancy = read.people.get((of.place_id, of.condition))
    tiered = proportion_of(of, occupancy, read.ticks[of.pk])
    sure = [level.value for level in method.confidence or []]
    factor = next((factor for factor in method.factors if factor.code == "vulnerability"), None)
    bands = len(method.bands)
    return lint.Facts(
        today=timezone.localdate(),
        opened=_day(of.created) or timezone.localdate(),
        state=of.state,
        closed=_day(of.closed),
        condition=of.condition,
        absence=of.police_absence,
        threat_level=of.threat_level,
        threat_level_on=of.threat_level_on,
        review_on=of.review_on,
        place_changed=_day(of.place.layout_changed) if states.outdated(of.closed, of.place.layout_changed) else None,
        people=occupancy.people if occupancy else None,
        estimated_by=occupancy.estimated_by if occupancy else "",
        **_tier(tiered),
        left_out=frozenset(of.left_out),
        threats={pick.code: pick.label for pick in picks().values() if pick.family == "attack"},
        least=factor.values[0] if factor else 0,
        grave=bands - 1 if bands > states.FEW_BANDS else bands,
        least_sure=sure[0] if sure else 0,
        most_sure=sure[-1] if sure else 0,
        open_orders=bool(result and result.open_orders),
        against_numbers=bool(result and result.misleads),
        second_round=any(row.round > 1 for row in given),
        seats=tuple(_seat(of, seat, read.roles) for seat in read.seats[of.pk]),
        measures=tuple(_measure(row, read.weak[of.place_id]) for row in read.measures[of.place_id]),
        stories=_stories(read, of, result),
        weaknesses=tuple(_weakness(row, required) for row in read.weak[of.place_id]),
        **said_on_site(of, read.said[of.pk], tiered.tier),
    )


def _tier(found: Proportion) -> dict[str, Any]:
    """What holds, what follows, and what is expected; what does not apply here is expected of nobody."""
    held, follows = found.tier, found.holds.follows
    return {
        "tier": held.code if held else "",
        "tier_by_people": follows.code if follows else "",
        "tier_reason": found.reason,
        "tier_outdated": found.holds.outdated,
        "unmet": (held.unmet if held else None) or "",
        "expectations": tuple(
            lint.Expectation(
                key=f"{held.code if held else ''}.{row.number}",
                label=row.text,
                met=row.state == MET if row.state else None,
                version=row.said.version if row.said else 0,
            )
            for row in found.expected
            if row.state != NOT_APPLICABLE
        ),
    }


def _day(when: datetime | None) -> date | None:
    return timezone.localdate(when) if when else None


def _seat(of: Assessment, seat: TeamMember, roles: Rows) -> lint.Seat:
    held = roles[seat.account_id] if seat.account_id else []
    homes = [seat.organisation] if seat.organisation else [role.organisation for role in held]
    return lint.Seat(
        pk=seat.pk,
        label=str(seat),
        judges=seat.circle in JUDGING_CIRCLES,
        account=seat.account_id,
        organisations=frozenset(home.pk for home in homes),
        levels=frozenset(home.level for home in homes),
        police=seat.is_police,
        planner=any(role.role == Role.PLANNER for role in held),
        lead=seat.account_id == of.author_id,
    )


def _measure(row: ExistingMeasure, weak: Sequence[Vulnerability]) -> lint.Measure:
    known, name = content.measures().get(row.measure), measure_name(row)
    words = name.casefold()
    return lint.Measure(
        pk=row.pk,
        label=name,
        state=row.state,
        natural=row.origin == "natural",
        owner=row.owner,
        zone=str(row.zone_id or row.zone_kind),
        placed=row.geometry is not None,
        checked_on=row.checked_on,
        row=row.measure,
        answers=frozenset(known.threats) if known else frozenset(),
        mentioned=any(
            row in found.measures.all() or words in f"{found.title} {found.description}".casefold() for found in weak
        ),
        version=row.version,
    )


def _stories(read: Reading, of: Assessment, result: Any) -> tuple[lint.Story, ...]:
    method = method_of(of)
    lines = {row.scenario.pk: row for row in result.rows} if result else {}
    given = _grouped(read.judgements[of.pk], "scenario_id")
    scales = rules_of(method).scales if method.factors else ()
    kinds = {kind.code for kind in method.impacts}
    found = []
    for row in read.stories[of.pk]:
        line, threat = lines.get(row.pk), threat_of(row)
        levels = line.factors if line else {}
        found.append(
            lint.Story(
                pk=row.pk,
                label=row.title,
                threat=row.threat,
                attack=row.family == Scenario.Family.ATTACK,
                narrative=row.narrative,
                zone=str(row.zone_id or row.zone_kind),
                phase=row.phase,
                condition=row.condition,
                assumes=row.assumes,
                relies_on=tuple(measure.pk for measure in row.relies_on.all()),
                usual_kinds=frozenset(kinds & set(threat.threat.impacts)) if threat else frozenset(),
                voices=tuple(_voice(one, read.before.get((row.pk, one.expert_id))) for one in given[row.pk]),
                vulnerability=levels["vulnerability"].median if "vulnerability" in levels else None,
                band=line.median if line else 0,
                wide=frozenset(scale.code for scale in scales if line and levels[scale.code].width >= scale.wide),
                version=row.version,
            )
        )
    return tuple(found)


def _voice(row: Judgement, before: Judgement | None) -> lint.Voice:
    return lint.Voice(
        expert=row.expert_id,
        name=str(row.expert),
        levels=row.values,
        kinds=frozenset(row.impacts),
        confidence=row.confidence,
        reason=row.reason,
        ranges={code: (low, high, sure) for code, (low, high, sure) in row.ranges.items()},
        round=row.round,
        changed=before is not None and before.values != row.values,
        revision=row.revision,
    )


def _weakness(row: Vulnerability, required: frozenset[UUID] | None) -> lint.Weakness:
    return lint.Weakness(
        pk=row.pk,
        label=row.title,
        scenario=row.scenario_id,
        help=row.description,
        open=row.state == Vulnerability.State.OPEN,
        since=_day(row.created),
        measures=bool(row.measures.all()),
        required=None if required is None else row.pk in required,
        version=row.version,
    )
