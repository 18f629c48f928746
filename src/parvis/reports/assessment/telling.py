"""What could be told of an assessment, as pieces with their chains; of what is never told, only how much there is."""

from collections.abc import Iterator
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.assessment import queries
from parvis.assessment.models import ExistingMeasure, Scenario, Vulnerability
from parvis.content.queries import label, measures, term
from parvis.files.queries import photos_about
from parvis.people.models import Level
from parvis.people.queries import memberships
from parvis.plans.queries import actions
from parvis.reports.assessment import parts
from parvis.reports.assessment.case import Case
from parvis.reports.assessment.publishing import Kind, Piece
from parvis.residents import queries as residents
from parvis.solutions.models import Decision
from parvis.solutions.queries import latest_decision, measures_of

#: Measures of this category stand in the street; what grew or was built for another purpose is seen as well.
SEEN = "physical"


def pieces(case: Case) -> list[Piece]:
    """Everything, sorted by nothing but the order in which it is read."""
    return [*_place(case), *_work(case), *_measures(case), *_chosen(case), *_residents(case), *_never(case)]


def _place(case: Case) -> Iterator[Piece]:
    chain = (case.place.marking,)
    yield Piece(Kind.PLACE, chain, (case.place.name, term("categories", case.place.category)))
    if case.place.civic_role:
        yield Piece(Kind.ROLE, chain, (case.place.civic_role,))


def _work(case: Case) -> Iterator[Piece]:
    """How the assessment was made: it hangs on the place and on the assessment."""
    of, chain = case.of, (case.place.marking, case.of.marking)
    tier = queries.proportion(case.account, of).tier
    told = {
        Kind.PURPOSE: (of.mandate_why,),
        Kind.CONDITION: (case.condition,),
        Kind.DATES: tuple(_dates(case)),
        Kind.METHOD: (case.method_words, *parts.pack_sources(case.method)),
        Kind.LEVELS: tuple(_levels(case)),
        Kind.EXPERTS: tuple(_experts(case)),
        Kind.EXPECTED: tuple(label(text) for text in tier.expects) if tier else (),
    }
    for kind, words in told.items():
        if any(words):
            yield Piece(kind, chain, words)


def _dates(case: Case) -> Iterator[str]:
    of = case.of
    yield _("Begun on %(date)s.") % {"date": date_format(of.created, "DATE_FORMAT")}
    if of.closed:
        yield _("Finished on %(date)s.") % {"date": date_format(of.closed, "DATE_FORMAT")}
    if of.review_on:
        yield _("To be looked at again on %(date)s.") % {"date": date_format(of.review_on, "DATE_FORMAT")}


def _levels(case: Case) -> list[str]:
    """The levels of governance at the table, never the organisations themselves."""
    there = set()
    for seat in case.team:
        first = memberships(seat.account).first() if seat.account and not seat.organisation else None
        home = seat.organisation or (first.organisation if first else None)
        there |= {home.level} if home else set()
    return [str(level.label) for level in Level if level in there]


def _experts(case: Case) -> Iterator[str]:
    if case.sheet:
        words = ngettext(
            "%(n)d expert gave a judgement.",
            "%(n)d experts judged, each alone first, and only then talked it over.",
            case.sheet.experts,
        )
        yield words % {"n": case.sheet.experts}
    if case.filled:
        people = len(case.filled.overall.voices)
        yield ngettext("%(n)d person answered its questions.", "%(n)d people answered its questions.", people) % {"n": people}  # fmt: skip


def _measures(case: Case) -> Iterator[Piece]:
    """What works and can be seen in the street, by its name alone; of everything else the number."""
    for row in case.measures:
        shown = row.vulnerabilities.values_list("marking", flat=True)  # type: ignore[attr-defined]  # reverse of Vulnerability.measures
        chain = (case.place.marking, row.marking, *shown)
        if row.state != "good":
            yield Piece(Kind.OPEN_MEASURE, chain)
        elif _seen(row):
            yield Piece(Kind.MEASURE, chain, (queries.measure_name(row),))
        else:
            yield Piece(Kind.UNSEEN_MEASURE, chain)


