"""A practice sheet for other cities, checked and shared by decision; and one that came from a neighbour."""

import tempfile
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from parvis.access.models import Marking
from parvis.cli.valombre.people import People
from parvis.exchange.actions import (
    change_practice,
    check_practice,
    draft_from_thread,
    pin_peer,
    receive,
    share_practice,
)
from parvis.exchange.models import Practice
from parvis.exchange.queries import findings_of
from parvis.exchange.rules import keys
from parvis.exchange.rules.envelope import seal
from parvis.exchange.rules.package import pack
from parvis.exchange.rules.sheet import Sheet
from parvis.places.models import Place

LANGUAGES = ("en", "fr")


def share(people: People, place: Place, told: dict[str, Any]) -> Practice:
    """Draft from the thread, rewrite by hand, check what it gives away, and decide to share it."""
    lead = people.coordinator
    sheet = draft_from_thread(lead, place)
    facts = {"evidence": told["evidence"], "would_do_again": told["would_do_again"]}
    for language in LANGUAGES:
        sheet = change_practice(lead, sheet, version=sheet.version, language=language, texts=told[language], **facts)
    reasons = {finding.key: told["reason_for_findings"] for finding in findings_of(sheet)}
    sheet = check_practice(lead, sheet, version=sheet.version, reasons=reasons)
    return share_practice(lead, sheet, version=sheet.version, marking=Marking.GREEN, reason=told["reason"])


def take_in(people: People, told: dict[str, Any]) -> None:
    """A signed sheet of the neighbouring town, whose key was compared and pinned."""
    language = get_language() or LANGUAGES[0]
    sheet = Sheet(language=language, texts={language: told["texts"]}, **{name: told[name] for name in (
        "evidence", "space_types", "threat_types", "measures", "cost_band", "would_do_again",
    )})  # fmt: skip
    body = pack(
        sheet, urn=told["urn"], edition=1, issuer=told["issuer"], issued=timezone.localdate(),
        marking=Marking.GREEN.label, recipients=Marking.GREEN.label,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        key = keys.key_in(Path(folder))
        public = keys.written(key)
        pin_peer(people.coordinator, name=told["issuer"], public_key=public, compared_by=told["compared_by"])
        receive(people.coordinator, seal(key, body))
