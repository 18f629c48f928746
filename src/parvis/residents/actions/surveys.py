"""Preparing a survey of a place, opening and closing it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from parvis.access.errors import Conflict, Refused
from parvis.access.queries import require, visible_to
from parvis.access.roles import Can
from parvis.content.queries import current
from parvis.content.schemas import IndicatorsPack
from parvis.journal.actions import record, verb
from parvis.journal.events import Event
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.residents import events
from parvis.residents.models import Survey
from parvis.residents.queries import published

EDITABLE = ("title", "public_name", "opens", "closes", "marking")
LONGEST_DAYS = 366


def _note(actor: Account, survey: Survey, event: Event) -> None:
    record(actor, event, object_id=survey.pk, place_id=survey.place_id, marking=survey.marking)


def _check(facts: dict[str, Any]) -> None:
    for name in ("title", "public_name"):
        if name in facts:
            facts[name] = facts[name].strip()
            if not facts[name]:
                raise Refused(_("This cannot be left empty. Nothing was saved."), name)
    if not 0 <= (facts["closes"] - facts["opens"]).days <= LONGEST_DAYS:
        raise Refused(
            _("A survey closes on or after the day it opens, and within a year. Nothing was saved."), "closes"
        )


@verb(events.SurveyPrepared)
def prepare_survey(
    actor: Account,
    place: Place,
    *,
    title: str,
    opens: date,
    closes: date,
    public_name: str = "",
    pack: str = "",
    **more: Any,
) -> Survey:
    """Write a survey of a place, not open yet. `pack` is the urn of the questions; `more` may hold id and marking."""
    require(actor, Can.SURVEY, place)
    facts = {"title": title, "public_name": public_name or place.name, "opens": opens, "closes": closes}
    _check(facts)
    known = {found.urn: found for found in current(IndicatorsPack)}
    questions = known.get(pack) if pack else next(iter(known.values()), None)
    if questions is None:
        raise Refused(_("These questions are not in use in this installation. Choose others."), "pack")
    survey = Survey.objects.create(
        place=place, author=actor, pack_urn=questions.urn, pack_version=questions.version, **facts, **more
    )
    _note(actor, survey, events.SurveyPrepared(urn=questions.urn, version=questions.version))
    return survey


def _locked(actor: Account, survey: Survey) -> Survey:
    require(actor, Can.SURVEY, survey)
    return visible_to(actor, Survey, Can.SURVEY).select_for_update().get(pk=survey.pk)


@verb(events.SurveyChanged)
def change_survey(actor: Account, survey: Survey, *, version: int, **facts: Any) -> Survey:
    """Change the title, the public name, the days or the marking; the questions stay. Conflict for a stale version."""
    held = _locked(actor, survey)
    if held.version != version:
        raise Conflict
    if set(facts) - set(EDITABLE):
        raise TypeError(f"not part of a survey's form: {sorted(set(facts) - set(EDITABLE))}")
    if held.state == Survey.State.CLOSED:
        raise Refused(_("This survey is closed. Nothing was changed: write a new one."))
    facts = {"opens": held.opens, "closes": held.closes} | facts
    _check(facts)
    changed = [name for name, value in facts.items() if getattr(held, name) != value]
    for name in changed:
        setattr(held, name, facts[name])
    held.version += 1
    held.save()
    _note(actor, held, events.SurveyChanged(fields=changed))
    return held


@verb(events.SurveyOpened)
def open_survey(actor: Account, survey: Survey) -> Survey:
    """From its first day on, whoever has the link may answer."""
    held = _locked(actor, survey)
    if held.state != Survey.State.DRAFT:
        raise Refused(_("This survey was opened before. Nothing was changed."))
    held.state = Survey.State.OPEN
    held.version += 1
    held.save()
    _note(actor, held, events.SurveyOpened())
    return held


@verb(events.SurveyClosed)
def close_survey(actor: Account, survey: Survey) -> Survey:
    """Take no more answers. What is published stays as it is."""
    held = _locked(actor, survey)
    if held.state != Survey.State.OPEN:
        raise Refused(_("Only an open survey can be closed. Nothing was changed."))
    held.state = Survey.State.CLOSED
    held.version += 1
    held.save()
    _note(actor, held, events.SurveyClosed(answers=held.responses.count(), published=published(held)))
    return held
