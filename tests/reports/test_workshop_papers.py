"""Papers of the workshop: agendas come from the packs, hours and room from the workshop that was planned."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import yaml
from django.utils import timezone
from pypdf import PdfReader
from tests.assessment.conftest import market, officer
from tests.reports.test_assessment_documents import text_of

from parvis.assessment import actions
from parvis.content.actions import load
from parvis.content.load import content_folder, parse_pack
from parvis.reports.actions import write_assessment

__all__ = ["market", "officer"]
PACK = content_folder() / "workshops" / "reference.yaml"


def paper(market: Any, what: str = "agenda") -> str:
    return text_of(write_assessment(market.lead, market.of, what, "pdf"))


def planned(market: Any, agenda: str, **more: Any) -> Any:
    facts: dict[str, Any] = {"title": "Round the table", "where": "Room of the wedding hall"}
    facts |= {"starts": datetime(2026, 12, 3, 12, 30, tzinfo=UTC)} | more
    return actions.plan_workshop(market.lead, market.of, agenda=agenda, **facts)


def test_before_a_workshop_is_planned_every_agenda_of_the_pack_stands_in_the_paper(market):
    told = paper(market)
    for agenda in yaml.safe_load(PACK.read_text(encoding="utf-8"))["agendas"]:
        assert agenda["label"]["en"] in told
        for item in agenda["items"]:
            assert item["label"]["en"] in told
    assert "09:00 - 09:10" in told
    assert "own proposal of Parvis" in told


def test_a_citys_own_agenda_takes_the_place_of_ours(market, administrator):
    own = yaml.safe_load(PACK.read_text(encoding="utf-8")) | {"version": "2.0"}
    own["agendas"] = [
        {
            "code": "evening", "mark": "own", "label": {"en": "One evening", "fr": "Une soirée"},
            "items": [{"code": "soup", "day": 1, "minutes": 45, "label": {"en": "Soup", "fr": "Soupe"}, "what": {"en": "Hot.", "fr": "Chaude."}}],
        }
    ]  # fmt: skip
    load(administrator, parse_pack(yaml.safe_dump(own, allow_unicode=True)))
    told = paper(market)
    assert "One evening" in told
    assert "09:00 - 09:45" in told
    assert "Mandate" not in told


def test_a_planned_workshop_gives_its_hours_room_and_agenda(market):
    planned(market, "two_days")
    told = paper(market)
    assert "Room of the wedding hall" in told
    assert "13:30 - 14:00" in told  # of Paris, half an hour for the mandate
    assert "Day 2" in told
    assert "90 minutes" not in told
    assert "To fill in" not in told


@pytest.mark.parametrize("what", ["invitation", "attendance"])
def test_letter_and_list_carry_the_hour_and_room_of_the_next_workshop(market, what):
    assert "Room: ____" in paper(market, what)
    first = planned(market, "ninety_minutes", where="Cellar", starts=timezone.now() - timedelta(hours=2))
    planned(market, "ninety_minutes", where="Attic", starts=datetime(2026, 12, 9, 9, tzinfo=UTC))
    assert "Room: Cellar" in paper(market, what)
    actions.note_attendance(market.lead, first, members=[], others=["Fire brigade"])
    actions.close_minutes(market.lead, first)
    assert "Room: Attic" in paper(market, what)


def test_each_workshop_begins_a_page(market):
    planned(market, "ninety_minutes")
    planned(market, "ninety_minutes", title="Once more", starts=datetime(2026, 12, 9, 9, tzinfo=UTC))
    pages = PdfReader(io.BytesIO(write_assessment(market.lead, market.of, "agenda", "pdf"))).pages
    assert ["Once more" in page.extract_text() for page in pages] == [False, True]
