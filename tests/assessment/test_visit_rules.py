"""The rules of the visit: whatever the network, the clocks and the order do, everybody ends with the same and nothing is lost."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parvis.assessment.rules import visit
from parvis.assessment.rules.visit import ANSWER, Said, fold, receive, values
from parvis.content.schemas.questionnaire import Questionnaire
from tests.assessment.histories import faults, play

HISTORIES = 500
ANNA, BERND = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize("same_assessor", [True, False], ids=["two phones of one", "two people"])
def test_histories_end_with_everybody_the_same_and_nothing_lost(*, same_assessor: bool):
    found = [
        fault
        for seed in range(HISTORIES // 2)
        for fault in faults(play(seed, same_assessor=same_assessor), same_assessor=same_assessor)
    ]
    assert not found, "\n".join(found[:10])


def said(value: str, *replaces: Said, by: UUID = ANNA, device: str = "a", seq: int = 1, **more: Any) -> Said:
    return Said(
        uuid4(), by, device, seq, ANSWER, "lit", value=value, replaces=frozenset(r.id for r in replaces), **more
    )


def stands(*entries: Said) -> list[tuple[str, ...]]:
    return [values(rows) for rows in fold(entries).values()]


def test_a_later_answer_replaces_the_earlier_one_whatever_the_clock_says():
    first = said("yes", said_at=datetime(2027, 11, 1, tzinfo=UTC))
    second = said("no", first, seq=2, said_at=datetime(2025, 11, 1, tzinfo=UTC))
    assert stands(first, second) == stands(second, first) == [("no",)]


def test_two_phones_that_answered_apart_both_stand_until_their_owner_chooses():
    here, there = said("yes"), said("no", device="b")
    assert stands(here, there) == [("no", "yes")]
    chosen = said("no", here, there, seq=2)
    assert stands(here, there, chosen) == [("no",)]


def test_the_same_answer_from_two_phones_is_one_answer():
    assert stands(said("yes"), said("yes", device="b")) == [("yes",)]


def test_nobody_replaces_what_another_said():
    annas = said("yes")
    assert sorted(stands(annas, said("no", annas, by=BERND))) == [("no",), ("yes",)]


def test_an_answer_taken_back_leaves_nothing_standing():
    first = said("yes")
    assert stands(first, said("", first, seq=2)) == [()]


def test_entries_in_a_circle_are_all_shown():
    one, two = uuid4(), uuid4()
    circle = [
        Said(one, ANNA, "a", 1, ANSWER, "lit", value="yes", replaces=frozenset({two, one})),
        Said(two, ANNA, "a", 2, ANSWER, "lit", value="no", replaces=frozenset({one})),
    ]
    assert stands(*circle) == [("no", "yes")]


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_and_doubles_change_nothing(seed: int, random):
    entries = list(play(seed, same_assessor=True).said.values())
    mixed = [*entries, *entries]
    random.shuffle(mixed)
    assert fold(mixed) == fold(entries)


def test_an_id_never_gets_a_second_meaning():
    first = said("yes")
    other = Said(first.id, ANNA, "a", 1, ANSWER, "lit", value="no")
    receipt = receive({first.id: first}, [first, other])
    assert (receipt.fresh, receipt.safe, receipt.taken) == ((), (first.id,), (first.id,))
    assert receive({}, [first, other]).taken == (first.id,)


MORE: dict[str, dict[str, Any]] = {
    "lit": {},
    "grade": {"scale": "grade"},
    "repaired": {"when": [{"question": "lit", "answers": ["no"]}]},
}
FORM = Questionnaire.model_validate(
    {
        "sections": [{"code": "light", "label": {"en": "Light", "fr": "Lumière"}}],
        "scales": [
            {
                "code": "grade",
                "better": "high",
                "levels": [{"value": n, "label": {"en": str(n), "fr": str(n)}} for n in (1, 2, 3)],
            }
        ],
        "questions": [
            {"id": name, "section": "light", "text": {"en": name, "fr": name}, "why": {"en": "w", "fr": "w"}, **more}
            for name, more in MORE.items()
        ],
        "verdicts": [
            {"value": n, "from_share": n / 2, "label": {"en": "v", "fr": "v"}, "asks": {"en": "a", "fr": "a"}}
            for n in (0, 1)
        ],
    }
)


@pytest.mark.parametrize(
    ("question", "value", "code"),
    [
        ("lit", "yes", ""),
        ("lit", "not_observed", ""),
        ("lit", "", ""),
        ("lit", "2", "off_scale"),
        ("grade", "3", ""),
        ("grade", "4", "off_scale"),
        ("gone", "yes", "unknown_question"),
    ],
)
def test_what_the_method_cannot_read_is_named(question: str, value: str, code: str):
    entry = Said(uuid4(), ANNA, "a", 1, ANSWER, question, value=value)
    assert visit.unread(FORM, entry) == code
    assert visit.unread(None, entry) == "unknown_question"


def test_a_condition_is_asked_in_the_same_zone_first():
    gate, yard = uuid4(), uuid4()
    repaired = FORM.questions[2]
    given_ = {("lit", gate): ("yes",), ("lit", yard): ("no",)}
    assert not visit.asked(FORM, given_, repaired, gate)
    assert visit.asked(FORM, given_, repaired, yard)
    assert visit.asked(FORM, given_, repaired)
    assert not visit.asked(FORM, {}, repaired, gate)
    assert visit.asked(FORM, {}, FORM.questions[0])


def test_a_visit_closes_when_it_is_over_or_taken_back():
    now = datetime(2026, 11, 27, tzinfo=UTC)
    later = now + timedelta(hours=1)
    assert visit.closed(expires=later, revoked=None, now=now) == ""
    assert visit.closed(expires=now, revoked=None, now=now) == "expired"
    assert visit.closed(expires=later, revoked=now, now=now) == "revoked"
