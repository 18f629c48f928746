"""From an extract to candidates, and from a candidate to the register.

Importing the same or a newer extract again duplicates nothing: a candidate is recognised by its OpenStreetMap id, a
registered place also by its ground and name, and what changed is kept beside the candidate.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from shapely.geometry import shape

from parvis.access.errors import Refused
from parvis.access.queries import require, require_member
from parvis.access.roles import Can
from parvis.engines.terrain import Description
from parvis.journal.actions import record, verb
from parvis.people.models import Account, Organisation
from parvis.places import events, rules
from parvis.places.actions.register import register_place
from parvis.places.models import Candidate, ImportRun, Place

SILENT_AFTER = timedelta(minutes=2)
#: What a newer extract says anew of a candidate.
FOLDED = (
    "osm_id",
    "members",
    "name",
    "described",
    "category",
    "area_m2",
    "reasons",
    "geometry",
    "run",
    "west",
    "south",
    "east",
    "north",
)


@verb(events.ImportAsked)
def ask_import(
    actor: Account, owner: Organisation, *, file_name: str, sha256: str, pk: uuid.UUID | None = None
) -> ImportRun:
    """Ask for an extract to be read into the candidates of `owner`. The reading itself is a background task."""
    require_member(actor, Can.IMPORT, owner.pk)
    if ImportRun.objects.filter(owner=owner, state__in=["waiting", "running"]).exists():
        raise Refused(
            _("Another extract is being read. Wait until it is done, or cancel it, then send this one again.")
        )
    run = ImportRun.objects.create(
        id=pk or uuid.uuid4(), owner=owner, by=actor, file_name=file_name[:255], sha256=sha256
    )
    record(actor, events.ImportAsked(sha256=sha256), object_id=run.pk)
    return run


@verb(events.ImportCancelAsked)
def ask_cancel(actor: Account, run: ImportRun) -> None:
    """Ask the reader to stop. What the register held before stays as it was."""
    require_member(actor, Can.IMPORT, run.owner_id)
    if run.over:
        raise Refused(_("This import has ended already. Nothing was changed."))
    ImportRun.objects.filter(pk=run.pk).update(cancel_asked=True)
    record(actor, events.ImportCancelAsked(), object_id=run.pk)


@verb(events.ImportEnded)
def end_import(run: ImportRun, state: str, problem: str = "") -> None:
    """Close a run that failed or was cancelled: the candidates stay as they were."""
    run.state, run.problem, run.ended = state, problem, timezone.now()
    run.save(update_fields=["state", "problem", "ended"])
    record(run.by, events.ImportEnded(state=state, problem=problem, counts={}), object_id=run.pk)


@verb(events.ImportEnded)
def keep_screening(run: ImportRun, screening: dict[str, Any]) -> ImportRun:
    """Fold the result of a reading into the candidates, all or nothing, and close the run."""
    known = list(Candidate.objects.filter(owner=run.owner_id).order_by("osm_id"))
    # A place drawn as several objects may be led by another of them next time: every one of them finds it.
    finder = {name: candidate for candidate in known for name in (*candidate.members, candidate.osm_id)}
    places = list(Place.objects.filter(owner=run.owner_id))
    fresh: list[Candidate] = []
    kept: dict[Any, Candidate] = {}
    for feature in screening["features"]:
        found = _candidate(run, feature)
        names = (found.osm_id, *found.members)
        before = next((finder[name] for name in names if name in finder and finder[name].pk not in kept), None)
        if before:
            kept[before.pk] = _folded(before, found)
        else:
            _recognise(found, places)
            fresh.append(found)
    for left in known:
        if left.pk not in kept and _covers(screening["parvis:bounds"], left):
            left.change, left.changes, left.run = Candidate.Change.GONE, [], run
            kept[left.pk] = left
    Candidate.objects.bulk_create(fresh, batch_size=500)
    Candidate.objects.bulk_update(kept.values(), [*FOLDED, "change", "changes"], batch_size=200)
    run.state, run.progress, run.ended = ImportRun.State.DONE, 1.0, timezone.now()
    run.counts = _counted([*fresh, *kept.values()])
    run.bounds = screening["parvis:bounds"]
    run.data_date = parse_datetime(screening.get("parvis:data_date") or "")
    run.save()
    record(run.by, events.ImportEnded(state="done", problem="", counts=run.counts), object_id=run.pk)
    return run


def _covers(bounds: list[float], left: Candidate) -> bool:
    """Only what the new extract covers can be missing from it: a neighbouring extract says nothing of the rest."""
    west, south, east, north = bounds
    return west <= left.west and left.east <= east and south <= left.south and left.north <= north


def _counted(seen: list[Candidate]) -> dict[str, int]:
    counts = {change: sum(row.change == change for row in seen) for change in ("new", "same", "changed", "gone")}
    there = [row for row in seen if row.change != Candidate.Change.GONE]
    return counts | {"in_register": sum(row.state == Candidate.State.TAKEN for row in there)}


def _candidate(run: ImportRun, feature: dict[str, Any]) -> Candidate:
    facts = feature["properties"]
    candidate = Candidate(
        owner_id=run.owner_id,
        run=run,
        osm_id=facts["osm_id"],
        members=facts["members"],
        name=facts["name"][:200],
        described=facts["described"],
        category=rules.register_word(facts["category"], facts["kind"]),
        area_m2=facts["area_m2"],
        reasons=facts["reason_codes"],
        geometry=shape(feature["geometry"]),
    )
    candidate.fit_box()
    return candidate


def _folded(before: Candidate, found: Candidate) -> Candidate:
    """The known candidate with what the newer extract says, and what that changed."""
    changes = [name for name in ("name", "category", "reasons") if getattr(before, name) != getattr(found, name)]
    if not before.geometry.equals_exact(found.geometry, 1e-7):
        changes.append("shape")
    for name in FOLDED:
        setattr(before, name, getattr(found, name))
    before.change = Candidate.Change.CHANGED if changes else Candidate.Change.SAME
    before.changes = changes
    return before


def _recognise(found: Candidate, places: list[Place]) -> None:
    """A new candidate on the ground of a registered place (drawn by hand, say) is that place, not a second one."""
    for place in places:
        apart = (
            place.east < found.west or found.east < place.west or place.north < found.south or found.north < place.south
        )
        if not apart and rules.same_place(found.geometry, found.name, place.geometry, place.name):
            found.place, found.state = place, Candidate.State.TAKEN
            return


def reap_imports() -> int:
    """Close runs whose worker died, so that nobody waits for them. Returns how many."""
    silent = ImportRun.objects.filter(state=ImportRun.State.RUNNING, beat__lt=timezone.now() - SILENT_AFTER)
    runs = list(silent)
    for run in runs:
        end_import(run, ImportRun.State.FAILED, "worker_died")
    return len(runs)


def title(candidate: Candidate) -> str:
    """The name of a candidate; where the map has none, a description in the reader's language."""
    return Description(**candidate.described).words(_) if candidate.described else candidate.name


def take_candidate(actor: Account, candidate: Candidate, **facts: Any) -> Place:
    """Take a candidate on to the register. A second press returns the place that the first one made."""
    require(actor, Can.EDIT_PLACES, candidate)
    if candidate.place:
        return candidate.place
    ground = rules.ground_of(candidate.geometry)
    chosen: dict[str, Any] = {"name": title(candidate), "category": candidate.category, "geometry": ground} | facts
    with transaction.atomic():
        place = register_place(actor, candidate.owner, osm_id=candidate.osm_id, **chosen)
        Candidate.objects.filter(pk=candidate.pk).update(state=Candidate.State.TAKEN, place=place)
    return place


@verb(events.CandidateDismissed)
def dismiss_candidate(actor: Account, candidate: Candidate) -> None:
    """Leave a candidate out of the register. Later imports do not bring it back."""
    require(actor, Can.EDIT_PLACES, candidate)
    Candidate.objects.filter(pk=candidate.pk).update(state=Candidate.State.DISMISSED)
    record(actor, events.CandidateDismissed(osm_id=candidate.osm_id), object_id=candidate.pk)
