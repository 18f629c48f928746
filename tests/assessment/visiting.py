"""A questionnaire with every kind of question, and entries as a phone makes them."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from parvis.assessment import actions
from parvis.assessment.models import Assessment, TeamMember
from parvis.assessment.rules.visit import ANSWER, Said
from parvis.content.actions import load
from parvis.content.schemas import MethodPack
from parvis.people.models import Account
from parvis.places.models import Place

URN = "urn:parvis:method:walk-test"


def both(text: str) -> dict[str, str]:
    return {"en": text, "fr": f"{text} (fr)"}


def walk(**more: Any) -> MethodPack:
    """Two sections, four questions: yes or no, graded, one that follows from another, and one for gates."""
    questions = [
        {"id": "lit", "section": "light", "text": both("Is it lit at night?"), "why": both("People choose lit ways.")},
        {"id": "repaired", "section": "light", "text": both("Is a fault reported?"), "why": both("Faults stay."),
         "when": [{"question": "lit", "answers": ["no"]}]},
        {"id": "exits", "section": "ways", "text": both("How wide are the ways out?"), "why": both("Crowds."),
         "scale": "grade", "measures": ["second-way-out"]},
        {"id": "gates", "section": "ways", "text": both("Does the gate close?"), "why": both("Vans."),
         "zones": ["access_point"]},
    ]  # fmt: skip
    levels = [{"value": n, "label": both(f"grade {n}"), "anchor": both(f"looks like {n}")} for n in (1, 2, 3)]
    return MethodPack.model_validate(
        {
            "urn": URN, "version": "1.0", "kind": "method", "languages": ["en", "fr"], "title": both("Walk"),
            "summary": both("A walk."), "source": [{"name": "Parvis", "mark": "own"}], "licence": "CC-BY-4.0",
            "minutes": 15, "steps": [{"code": "walk", "label": both("Walk"), "what": both("Walk"), "mark": "own"}],
            "questionnaire": {
                "scales": [{"code": "grade", "better": "high", "levels": levels}],
                "sections": [{"code": "light", "label": both("Light")}, {"code": "ways", "label": both("Ways out")}],
                "questions": questions,
                "verdicts": [
                    {"value": n, "from_share": n / 2, "label": both(f"v{n}"), "asks": both("a")} for n in (0, 1)
                ],
            },
            **more,
        }
    )  # fmt: skip


def opened(lead: Account, place: Place, *assessors: Account) -> Assessment:
    """An assessment by that method, with these people in its team."""
    load(None, walk())
    of = actions.open_assessment(lead, place, title="Walk in May", condition="market", method=URN)
    for assessor in assessors:
        actions.add_member(lead, of, account=assessor, circle=TeamMember.Circle.INVOLVED)
    return of


def said(by: Account, question: str = "lit", value: str = "yes", *replaces: Said, **more: Any) -> Said:
    facts: dict[str, Any] = {"device": "phone", "seq": 1, "kind": ANSWER, "said_at": timezone.now(), "id": uuid4()}
    kept = facts | more
    return Said(assessor=by.pk, question=question, value=value, replaces=frozenset(r.id for r in replaces), **kept)


def sent(entry: Said) -> dict[str, Any]:
    """The entry as the phone puts it on the wire."""
    return {
        "id": str(entry.id), "device": entry.device, "seq": entry.seq, "kind": entry.kind, "question": entry.question,
        "zone": str(entry.zone) if entry.zone else None, "value": entry.value, "note": entry.note,
        "replaces": [str(old) for old in entry.replaces],
        "said_at": entry.said_at.isoformat() if entry.said_at else None,
    }  # fmt: skip
