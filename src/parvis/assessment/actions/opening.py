"""Opening an assessment, changing its head, and moving it from one state to the next."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.assessment import events
from parvis.assessment.actions.settling import settle
from parvis.assessment.models import Assessment, Judgement, TeamMember
from parvis.assessment.queries import FIRST_LOOK_MINUTES, method_of, methods, picks
from parvis.assessment.queries.reading import JUDGING_CIRCLES
from parvis.assessment.rules import states
from parvis.content.queries import terms
from parvis.journal.actions import record, verb
from parvis.people.models import Account
from parvis.places.models import Place

EDITABLE = (
    "title", "condition", "marking", "mandate_why", "mandate_for", "mandate_readers", "police_absence", "threat_level", "threat_level_by", "threat_level_on", "review_on",
)  # fmt: skip


def current(actor: Account, of: Assessment) -> Assessment:
    """The assessment as it stands now, locked for this transaction; the actor must lead it."""
    require(actor, Can.LEAD_ASSESSMENT, of)
    return visible_to(actor, Assessment, Can.LEAD_ASSESSMENT).select_for_update().get(pk=of.pk)


def preparing(actor: Account, of: Assessment) -> Assessment:
    """The same, and it is still being prepared."""
    found = current(actor, of)
    if found.state != states.PREPARING:
        raise Refused(
            _("The experts are judging already. Nothing was changed: take the assessment back to preparation first.")
        )
    return found


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    if "title" in kept and not kept["title"]:
        raise Refused(_("Give the assessment a title. Nothing was saved."), "title")
    if "condition" in kept and kept["condition"] not in terms("conditions"):
        raise Refused(_("This condition is not in the list of the installation."), "condition")
    if kept.get("threat_level") and not kept.get("threat_level_by"):
        raise Refused(
            _("Say which authority announced this level: a municipality does not set it itself. Nothing was saved."),
            "threat_level_by",
        )
    return kept


@verb(events.AssessmentOpened)
def open_assessment(
    actor: Account, place: Place, *, title: str, condition: str, method: str = "", **facts: Any
) -> Assessment:
    """Open an assessment of a place in a condition. `facts` may hold id, marking, police_absence.

    `method` is the urn of a method in use (the most thorough one by default); its version is kept with the
    assessment. Whoever opens it sits in the core of the team; a first look is open to all who may judge there.
    Raises Refused for an unknown condition or method.
    """
    known = {found.urn: found for found in methods()}
    chosen = known.get(method or next(iter(known)))
    if chosen is None:
        raise Refused(_("This method is not in use on this installation. Nothing was opened."), "method")
    # Whoever runs a place may take a first look at it alone; a whole assessment has a lead.
    require(actor, Can.JUDGE if chosen.minutes <= FIRST_LOOK_MINUTES else Can.LEAD_ASSESSMENT, place)
    kept = _checked({"title": title, "condition": condition, **facts})
    made = Assessment.objects.create(
        place=place, author=actor, method_urn=chosen.urn, method_version=chosen.version, **kept
    )
    TeamMember.objects.create(assessment=made, place=place, account=actor, circle=TeamMember.Circle.CORE)
    event = events.AssessmentOpened(condition=condition, method=chosen.urn, method_version=chosen.version)
    record(actor, event, object_id=made.pk, place_id=place.pk, marking=made.marking)
    return made


@verb(events.AssessmentChanged)
def change_assessment(actor: Account, of: Assessment, *, version: int, **facts: Any) -> Assessment:
    """Change the head: `facts` are among EDITABLE. Conflict when somebody saved in between."""
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not part of the head of an assessment: {sorted(unknown)}")
    found = current(actor, of)
    if found.version != version:
        raise Conflict
    kept = _checked(facts)
    if found.state != states.PREPARING and kept.get("condition", found.condition) != found.condition:
        raise Refused(
            _("Experts judge this assessment in its condition. Nothing was saved: open another one."), "condition"
        )
    before = found.marking
    changed = [name for name, value in kept.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, kept[name])
    found.version += 1
    found.save()
    event = events.AssessmentChanged(fields=changed, marking_before=before, marking_after=found.marking)
    record(actor, event, object_id=found.pk, place_id=found.place_id, marking=found.marking)
    return found


@verb(events.ThreatLeftOut)
def leave_out(actor: Account, of: Assessment, *, threat: str, reason: str) -> Assessment:
    """Say in a line why a threat gets no scenario here."""
    found = current(actor, of)
    if threat not in picks(method_of(found)):
        raise Refused(_("This threat is not in the lists of this method."), "threat")
    if not reason.strip():
        raise Refused(_("One line of reason is enough, but it is needed. Nothing was saved."), "reason")
    found.left_out = {**found.left_out, threat: reason.strip()[:300]}
    found.version += 1
    found.save(update_fields=["left_out", "version", "changed"])
    record(
        actor, events.ThreatLeftOut(threat=threat), object_id=found.pk, place_id=found.place_id, marking=found.marking
    )
    return found


@verb(events.AssessmentMoved)
def move(actor: Account, of: Assessment, to: str) -> Assessment:
    """Take an assessment to its next state. The ways are data in rules.states; nothing is lost on any of them."""
    found = current(actor, of)
    if to not in states.TRANSITIONS or not states.may_move(found.state, to):
        raise Refused(
            _("The assessment is in another state by now. Nothing was changed: open the page afresh and look.")
        )
    _ready(found, to)
    before, now = found.state, timezone.now()
    found.state = to
    if to == states.JUDGING:
        found.judging_since = found.judging_since or now
    elif to == states.DISCUSSING:
        found.discussing_since = now
    elif to == states.CLOSED:
        found.closed = now
        if not found.tier:  # from now on it stays, whatever becomes of the number of people
            settle(actor, found)
    found.version += 1
    found.save()
    event = events.AssessmentMoved(before=before, after=to)
    record(actor, event, object_id=found.pk, place_id=found.place_id, marking=found.marking)
    return found


def _ready(found: Assessment, to: str) -> None:
    if to == states.JUDGING:
        missing = states.missing_before_judging(
            police=found.team.filter(is_police=True).exists(),
            absence=found.police_absence,
            scenarios=found.scenarios.count() if method_of(found).factors else 1,
            judges=found.team.filter(circle__in=JUDGING_CIRCLES).count(),
        )
        if missing:
            raise Refused(missing_sentence(missing), missing)
    if to == states.DISCUSSING and method_of(found).factors and not Judgement.objects.filter(assessment=found).exists():
        raise Refused(_("Nobody has judged yet. The round stays open: wait for at least one judgement."))


def missing_sentence(code: str) -> str:
    """What still keeps the judging from beginning, for a person."""
    return {
        "police": _("The local police are not in the team. Add them, or write in words why they do not take part."),
        "scenarios": _("There is no scenario yet. Choose at least one threat or everyday harm."),
        "judges": _("Nobody in the team is there to judge. Add at least one expert."),
    }[code]
