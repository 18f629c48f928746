"""From a draft to a sheet that may leave: the machine's check with a person's reasons, then a named decision."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.exchange import events
from parvis.exchange.actions.writing import locked, note
from parvis.exchange.models import Practice
from parvis.exchange.queries import findings_of
from parvis.exchange.rules.redaction import Finding, unresolved
from parvis.journal.actions import verb
from parvis.people.models import Account

NEEDED = ("title", "summary", "intelligence", "intervention", "impact")
Key = tuple[str, str, str, str]  # language, part, code of the finding, the words


@verb(events.PracticeChecked)
def check_practice(actor: Account, practice: Practice, *, version: int, reasons: Mapping[Key, str]) -> Practice:
    """Declare a sheet checked: every finding was edited away, or is allowed here with a reason. Otherwise nothing."""
    held = locked(actor, practice, version)
    empty = [part for part in NEEDED if not held.main.get(part, "").strip()]
    if empty:
        raise Refused(
            _(
                "The sheet is not whole yet. Nothing was changed: write in short what it is, the problem, the answer and what came of it."
            ),
            empty[0],
        )
    found = findings_of(held)
    kept = [entry for entry in held.allowed if _still_there(entry, found)]
    fresh = [
        {"language": f.language, "part": f.part, "code": f.code, "text": f.text, "reason": reason}
        for f in unresolved(found, kept)
        if (reason := reasons.get(f.key, "").strip())
    ]
    left = unresolved(found, [*kept, *fresh])
    if left:
        sentence = ngettext(
            "%(n)d finding has no reason yet. Nothing was changed: edit the text, or say why it may stay.",
            "%(n)d findings have no reason yet. Nothing was changed: edit the text, or say why each may stay.",
            len(left),
        )
        raise Refused(sentence % {"n": len(left)}, "reasons")
    held.allowed = [*kept, *fresh]
    held.state = Practice.State.CHECKED
    held.version += 1
    held.save()
    note(actor, held, events.PracticeChecked(findings=len(found), allowed=len(held.allowed)))
    return held


def _still_there(entry: Mapping[str, str], found: list[Finding]) -> bool:
    return any(
        finding.key == (entry["language"], entry["part"], entry["code"], entry["text"].casefold()) for finding in found
    )


@verb(events.PracticeShared)
def share_practice(actor: Account, practice: Practice, *, version: int, marking: int, reason: str) -> Practice:
    """The named decision to lower a checked sheet to TLP:GREEN or TLP:CLEAR. From now on it may leave."""
    held = locked(actor, practice, version)
    if held.state != Practice.State.CHECKED:
        raise Refused(_("Only a checked sheet can be shared. Nothing was changed: check it first."))
    if marking not in {Marking.GREEN, Marking.CLEAR}:
        raise Refused(_("A sheet is shared as TLP:GREEN or TLP:CLEAR. Nothing was changed."), "marking")
    if not reason.strip():
        raise Refused(_("Say why it may be shared: the decision bears your name. Nothing was changed."), "reason")
    if unresolved(findings_of(held), held.allowed):
        raise Refused(
            _(
                "Since the check a name was added to the register that stands in this sheet. Nothing was changed: check it again."
            )
        )
    before = held.marking
    held.marking, held.state = Marking(marking), Practice.State.SHARED
    held.decided_by, held.decided, held.decision_reason = actor, timezone.now(), reason.strip()
    held.version += 1
    held.save()
    note(actor, held, events.PracticeShared(marking_before=before, marking_after=marking, edition=held.edition))
    return held
