"""The page of a place: what every room knows of it, for one reader."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.assessment.models import Vulnerability
from parvis.assessment.queries.reading import shown_at, vulnerabilities
from parvis.assessment.queries.results import RiskRow, Sheet, attack_and_everyday
from parvis.people.models import Account
from parvis.places.checks import Step
from parvis.places.models import Place
from parvis.plans.models import Action
from parvis.plans.queries import open_actions
from parvis.residents.queries import Row, felt
from parvis.solutions.models import Decision
from parvis.solutions.queries.thread import latest_decision
from parvis.thread.queries.findings import newest_examined
from parvis.thread.queries.ribbon import RibbonLink, graded, next_steps, shown, threads


@dataclass(frozen=True)
class Doing:
    """One row of the sheet: how the place is doing, from 0 to 1 with its spread, and where that comes from."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    note: str


@dataclass(frozen=True)
class PlaceView:
    links: list[RibbonLink]
    steps: list[Step]
    doing: list[Doing]
    risks: list[RiskRow]
    weaknesses: list[Vulnerability]
    decision: Decision | None
    actions: list[Action]
    judged: int  # assessments whose judgements may be read


def place_view(account: Account, place: Place) -> PlaceView:
    """Everything that the page of a place shows. The place must be visible to the account."""
    thread = threads(account, [place])[place.pk]
    read = newest_examined(account, place)
    found = read.sheet if read else None
    return PlaceView(
        links=graded(shown(place, thread), read),
        steps=next_steps(account, place, thread),
        doing=doing(account, place, found),
        risks=found.rows if found else [],
        weaknesses=list(vulnerabilities(account, place.pk)) if thread["weaknesses"].when else [],
        decision=latest_decision(account, place) if thread["decision"].when else None,
        actions=list(open_actions(account, place.pk)[:6]),
        judged=shown_at(account, place).count(),
    )


def doing(account: Account, place: Place, found: Sheet | None) -> list[Doing]:
    """Attack risk beside everyday harm, felt safety and cohesion: side by side, never one score (science: fear is not crime)."""
    judged = [Doing(row.label, row.value, row.low, row.high, row.note) for row in attack_and_everyday(found)]
    asked = [_asked(row) for row in felt(account, place)]
    return judged + asked


def _asked(row: Row) -> Doing:
    if row.value is None:
        return Doing(row.label, None, None, None, row.reason)
    people = ngettext("%(n)d answer", "%(n)d answers", row.n) % {"n": row.n}
    note = _("%(percent)d %% · %(people)s · %(period)s") % {
        "percent": round(row.value * 100),
        "people": people,
        "period": row.period,
    }
    return Doing(row.label, row.value, row.low, row.high, note)