def _seen(row: ExistingMeasure) -> bool:
    known = measures().get(row.measure)
    return row.origin == "natural" or (known is not None and known.category == SEEN)


def _chosen(case: Case) -> Iterator[Piece]:
    """The newest decision, and what is done next. An action that carries out a decision hangs on what that hangs on."""
    made = latest_decision(case.account, case.place)
    if made:
        what = ", ".join([made.option.name, *(label(row.label) for row in measures_of(made))])
        words = (what, made.decided_by, date_format(made.decided, "DATE_FORMAT"))
        yield Piece(Kind.DECISION, _behind(made), words)
    for row in actions(case.account, case.place.pk).select_related("decision__comparison", "decision__place"):
        if row.state == row.State.DROPPED:
            continue
        chain = (case.place.marking, row.marking, *(_behind(row.decision) if row.decision else ()))
        words = (row.title, str(row.get_state_display()), date_format(row.due, "YEAR_MONTH_FORMAT"))
        yield Piece(Kind.ACTION, chain, words)


def _behind(made: Decision) -> tuple[int, ...]:
    """The comparison, its needs, the weaknesses behind them, their assessments: also those that the reader may not see."""
    chain = {made.place.marking, made.comparison.marking}
    steps = ("marking", "vulnerability__marking", "vulnerability__scenario__assessment__marking")
    for row in made.comparison.requirements.order_by().values_list(*steps):
        chain |= {marking for marking in row if marking is not None}
    return tuple(sorted(chain))


def _residents(case: Case) -> Iterator[Piece]:
    """Figures that the room of residents has published, and nothing nearer."""
    found = residents.felt_safety(case.account, case.place)
    if found.value is None or found.survey_id is None:
        return
    survey = residents.survey(case.account, found.survey_id)
    share = _("%(percent)d of 100") % {"percent": round(100 * found.value)}
    yield Piece(Kind.RESIDENTS, (case.place.marking, survey.marking), (found.label, share, found.note))


def _never(case: Case) -> Iterator[Piece]:
    """How much there is of what never enters."""
    chain = (case.place.marking, case.of.marking)
    spoken = sum(row.said is not None for row in queries.proportion(case.account, case.of).expected)
    notes = sum(len(topic.notes) for found in case.meetings for topic in found.topics)
    entries = list(queries.entries(case.account, case.of).order_by().values_list("pk", flat=True))
    people = {row.expert_id for rows in case.judgements.values() for row in rows}
    numbers = {
        Kind.SCENARIO: len(case.stories),
        Kind.SKETCH: sum(story.sketch is not None for story in case.stories),
        Kind.OPEN_ZONE: len(open_zones(case)),
        Kind.JUDGEMENT: sum(len(rows) for rows in case.judgements.values()),
        Kind.ANSWER: len(entries),
        Kind.WEAKNESS: len(case.weaknesses),
        Kind.NEED: len(case.needs),
        Kind.SPOKEN: spoken,
        Kind.FINDING: len(case.findings) + len(case.accepted),
        Kind.MINUTES: notes,
        Kind.PERSON: len(people | {seat.account_id for seat in case.team if seat.account_id}),
        Kind.PHOTO: photos_about(case.account, [*entries, *_shown(case)]).count(),
        Kind.CONTACT: len({case.place.custodian, *(row.owner for row in case.measures)} - {""}),
    }
    yield from (Piece(kind, chain, number=number) for kind, number in numbers.items())


def _shown(case: Case) -> list[UUID]:
    """What photos may be about, besides the answers of a visit."""
    return [row.pk for row in (*case.measures, *case.weaknesses)]


def open_zones(case: Case) -> set[str]:
    """Where something is missing or weak, or where a scenario plays."""
    rows: list[ExistingMeasure | Vulnerability | Scenario] = [
        *(row for row in case.measures if row.state != "good"),
        *case.weaknesses,
        *case.stories,
    ]
    return {zone for row in rows if (zone := queries.zone_name(row))}
