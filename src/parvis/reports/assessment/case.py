"""All that one reader may see of an assessment, gathered once for its documents."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.models import Marking
from parvis.assessment import queries
from parvis.assessment.models import (
    Assessment,
    ExistingMeasure,
    Judgement,
    Scenario,
    TeamMember,
    Vulnerability,
)
from parvis.assessment.queries.workshops import Meeting, workshops
from parvis.content.queries import label, term
from parvis.content.schemas import MethodPack
from parvis.people.models import Account
from parvis.people.queries import memberships
from parvis.places.models import Place
from parvis.reports.assessment.shots import Shot, shots
from parvis.solutions.models import Requirement
from parvis.solutions.queries.thread import requirements
from parvis.thread.queries.findings import findings


@dataclass(frozen=True)
class Case:
    """What a document may draw from. `experts` says how each one is called in documents."""

    account: Account
    of: Assessment
    method: MethodPack
    sheet: queries.Sheet | None
    stories: list[Scenario]
    team: list[TeamMember]
    measures: list[ExistingMeasure]
    judgements: dict[UUID, list[Judgement]]  # of each scenario, both rounds
    experts: dict[UUID, str]
    findings: list[queries.Finding]
    accepted: list[queries.Finding]
    filled: queries.Filled | None
    photos: list[Shot]
    meetings: list[Meeting]
    weaknesses: list[Vulnerability]
    needs: list[Requirement]
    today: date
    named: bool

    @property
    def place(self) -> Place:
        return self.of.place

    @property
    def condition(self) -> str:
        return term("conditions", self.of.condition)

    @property
    def method_words(self) -> str:
        return _("%(method)s, version %(version)s") % {
            "method": label(self.method.title),
            "version": self.method.version,
        }

    @property
    def numbers(self) -> dict[UUID, int]:
        """The measures as they are numbered on map and list."""
        return {row.pk: number for number, row in enumerate(self.measures, 1)}

    def marking(self) -> Marking:
        """The strictest of what is in it."""
        own = [row.marking for rows in (self.measures, self.weaknesses, self.needs) for row in rows]
        own += [shot.photo.marking for shot in self.photos]
        return Marking(max([self.of.marking, self.place.marking, *own]))


def case_of(account: Account, of: Assessment, today: date, *, named: bool = False) -> Case:
    """Everything through the queries of the rooms, so that it holds what this account may read and nothing else."""
    sheet = queries.sheet(account, of)
    rows = list(queries.judgements_visible(account, of)) if sheet else []
    by_story: dict[UUID, list[Judgement]] = defaultdict(list)
    for row in rows:
        by_story[row.scenario_id].append(row)
    needs = list(requirements(account, of.place_id))
    team = list(queries.team(account, of))
    told = queries.filled(account, of)
    measures = list(queries.measures(account, of.place_id).select_related("zone"))
    people = {row.expert for row in rows} | {voice.assessor for voice in (told.overall.voices if told else ())}
    experts = _called(people, team, named=named)
    called = _known_as(rows, team, experts)
    still, accepted = ([row if named else _unnamed(row, called) for row in part] for part in findings(account, of))
    weaknesses = list(queries.weaknesses_of(account, of).select_related("scenario"))
    found = {row.pk for row in weaknesses}
    return Case(
        account=account,
        of=of,
        method=queries.method_of(of),
        sheet=sheet,
        stories=list(queries.scenarios(account, of)),
        team=team,
        measures=measures,
        judgements=by_story,
        experts=experts,
        findings=still,
        accepted=accepted,
        filled=told,
        photos=shots(account, of, measures, told),
        meetings=workshops(account, of),
        weaknesses=weaknesses,
        needs=[row for row in needs if row.vulnerability_id in found],
        today=today,
        named=named,
    )


def _called(those: set[Account], team: list[TeamMember], *, named: bool) -> dict[UUID, str]:
    """Those who judged or answered, by number and organisation, in the order of their keys, which says nothing; by name where asked."""
    people = sorted(those, key=lambda person: person.key.hex)
    seats = {seat.account_id: seat.organisation.name for seat in team if seat.organisation}
    found = {}
    for number, person in enumerate(people, 1):
        homes = list(dict.fromkeys(row.organisation.name for row in memberships(person)))
        home = seats.get(person.pk) or (homes[0] if homes else "")
        who = str(person) if named else _("Expert %(n)s") % {"n": number}
        found[person.pk] = f"{who} · {home}" if home else who
    return found


def _known_as(rows: list[Judgement], team: list[TeamMember], experts: dict[UUID, str]) -> dict[str, str]:
    """The names by which the checks speak of people, and how documents call them."""
    called = {}
    for seat in team:
        if seat.account:
            other = " · ".join(filter(None, [_("a member of the team"), home_of(seat)]))
            called[str(seat.account)] = called[str(seat)] = experts.get(seat.account.pk, other)
    return called | {str(row.expert): experts[row.expert_id] for row in rows}


def _unnamed(row: queries.Finding, called: dict[str, str]) -> queries.Finding:
    """The same finding; people whom it is about are called as everywhere else in the document."""
    return replace(row, about=tuple(replace(one, label=called.get(one.label, one.label)) for one in row.about))


def home_of(seat: TeamMember) -> str:
    """The organisation for which somebody sits in the team: the seat's own, else the person's first."""
    if seat.organisation:
        return seat.organisation.name
    first = memberships(seat.account).first() if seat.account else None
    return first.organisation.name if first else ""


def relied_on(case: Case, story: Scenario) -> list[ExistingMeasure]:
    """The measures that a scenario counts on, as far as the reader may know them."""
    chosen = set(story.relies_on.values_list("pk", flat=True))
    return [row for row in case.measures if row.pk in chosen]
