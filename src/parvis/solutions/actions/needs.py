"""Writing what is aimed at for a weakness, and what an answer has to achieve."""

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
from parvis.solutions.models import Objective, Requirement
from parvis.solutions.queries.catalogue import vocabulary
from parvis.solutions.queries.needs import settled_by

EDITABLE = ("text", "priority", "metric", "threshold", "verified_by", "phases", "functions", "marking")


@verb(events.ObjectiveSet)
def set_objective(actor: Account, vulnerability: Vulnerability, *, text: str, version: int = 0) -> Objective:
    """Say what is to be different once this weakness is answered. `version` is that which the editor saw, 0 for none."""
    require(actor, Can.SOLVE, vulnerability)
    if not text.strip():
        raise Refused(_("Say what is to be different. Nothing was saved."), "text")
    found = visible_to(actor, Objective, Can.SOLVE).select_for_update().filter(vulnerability=vulnerability).first()
    if version != (found.version if found else 0):
        raise Conflict
    kept = found or Objective(vulnerability=vulnerability, place_id=vulnerability.place_id, author=actor, version=0)
    kept.text = text.strip()
    kept.version += 1
    kept.save()
    event = events.ObjectiveSet(vulnerability=vulnerability.pk, again=found is not None)
    record(actor, event, object_id=kept.pk, place_id=kept.place_id, marking=vulnerability.marking)
    return kept


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not part of a requirement: {sorted(unknown)}")
    if "text" in facts and not facts["text"].strip():
        raise Refused(_("Say what has to hold afterwards. Nothing was saved."), "text")
    if "priority" in facts and facts["priority"] not in Requirement.Priority.values:
        raise Refused(_("Choose whether this must, should or could hold. Nothing was saved."), "priority")
    if facts.get("verified_by") and facts["verified_by"] not in Requirement.Proof.values:
        raise Refused(_("Choose one of the ways to verify it. Nothing was saved."), "verified_by")
    for name in ("phases", "functions"):
        if set(facts.get(name, ())) - set(vocabulary(name)):
            raise Refused(_("This phase or function is not in the packs. Nothing was saved: choose it again."), name)
    kept = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    return kept | {name: list(dict.fromkeys(kept[name])) for name in ("phases", "functions") if name in kept}


@verb(events.RequirementWritten)
def write_requirement(
    actor: Account,
    vulnerability: Vulnerability,
    *,
    text: str,
    id: UUID | None = None,  # noqa: A002  # the field's own name
    replaces: Requirement | None = None,
    **facts: Any,
) -> Requirement:
    """Say what has to hold so that this weakness is answered. `facts`: see EDITABLE.

    `replaces`: an earlier need of the same weakness, whose text may no longer change, and which this one takes the
    place of.
    """
    require(actor, Can.SOLVE, vulnerability)
    kept = _checked({"text": text, **facts})
    named = {"id": id} if id else {}
    if replaces is not None:
        _replaceable(actor, vulnerability, replaces)
    made = Requirement.objects.create(
        **named, place_id=vulnerability.place_id, vulnerability=vulnerability, author=actor, replaces=replaces, **kept
    )
    event = events.RequirementWritten(
        priority=made.priority, vulnerability=vulnerability.pk, replaces=replaces.pk if replaces else None
    )
    record(actor, event, object_id=made.pk, place_id=made.place_id, marking=made.marking)
    return made


def _replaceable(actor: Account, vulnerability: Vulnerability, earlier: Requirement) -> None:
    require(actor, Can.SOLVE, earlier)
    if earlier.vulnerability_id != vulnerability.pk:
        raise Refused(_("The earlier need answers another weakness. Nothing was saved."))
    if Requirement.objects.filter(replaces=earlier).exists():
        raise Refused(_("A newer need has taken the place of this one already. Nothing was saved: change that one."))


@verb(events.RequirementChanged)
def change_requirement(actor: Account, requirement: Requirement, *, version: int, **facts: Any) -> Requirement:
    """Change a need. `version` is the one the editor saw: Conflict when somebody saved in between.

    Once experts score by it, a council has decided on it or providers answer it, only the marking may change.
    """
    require(actor, Can.SOLVE, requirement)
    kept = _checked(facts)
    current = visible_to(actor, Requirement, Can.SOLVE).select_for_update().get(pk=requirement.pk)
    if current.version != version:
        raise Conflict
    changed = [name for name, value in kept.items() if getattr(current, name) != value]
    settled = settled_by(current) if set(changed) - {"marking"} else ""
    if settled:
        raise Refused(
            _("%(settled)s Nothing was saved; your words are still here. Write a new need that takes its place.")
            % {"settled": settled}
        )
    for name in changed:
        setattr(current, name, kept[name])
    current.version += 1
    current.save()
    event = events.RequirementChanged(fields=changed)
    record(actor, event, object_id=current.pk, place_id=current.place_id, marking=current.marking)
    return current
