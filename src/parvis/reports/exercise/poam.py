"""The improvement plan as OSCAL, so that other tools can follow it: a plan of action and milestones in JSON.

Model: NIST, OSCAL 1.1.3, plan-of-action-and-milestones (https://pages.nist.gov/OSCAL/). A lesson is an item with its risk,
a corrective action a remediation with one milestone, an observation an observation. Services are parties; no person is.
"""

import json
import uuid
from datetime import date, datetime, time
from typing import Any

from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.exercises.models import Lesson, Observation
from parvis.exercises.queries import Capability
from parvis.plans.models import Action
from parvis.reports.exercise.evening import Evening
from parvis.reports.exercise.tables import touched

VERSION = "1.1.3"
NS = "urn:parvis:exercise"
OWNER = "owner"
STATUS = {
    Lesson.State.OPEN: "open", Lesson.State.IN_PROGRESS: "remediating", Lesson.State.DONE: "remediating",
    Lesson.State.VERIFIED: "closed",
}  # fmt: skip
Json = dict[str, Any]


def poam(of: Evening) -> bytes:
    """Refused where no lesson was drawn: OSCAL knows no empty plan of action."""
    if not of.lessons:
        raise Refused(_("No lesson was drawn yet, so there is no plan of action. Nothing was written."))
    owners = sorted(
        {of.written(row.owner) for rows in of.actions.values() for row in rows}
        | {of.written(row.owner) for row in of.lessons if row.owner}
    )
    parties = {name: str(uuid.uuid5(of.of.pk, f"party {name}")) for name in owners}
    noted = {row.pk: row for row in of.notes}
    plan = {
        "uuid": str(uuid.uuid5(of.of.pk, "poam")),
        "metadata": _metadata(of, parties),
        "system-id": {"identifier-type": "http://ietf.org/rfc/rfc4122", "id": str(of.of.plan_id)},
        "observations": [_observation(of, row) for row in noted.values()],
        "risks": [_risk(of, row, parties) for row in of.lessons],
        "poam-items": [_item(of, row) for row in of.lessons],
    }
    whole = {"plan-of-action-and-milestones": {key: value for key, value in plan.items() if value}}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def _metadata(of: Evening, parties: dict[str, str]) -> Json:
    changed = max([of.of.changed, *(row.changed for row in of.lessons)])
    found: Json = {
        "title": _("Improvement plan: %(title)s") % {"title": of.of.title},
        "last-modified": changed.isoformat(),
        "version": str(of.of.version),
        "oscal-version": VERSION,
        "props": [{"name": "marking", "value": of.marking.label}],
        "roles": [{"id": OWNER, "title": _("Owner of a corrective action")}],
    }
    if parties:
        found["parties"] = [{"uuid": key, "type": "organization", "name": name} for name, key in parties.items()]
    if letters := _letters(of):
        found["props"] += letters
    return found


def _letters(of: Evening) -> list[Json]:
    """The letters that were decided: of capabilities as a whole, and of their targets."""
    return [
        {
            "name": "capability-rating" if isinstance(row, Capability) else "target-rating",
            "ns": NS,
            "uuid": str(row.rating.pk),
            "value": row.rating.rating,
            "remarks": of.written(row.name if isinstance(row, Capability) else row.target.text),
        }
        for row in of.measured.lettered
        if row.rating
    ]


def _observation(of: Evening, row: Observation) -> Json:
    return {
        "uuid": str(row.pk),
        "title": row.get_kind_display(),
        "description": of.written(row.text),
        "methods": ["TEST"],
        "collected": row.recorded_at.isoformat(),
    }


def _related(of: Evening, row: Lesson) -> list[Json]:
    return [{"observation-uuid": str(note.pk)} for note in of.notes if row in note.lessons.all()]


def _risk_id(row: Lesson) -> str:
    return str(uuid.uuid5(row.pk, "risk"))


def _risk(of: Evening, row: Lesson, parties: dict[str, str]) -> Json:
    text = of.written(row.text)
    found: Json = {
        "uuid": _risk_id(row),
        "title": _short(text),
        "description": text,
        "statement": of.written(row.recommendation) or text,
        "status": STATUS[Lesson.State(row.state)],
    }
    if row.due:
        found["deadline"] = _moment(row.due)
    if related := _related(of, row):
        found["related-observations"] = related
    if acts := of.actions.get(row.pk):
        found["remediations"] = [_remediation(of, row, action, parties) for action in acts]
    return found


def _remediation(of: Evening, row: Lesson, action: Action, parties: dict[str, str]) -> Json:
    key = uuid.uuid5(row.pk, str(action.pk))
    milestone = {
        "uuid": str(uuid.uuid5(key, "milestone")),
        "type": "milestone",
        "title": of.written(action.title),
        "timing": {
            "within-date-range": {
                "start": _moment(action.start or min(action.created.date(), action.due)),
                "end": _moment(action.due),
            }
        },
        "responsible-roles": [{"role-id": OWNER, "party-uuids": [parties[of.written(action.owner)]]}],
    }
    return {
        "uuid": str(key),
        "lifecycle": "completed" if action.state == Action.State.DONE else "planned",
        "title": of.written(action.title),
        "description": of.written(action.success or action.title),
        "tasks": [milestone],
    }


def _item(of: Evening, row: Lesson) -> Json:
    text = of.written(row.text)
    found: Json = {
        "uuid": str(row.pk),
        "title": _short(text),
        "description": of.written(row.recommendation) or text,
        "props": [{"name": name, "ns": NS, "value": value} for name, value in _facts(of, row) if value],
        "related-risks": [{"risk-uuid": _risk_id(row)}],
        "remarks": of.written(touched(row)),
    }
    if related := _related(of, row):
        found["related-observations"] = related
    return found


def _facts(of: Evening, row: Lesson) -> list[tuple[str, str]]:
    """What a lesson is about; the words of its root cause on one line, as OSCAL wants a value."""
    return [
        ("element", row.element),
        ("state", row.state),
        ("nature", row.nature),
        ("function", row.function),
        ("capability", of.written(row.capability)),
        ("effectiveness-before", row.effectiveness),
        ("root-cause", " ".join(of.written(row.root_cause).split())),
    ]


def _short(text: str) -> str:
    """A title: the first line, not longer than one."""
    line = text.strip().splitlines()[0]
    return line if len(line) <= 120 else f"{line[:119]}…"  # noqa: PLR2004  # letters in a title


def _moment(day: date) -> str:
    return make_aware(datetime.combine(day, time())).isoformat()
