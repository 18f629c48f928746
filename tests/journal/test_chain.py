"""The journal: append-only, one event a verb, and a verifier that finds every change."""

import random
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from parvis.journal.actions import BrokenVerb, record, verb
from parvis.journal.chain import FIELDS, digest, verify
from parvis.journal.events import Event, catalogue
from parvis.journal.models import Entry, Head
from parvis.journal.queries import check
from parvis.people.events import AccountOpened, AccountSuspended
from parvis.people.models import Account
from parvis.places.actions import register_place


@pytest.fixture
def chain(city, coordinator):
    for n in range(6):
        register_place(coordinator, city, name=f"P{n}", category="square", geometry=box(n, 1, n + 0.001, 1.001))
    return list(Entry.objects.order_by("seq").values(*FIELDS, "hash"))


def test_the_chain_is_whole_and_ends_at_the_head(chain):
    verdict = check()
    assert verdict.whole
    assert verdict.entries == len(chain) == Head.objects.get().seq
    assert verdict.head == chain[-1]["hash"]


def test_every_change_is_found_and_the_first_bad_row_is_named(chain):
    chance = random.Random(1)
    for _ in range(1000):
        rows = [dict(row) for row in chain]
        at = chance.randrange(len(rows))
        kind = chance.choice(["byte", "delete", "swap"])
        if kind == "delete":
            del rows[at]
        elif kind == "swap":
            other = (at + 1) % len(rows)
            rows[at], rows[other] = rows[other], rows[at]
            at = min(at, other)
        else:
            field = chance.choice(["action", "previous", "hash"])
            text = rows[at][field]
            spot = chance.randrange(len(text))
            rows[at][field] = text[:spot] + chr(ord(text[spot]) ^ 1) + text[spot + 1 :]
        verdict = verify(rows, chain[-1]["hash"])
        assert not verdict.whole
        assert verdict.broken_at == at + 1


@pytest.mark.parametrize("write", [lambda: Entry.objects.update(action="x"), lambda: Entry.objects.all().delete()])
def test_the_database_itself_refuses_changes(chain, write):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        write()
    assert check().whole


def test_a_verb_without_its_event_writes_nothing(db, monkeypatch):
    monkeypatch.setattr("parvis.journal.actions.VERBS", {})  # these are no verbs of the house

    @verb(AccountOpened)
    def silent() -> None:
        Account.objects.create(email="x@x.test", name="x")

    @verb(AccountOpened)
    def mistaken() -> None:
        account = Account.objects.create(email="x@x.test", name="x")
        record(None, AccountSuspended(key=account.key))

    for defect in (silent, mistaken):
        with pytest.raises(BrokenVerb):
            defect()
    assert not Account.objects.exists()
    assert not Entry.objects.exists()


def test_every_event_has_a_room_and_a_name_of_its_own():
    kinds = [kind for kind in Event.__subclasses__() if kind.__module__.startswith("parvis.")]
    assert len({kind.NAME for kind in kinds}) == len(kinds)
    for kind in kinds:
        assert kind.NAME.split(".")[0] == kind.__module__.split(".")[1]
        assert kind.__module__.split(".")[2] == "events"
    assert set(catalogue())


@settings(max_examples=50)
@given(payload=st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=9) | st.none(), max_size=4))
def test_the_digest_depends_on_the_payload(payload):
    row = dict.fromkeys(FIELDS) | {"seq": 1, "at": datetime(2026, 1, 1, tzinfo=UTC), "action": "a", "previous": ""}
    assert digest(row | {"payload": payload}) != digest(row | {"payload": payload | {"more": 1}})
