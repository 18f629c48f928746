"""Visits and what comes back from them: once, whole, in nobody else's name, and never lost for a wrong reason."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from random import Random
from uuid import uuid4

import pytest
from django.utils import timezone

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.access.models import Grant
from parvis.assessment import actions, queries
from parvis.assessment.checks import steps
from parvis.assessment.models import Assessment, TeamMember, Visit, VisitEntry
from parvis.assessment.rules.visit import NOTE, PHOTO, Said
from parvis.content.actions import load
from parvis.files.models import File
from parvis.journal.models import Entry as Event
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.thread.queries import threads
from tests.assessment.visiting import said
from tests.files.conftest import jpeg

Join = Callable[..., Account]


def events(name: str) -> int:
    return Event.objects.filter(action=f"assessment.{name}").count()


def late(visit: Visit) -> Visit:
    Visit.objects.filter(pk=visit.pk).update(expires=timezone.now() - timedelta(minutes=1))
    return Visit.objects.get(pk=visit.pk)


def values(account: Account, of: Assessment) -> dict[str, list[tuple[str, ...]]]:
    return {question: [row.values for row in rows] for question, rows in queries.answers(account, of).items()}


def test_a_visit_is_issued_once_per_id_and_ends_within_72_hours(of: Assessment, anna: Account):
    once = uuid4()
    first = actions.issue_visit(anna, of, id=once)
    assert actions.issue_visit(anna, of, id=once) == first
    assert events("visit_issued") == 1
    assert timedelta(hours=23) < first.expires - timezone.now() <= timedelta(hours=24)
    for hours in (0, 73):
        with pytest.raises(Refused, match="72 hours"):
            actions.issue_visit(anna, of, hours=hours)


def test_only_who_sits_in_the_team_takes_a_visit_along(
    of: Assessment, stranger: Account, joining: Join, coordinator: Account
):
    with pytest.raises(NotVisible):
        actions.issue_visit(stranger, of)
    with pytest.raises(NotAllowed):
        actions.issue_visit(joining("reader"), of)
    with pytest.raises(NotAllowed, match="no seat"):
        actions.issue_visit(joining("planner"), of)
    actions.issue_visit(coordinator, of)  # the lead has a seat


def test_a_method_without_questions_has_no_visit(square: Place, coordinator: Account):
    judged = next(method for method in queries.methods() if method.factors)
    talk = judged.model_copy(update={"urn": "urn:parvis:method:talk", "questionnaire": None})
    load(None, talk)
    of = actions.open_assessment(coordinator, square, title="Talk", condition="market", method=talk.urn)
    with pytest.raises(Refused, match="no questionnaire"):
        actions.issue_visit(coordinator, of)


def test_a_batch_sent_twice_is_written_once(of: Assessment, visit: Visit, anna: Account):
    batch = [said(anna), said(anna, "exits", "3"), said(anna, kind=NOTE, value="", note="lamp 12")]
    first = actions.receive_entries(anna, visit, batch)
    assert actions.receive_entries(anna, visit, batch) == first
    assert set(first.safe) == {entry.id for entry in batch}
    assert (VisitEntry.objects.count(), events("entries_received")) == (3, 1)
    assert values(anna, of) == {"lit": [("yes",)], "exits": [("3",)]}
    row = queries.answers(anna, of)["lit"][0]
    assert [note.note for note in row.notes] == ["lamp 12"]
    assert row.last is not None
    assert row.last.received >= visit.issued


def test_an_id_that_means_something_else_is_not_overwritten(
    of: Assessment, visit: Visit, anna: Account, bernd: Account
):
    mine = said(anna)
    actions.receive_entries(anna, visit, [mine])
    other = said(anna, value="no", id=mine.id)
    assert actions.receive_entries(anna, visit, [other]).taken == (mine.id,)
    bernds = actions.issue_visit(bernd, of)
    assert actions.receive_entries(bernd, bernds, [said(bernd, value="no", id=mine.id)]).taken == (mine.id,)
    assert VisitEntry.objects.get().value == "yes"


def test_nobody_sends_in_anothers_name(visit: Visit, anna: Account, bernd: Account, coordinator: Account):
    with pytest.raises(NotVisible):
        actions.receive_entries(bernd, visit, [said(bernd)])
    with pytest.raises(NotVisible):
        actions.receive_entries(anna, visit, [said(bernd)])
    with pytest.raises(NotVisible):
        actions.return_visit(coordinator, visit)
    assert VisitEntry.objects.count() == 0


def test_two_people_stand_beside_each_other(of: Assessment, visit: Visit, anna: Account, bernd: Account):
    annas = said(anna)
    actions.receive_entries(anna, visit, [annas])
    actions.receive_entries(bernd, actions.issue_visit(bernd, of), [said(bernd, "lit", "no", annas)])
    assert values(anna, of) == {"lit": [("yes",), ("no",)]}
    assert [entry.pk for entry in queries.own_entries(anna, of)] == [annas.id]


def test_two_phones_of_one_person_leave_a_choice(of: Assessment, visit: Visit, anna: Account):
    here, there = said(anna), said(anna, value="no", device="tablet")
    actions.receive_entries(anna, visit, [here, there])
    row = queries.answers(anna, of)["lit"][0]
    assert (row.torn, row.values) == (True, ("no", "yes"))
    actions.answer_here(anna, of, [said(anna, "lit", "no", here, there, device="desk")])
    assert values(anna, of) == {"lit": [("no",)]}


def test_what_the_method_does_not_know_is_kept_and_named(of: Assessment, visit: Visit, anna: Account):
    actions.receive_entries(anna, visit, [said(anna, "gone"), said(anna, "exits", "9")])
    found = queries.answers(anna, of)
    assert {question: rows[0].unread for question, rows in found.items()} == {
        "gone": "unknown_question",
        "exits": "off_scale",
    }
    assert [rows[0].values for rows in found.values()] == [(), ()]
    assert Event.objects.get(action="assessment.entries_received").payload["unread"] == 2


def test_a_visit_whose_time_is_over_is_refused_until_the_lead_extends_it(
    of: Assessment, visit: Visit, anna: Account, coordinator: Account
):
    old = late(visit)
    with pytest.raises(Refused, match="ask the lead") as refused:
        actions.receive_entries(anna, old, [said(anna)])
    assert refused.value.field == "expired"
    with pytest.raises(NotAllowed):
        actions.extend_visit(anna, old)
    again = actions.extend_visit(coordinator, old, hours=2)
    actions.receive_entries(anna, again, [said(anna)])
    assert values(anna, of) == {"lit": [("yes",)]}


def test_a_visit_taken_back_sends_nothing_more(visit: Visit, anna: Account, bernd: Account, coordinator: Account):
    with pytest.raises(NotAllowed):
        actions.revoke_visit(bernd, visit, why="no")
    with pytest.raises(Refused, match="in a few words"):
        actions.revoke_visit(coordinator, visit, why=" ")
    gone = actions.revoke_visit(coordinator, visit, why="The phone was lost.")
    with pytest.raises(Refused, match="The phone was lost") as refused:
        actions.receive_entries(anna, gone, [said(anna)])
    assert refused.value.field == "revoked"
    with pytest.raises(Refused, match="already"):
        actions.revoke_visit(coordinator, gone, why="again")
    with pytest.raises(Refused, match="taken back"):
        actions.extend_visit(coordinator, gone)


def test_their_own_visit_anybody_takes_back(visit: Visit, anna: Account):
    actions.revoke_visit(anna, visit, why="lost it")
    assert events("visit_revoked") == 1


def test_who_lost_the_seat_or_the_access_sends_nothing(
    of: Assessment, visit: Visit, anna: Account, coordinator: Account
):
    actions.remove_member(coordinator, TeamMember.objects.get(assessment=of, account=anna))
    with pytest.raises(NotAllowed, match="no seat"):
        actions.receive_entries(Account.objects.get(pk=anna.pk), visit, [said(anna)])
    Grant.objects.create(
        place_id=of.place_id, account=anna, effect="deny", purpose="left", by=coordinator,
        until=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    with pytest.raises(NotVisible):
        queries.visit(Account.objects.get(pk=anna.pk), visit.pk)
    assert VisitEntry.objects.count() == 0


def test_a_photo_is_kept_with_its_entry_and_sent_twice_kept_once(of: Assessment, visit: Visit, anna: Account):
    data = jpeg()
    entry = said(anna, kind=PHOTO, value=sha256(data).hexdigest(), note="north gate")
    kept = actions.receive_photo(anna, visit, entry, data)
    assert actions.receive_photo(anna, visit, entry, data) == kept
    assert (kept.pk, kept.about, kept.sent_sha256, kept.caption) == (entry.id, entry.id, entry.value, "north gate")
    assert [list(row.photos) for row in queries.answers(anna, of)["lit"]] == [[kept]]
    assert (File.objects.count(), VisitEntry.objects.count(), events("entries_received")) == (1, 1, 1)


def test_an_interruption_between_photo_and_entry_is_completed(
    of: Assessment, visit: Visit, anna: Account, monkeypatch: pytest.MonkeyPatch
):
    data = jpeg()
    entry = said(anna, kind=PHOTO, value=sha256(data).hexdigest())
    with monkeypatch.context() as broken:
        broken.setattr("parvis.assessment.actions.receiving.receive_entries", interrupted)
        with pytest.raises(KeyboardInterrupt):
            actions.receive_photo(anna, visit, entry, data)
    assert (File.objects.count(), VisitEntry.objects.count()) == (1, 0)
    actions.receive_photo(anna, visit, entry, data)
    assert (File.objects.count(), VisitEntry.objects.count()) == (1, 1)


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"", jpeg()[:100]])
def test_a_photo_that_is_none_leaves_no_entry(visit: Visit, anna: Account, data: bytes):
    entry = said(anna, kind=PHOTO, value=sha256(data).hexdigest())
    with pytest.raises(Refused, match="Nothing was kept"):
        actions.receive_photo(anna, visit, entry, data)
    assert VisitEntry.objects.count() == File.objects.count() == 0


def test_a_photo_that_arrives_changed_is_not_kept(visit: Visit, anna: Account):
    with pytest.raises(Refused, match="did not arrive whole"):
        actions.receive_photo(anna, visit, said(anna, kind=PHOTO, value="0" * 64), jpeg())
    assert File.objects.count() == 0


def test_a_photo_says_its_day_unless_the_clock_is_plainly_wrong(visit: Visit, anna: Account):
    Visit.objects.filter(pk=visit.pk).update(issued=timezone.now() - timedelta(days=2))
    older = Visit.objects.get(pk=visit.pk)
    for n, (when, day) in enumerate(
        [
            (timezone.now() - timedelta(days=1), timezone.localdate() - timedelta(days=1)),
            (timezone.now() - timedelta(days=365), timezone.localdate()),
            (timezone.now() + timedelta(days=365), timezone.localdate()),
        ]
    ):
        data = jpeg((20 + n, 20))
        entry = said(anna, kind=PHOTO, value=sha256(data).hexdigest(), said_at=when)
        assert actions.receive_photo(anna, older, entry, data).taken_on == day


def test_a_visit_that_has_not_come_back_is_said_to_the_lead(
    of: Assessment, visit: Visit, anna: Account, coordinator: Account, square: Place
):
    def texts(account: Account) -> list[str]:
        return [step.text for step in steps(account, square, threads(account, [square])[square.pk])]

    assert not [text for text in texts(coordinator) if "come back" in text]
    late(visit)
    assert [text for text in texts(coordinator) if "1 visit has not come back" in text]
    assert not [text for text in texts(anna) if "come back" in text]
    assert [trip.state for trip in queries.visits(anna, of)] == ["expired"]
    again = actions.extend_visit(coordinator, visit)
    assert [trip.state for trip in queries.visits(anna, of)] == ["open"]
    actions.return_visit(anna, again)
    actions.return_visit(anna, Visit.objects.get(pk=again.pk))
    assert events("visit_returned") == 1
    late(visit)
    assert not [text for text in texts(coordinator) if "come back" in text]
    assert [trip.state for trip in queries.visits(anna, of)] == ["returned"]


def test_a_closed_assessment_takes_nothing(of: Assessment, visit: Visit, anna: Account):
    Assessment.objects.filter(pk=of.pk).update(state="closed")
    with pytest.raises(Refused, match="closed") as refused:
        actions.receive_entries(anna, Visit.objects.get(pk=visit.pk), [said(anna)])
    assert refused.value.field == "closed"


@pytest.mark.parametrize("seed", range(12))
def test_the_database_ends_as_the_rules_say(of: Assessment, visit: Visit, anna: Account, seed: int):
    """Batches that overlap, doubled and in any order: what stands equals the fold of everything that was said."""
    random = Random(seed)
    everything: list[Said] = []
    last: dict[str, Said] = {}
    for n in range(12):
        question, value = random.choice(("lit", "exits", "gates")), random.choice(("yes", "no", "not_observed"))
        before = [last[question]] if question in last and random.random() < 0.8 else []
        entry = said(anna, question, value, *before, seq=n, kind=random.choice(("answer", "answer", NOTE)))
        last[question] = entry
        everything.append(entry)
    waiting: list[Said] = list(everything)
    random.shuffle(waiting)
    while waiting:
        batch = random.sample(everything, 3) + waiting[:2]
        receipt = actions.receive_entries(anna, visit, batch)
        waiting = [entry for entry in waiting if entry.id not in receipt.safe]
    assert {queries.said_of(row) for row in VisitEntry.objects.all()} == set(everything)
    assert VisitEntry.objects.count() == len(everything)
