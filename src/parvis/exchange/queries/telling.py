"""What a thread can tell in a practice sheet, gathered from every room before this one."""

from parvis.assessment import queries as assessing
from parvis.content.queries import label, term
from parvis.exchange.rules.draft import Chosen, Told
from parvis.exercises import queries as exercising
from parvis.people.models import Account, Level
from parvis.places.models import Involvement, Place
from parvis.residents import queries as residents
from parvis.solutions import queries as solving
from parvis.solutions.models import Decision

LAST = 3


def tell(account: Account | None, place: Place) -> Told:
    """The facts of one thread that may stand in a draft: codes, labels and numbers."""
    assessment = assessing.latest(account, place)
    stories = list(assessing.scenarios(account, assessment)) if assessment else []
    picks = assessing.picks()
    decision = solving.latest_decision(account, place)
    measures = solving.measures_of(decision) if decision else []
    felt = residents.felt_safety(account, place)
    levels = set(Involvement.objects.filter(place=place).values_list("organisation__level", flat=True))
    return Told(
        category=(place.category, term("categories", place.category)),
        threats={story.threat: picks[story.threat].label for story in stories if story.threat in picks},
        weaknesses=assessing.vulnerabilities(account, place.pk).count(),
        experts=len({row.expert_id for row in assessing.judgements_visible(account, assessment)}) if assessment else 0,
        measures={row.id: label(row.label) for row in measures},
        cost_bands=tuple(solving.cost_band(row) for row in measures),
        cost_once=decision.option.cost_once if decision else None,
        cost_yearly=decision.option.cost_yearly if decision else None,
        levels=tuple(str(level.label) for level in Level if level in levels | {place.owner.level}),
        exercises=_exercises(account, place),
        lessons=tuple(dict.fromkeys(lesson.get_element_display() for lesson in exercising.lessons(account, place.pk))),
        felt=(felt.label, round(felt.value * 100), felt.n) if felt.value is not None else None,
        chosen=_chosen(account, decision) if decision else None,
    )


def _chosen(account: Account | None, decision: Decision) -> Chosen:
    compared = list(solving.options(account, decision.comparison_id))
    taken = set(decision.option.measures)
    others = solving.picked([code for option in compared for code in option.measures if code not in taken])
    return Chosen(
        options=len(compared),
        criteria=len(solving.criteria_of(decision.comparison).criteria),
        others={row.id: label(row.label) for row in others},
        dissents=len(decision.dissents.all()),
        conditions=len(decision.conditions.all()),
    )


def _exercises(account: Account | None, place: Place) -> tuple[tuple[str, int, int, int], ...]:
    """The last exercises that were played to their end: what was found, and what the next try showed."""
    played = exercising.exercises(account).filter(place=place, state__in=exercising.PLAYED).order_by("-ended", "id")
    results = [(str(row.get_kind_display()), exercising.result(account, row)) for row in reversed(played[:LAST])]
    return tuple((kind, found.in_time, found.late, found.never_done) for kind, found in results)
