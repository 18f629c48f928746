"""The checks of an assessment, in the words of its method."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.assessment.models import Assessment, Judgement
from parvis.assessment.queries.methods import measure_name, method_of, picks
from parvis.assessment.queries.reading import judgements_shown, measures, scenarios, team
from parvis.assessment.queries.results import Sheet
from parvis.assessment.rules import lint, states
from parvis.assessment.rules.result import rules_of
from parvis.content import queries as content
from parvis.people.models import Account
from parvis.places import queries as places


@dataclass(frozen=True)
class Finding:
    """Something that does not fit together, with a hint. A person decides."""

    code: str
    severity: str  # note, warning, error
    text: str
    hint: str
    subjects: tuple[str, ...]


RANKS = {"error": 0, "warning": 1, "note": 2}


def findings(account: Account | None, of: Assessment, result: Sheet | None) -> list[Finding]:
    """What does not fit together in this assessment, the most pressing first."""
    known = {
        check.code: (check.severity, content.label(check.text), content.label(check.hint))
        for check in method_of(of).checks
    }
    known["no_judgement"] = (
        "warning",
        _("Nobody has judged this scenario."),
        _("Ask for a judgement while the discussion is open, or say in the result that it is open."),
    )
    subjects: dict[str, list[str]] = defaultdict(list)
    for pointer in lint.pointers(_facts(account, of, result)):
        subjects[pointer.code] += [pointer.subject] if pointer.subject else []
    found = [Finding(code, *known[code], tuple(about)) for code, about in subjects.items() if code in known]
    return sorted(found, key=lambda finding: RANKS[finding.severity])


def _facts(account: Account | None, of: Assessment, result: Sheet | None) -> lint.Facts:
    there = {scenario.threat for scenario in scenarios(account, of)}
    explained = there | set(of.left_out)
    existing = list(measures(account, of.place_id))
    return lint.Facts(
        police=any(member.is_police for member in team(account, of)),
        absence=of.police_absence,
        measures=len(existing),
        occupancy=places.occupancies(account, of.place_id).filter(condition=of.condition).exists(),
        judging=of.state != states.PREPARING,
        shown=of.state not in states.BLIND,
        stale=states.stale(of.closed, of.place.layout_changed, timezone.now()),
        left_out=tuple(
            p.label for p in picks(method_of(of)).values() if p.family == "attack" and p.code not in explained
        ),
        open_orders=bool(result and result.open_orders),
        scenarios=_judged(account, of, result) if result else (),
        bad_measures=_bad(
            [(row.measure, measure_name(row)) for row in existing if row.state in lint.BAD_STATES], there
        ),
    )


def _bad(rows: list[tuple[str, str]], threats: set[str]) -> dict[str, tuple[str, ...]]:
    """Failing and missing measures of the catalogue by the threats that they answer."""
    known = content.measures()
    return {
        threat: tuple(name for slug, name in rows if slug in known and threat in known[slug].threats)
        for threat in threats
    }


def _judged(account: Account | None, of: Assessment, result: Sheet) -> tuple[lint.Judged, ...]:
    by_scenario: dict[object, list[Judgement]] = defaultdict(list)
    for row in judgements_shown(account, [of])[of.pk]:
        by_scenario[row.scenario_id].append(row)
    found = [
        lint.Judged(
            title=row.scenario.title,
            threat=row.scenario.threat,
            judges=row.experts,
            explained=_explained(of, by_scenario[row.scenario.pk]),
            vulnerability=row.factors["vulnerability"].median if "vulnerability" in row.factors else None,
        )
        for row in result.rows
    ]
    return (*found, *(lint.Judged(story.title, story.threat, 0) for story in result.unjudged))


def _explained(of: Assessment, rows: list[Judgement]) -> bool:
    """Whether everybody who stands at an end of a wide spread said why."""
    for scale in rules_of(method_of(of)).scales:
        levels = [row.values[scale.code] for row in rows]
        ends = {min(levels), max(levels)}
        if max(levels) - min(levels) >= scale.wide and any(
            row.values[scale.code] in ends and not row.reason for row in rows
        ):
            return False
    return True
