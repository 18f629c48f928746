"""Writing what an answer has to achieve."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Vulnerability
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.models import Requirement

EDITABLE = ("text", "priority", "metric", "threshold", "marking")


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not part of a requirement: {sorted(unknown)}")
    if "text" in facts and not facts["text"].strip():
        raise Refused(_("Say what has to hold afterwards. Nothing was saved."), "text")
    if "priority" in facts and facts["priority"] not in Requirement.Priority.values:
        raise Refused(_("Choose whether this must or should hold. Nothing was saved."), "priority")
    return {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}


@verb(events.RequirementWritten)
def write_requirement(
    actor: Account,
    vulnerability: Vulnerability,
    *,
    text: str,
    id: UUID | None = None,  # noqa: A002  # the field's own name
    **facts: Any,
) -> Requirement:
    """Say what has to hold so that this weakness is answered. `facts`: priority, metric, threshold, marking."""
    require(actor, Can.SOLVE, vulnerability)
    kept = _checked({"text": text, **facts})
    named = {"id": id} if id else {}
    made = Requirement.objects.create(
        **named, place_id=vulnerability.place_id, vulnerability=vulnerability, author=actor, **kept
    )
    event = events.RequirementWritten(priority=made.priority, vulnerability=vulnerability.pk)
    record(actor, event, object_id=made.pk, place_id=made.place_id, marking=made.marking)
    return made


@verb(events.RequirementChanged)
def change_requirement(actor: Account, requirement: Requirement, *, version: int, **facts: Any) -> Requirement:
    """Change a need. `version` is the one the editor saw: Conflict when somebody saved in between."""
    require(actor, Can.SOLVE, requirement)
    kept = _checked(facts)
    current = visible_to(actor, Requirement, Can.SOLVE).select_for_update().get(pk=requirement.pk)
    if current.version != version:
        raise Conflict
    changed = [name for name, value in kept.items() if getattr(current, name) != value]
    for name in changed:
        setattr(current, name, kept[name])
    current.version += 1
    current.save()
    event = events.RequirementChanged(fields=changed)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current
