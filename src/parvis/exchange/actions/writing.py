"""Writing a practice sheet: the first draft from the thread, then by hand."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.models import Marking
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.content.queries import measures, terms
from parvis.exchange import events
from parvis.exchange.models import Practice
from parvis.exchange.queries import tell
from parvis.exchange.rules.draft import BANDS, draft
from parvis.exchange.rules.sheet import MAX_WORDS, PARTS
from parvis.journal.actions import record, verb
from parvis.journal.events import Event
from parvis.people.models import Account
from parvis.places.models import Place

FIELDS = ("evidence", "space_types", "threat_types", "measures", "cost_band", "would_do_again")


def note(actor: Account, practice: Practice, event: Event) -> None:
    record(actor, event, object_id=practice.pk, place_id=practice.place_id, marking=practice.marking)


def locked(actor: Account, practice: Practice, version: int) -> Practice:
    """The sheet as it is now, for whoever may share it. Conflict when somebody saved in between."""
    require(actor, Can.SHARE, practice)
    held = visible_to(actor, Practice, Can.SHARE).select_for_update().get(pk=practice.pk)
    if held.version != version:
        raise Conflict
    return held


@verb(events.PracticeDrafted)
def draft_from_thread(actor: Account, place: Place, **more: Any) -> Practice:
    """A first draft from the facts of a thread, in the writer's language. `more` may hold id."""
    require(actor, Can.SHARE, place)
    told = tell(actor, place)
    if not told.measures:
        raise Refused(
            _(
                "There is nothing to tell yet: no measure was decided here. Nothing was drafted: compare options and decide first."
            )
        )
    language, texts = (get_language() or "en").split("-")[0], draft(told)
    practice = Practice.objects.create(
        place=place,
        author=actor,
        language=language,
        title=texts["title"][:200],
        texts={language: texts},
        space_types=[told.category[0]],
        threat_types=list(told.threats),
        measures=list(told.measures),
        cost_band=told.cost_band,
        **more,
    )
    note(actor, practice, events.PracticeDrafted(threat_types=practice.threat_types, measures=practice.measures))
    return practice


@verb(events.PracticeChanged)
def change_practice(
    actor: Account, practice: Practice, *, version: int, language: str, texts: Mapping[str, str], **facts: Any
) -> Practice:
    """Rewrite one language of a sheet. What was checked or shared is a draft again, and closed again."""
    held = locked(actor, practice, version)
    words = {part: texts.get(part, "").replace("\r\n", "\n").strip() for part in ("title", *PARTS)}
    _check(held, language, words, facts)
    changed = [f"{language}.{part}" for part in words if held.texts.get(language, {}).get(part, "") != words[part]]
    held.texts = held.texts | {language: words}
    if not any(words.values()):
        del held.texts[language]  # only a further language can be empty: the first one has a title
    held.title = held.main["title"]
    for name in FIELDS:
        if name in facts and getattr(held, name) != facts[name]:
            setattr(held, name, facts[name])
            changed.append(name)
    if held.state == Practice.State.SHARED:
        held.edition += 1  # the edition that left stays what it was
    held.state, held.marking = Practice.State.DRAFT, Marking.AMBER_STRICT
    held.decided_by, held.decided, held.decision_reason = None, None, ""
    held.version += 1
    held.save()
    note(actor, held, events.PracticeChanged(fields=changed, edition=held.edition))
    return held


def _check(held: Practice, language: str, words: Mapping[str, str], facts: Mapping[str, Any]) -> None:
    if set(facts) - set(FIELDS):
        raise TypeError(f"not part of a sheet: {sorted(set(facts) - set(FIELDS))}")
    if language == held.language and not words["title"]:
        raise Refused(_("A sheet needs a title. Nothing was saved."), "title")
    if len(words["title"]) > 200:  # noqa: PLR2004  # the width of the column
        raise Refused(_("The title is longer than 200 characters. Nothing was saved."), "title")
    too_long = next((part for part in PARTS if len(words[part]) > MAX_WORDS), "")
    if too_long:
        raise Refused(
            _("This part is longer than 6000 characters. Nothing was saved: the best of it is enough."), too_long
        )
    unknown = {
        "space_types": set(facts.get("space_types", ())) - set(terms("categories")) - set(held.space_types),
        "measures": set(facts.get("measures", ())) - set(measures()) - set(held.measures),
        "cost_band": {facts.get("cost_band", "unknown")} - {*BANDS, "unknown"},
        "evidence": {facts.get("evidence", 0)} - set(range(6)),
    }
    for name, codes in unknown.items():
        if codes:
            raise Refused(_("This is not in the lists of the installation. Nothing was saved."), name)
