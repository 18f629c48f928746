"""The invented town: drawn the same every time, and good enough to teach from."""

import hashlib
import html
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from django.utils import timezone, translation

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.assessment.models import Assessment, ExistingMeasure, Judgement, Vulnerability
from parvis.assessment.queries import (
    answers,
    evidence,
    like_places,
    measures,
    over_time,
    proportion,
    visits,
    workshops,
)
from parvis.cli.valombre import build_town
from parvis.cli.valombre.build import WAITING
from parvis.cli.valombre.people import ACCOUNTS
from parvis.cli.valombre.stories.ground import Ground
from parvis.cli.valombre.town import write_extract
from parvis.content.load import content_folder
from parvis.engines import terrain
from parvis.exercises.models import Exercise, Lesson
from parvis.exercises.queries import reopened_tasks, result
from parvis.files.models import File
from parvis.journal.queries import check
from parvis.people.models import Account
from parvis.places.models import CalendarEvent, Candidate, Entrance, Place, Zone
from parvis.plans.models import Action
from parvis.reports.actions import release_extract
from parvis.reports.assessment.release import extract_of
from parvis.residents.models import Survey
from parvis.solutions.models import Call, Comparison, Decision, Requirement
from parvis.solutions.queries import measured
from parvis.solutions.queries.calls import flaws, opened_answers, openings
from parvis.thread.queries import findings, ribbons

pytestmark = pytest.mark.django_db
DEMO = content_folder() / "demo"


@pytest.fixture(scope="module")
def town(django_db_setup: None, django_db_blocker: Any) -> Iterator[Account]:
    """The whole demonstration, built once for this file and taken back at its end."""
    with django_db_blocker.unblock(), transaction.atomic():
        build_town(lambda _step, _done: None)
        yield Account.objects.get(email="coordinator@valombre.example")
        transaction.set_rollback(True)


def ribbon(account: Account, name: str) -> dict[str, str]:
    place = Place.objects.get(name=name)
    return {link.key: link.state for link in ribbons(account, [place])[place.pk]}


def test_the_same_seed_draws_the_same_town_and_another_seed_another(tmp_path):
    for name, seed in (("one", 1862), ("two", 1862), ("other", 7)):
        write_extract(tmp_path / f"{name}.osm.pbf", seed)
    one, two, other = (
        hashlib.sha256((tmp_path / f"{name}.osm.pbf").read_bytes()).digest() for name in ("one", "two", "other")
    )
    assert one == two != other


def test_screening_finds_enough_and_all_of_it_lies_far_from_land(tmp_path):
    write_extract(tmp_path / "v.osm.pbf")
    found = terrain.screen(tmp_path / "v.osm.pbf")
    assert len(found.candidates) >= 33
    assert {candidate.name for candidate in found.candidates} >= {
        "Place des Halles",
        *WAITING - {"Piscine de l'Octroi"},
    }
    west, south, east, north = found.bounds
    assert -20.1 < west < east < -19.9
    assert 45.9 < south < north < 46.1
    assert not found.counts["repaired"]


def test_the_register_is_full_and_the_journal_whole(town):
    assert Place.objects.count() >= 30
    assert Place.objects.exclude(rationale="").exclude(custodian="").exclude(civic_role="").count() >= 30
    assert Candidate.objects.filter(state=Candidate.State.NEW, name__in=WAITING).exists()
    assert check().whole


def test_the_market_square_has_the_whole_thread_and_one_lesson_to_try_again(town):
    states = ribbon(town, "Place des Halles")
    assert states.pop("lessons") == "stale"
    assert set(states.values()) == {"done"}


def test_the_drawings_lie_on_and_about_their_place(town):
    place = Place.objects.get(name="Place des Halles")
    near = place.geometry.buffer(0.0006)
    assert Entrance.objects.filter(place=place, width_m__gt=3).count() == 6
    assert all(near.contains(zone.geometry) for zone in Zone.objects.filter(place=place))
    assert all(place.geometry.distance(door.geometry) < 0.0001 for door in Entrance.objects.filter(place=place))
    assert {event.starts.weekday() for event in CalendarEvent.objects.filter(place=place, weekly=True)} == {1, 5}


def test_five_people_judged_the_market_twice_and_nobody_lost_a_round(town):
    given = Judgement.objects.filter(assessment__place__name="Place des Halles")
    assert given.filter(round=1).values("expert").distinct().count() == 5
    assert given.filter(round=2).exists()
    assert not given.filter(reason="").exists()
    assert given.filter(standing=False).count() == given.filter(round=2).count()


def test_two_people_walked_the_market_and_do_not_agree_on_everything(town):
    of = Assessment.objects.filter(place__name="Place des Halles").latest("created")
    told = answers(town, of)
    assert {row.assessor.email.split("@")[0] for rows in told.values() for row in rows} == {"operator", "police"}
    assert not [row for rows in told.values() for row in rows if row.unread]
    assert sum(len(row.photos) for rows in told.values() for row in rows) == 3
    assert File.objects.filter(place=of.place, size__lt=20_000).count() == 3
    apart = next(row for row in findings(town, of)[0] if row.code == "answers_differ")
    assert len(apart.about) > 5
    assert {trip.state for trip in visits(town, of)} == {"returned"}


def test_the_decision_keeps_its_dissent_and_is_carried_out(town):
    decision = Decision.objects.get(place__name="Place des Halles")
    assert decision.dissent
    assert decision.follows_ranking
    assert decision.comparison.options.count() == 4
    assert Action.objects.filter(decision=decision, cost__isnull=False).count() >= 5
    assert {"open", "in_progress", "done"} <= set(Action.objects.values_list("state", flat=True))


def test_one_call_is_finished_and_everybody_can_read_what_came_of_it(town, client):
    call = Call.objects.get(state="decided")
    assert call.closes < timezone.now() - timedelta(days=90)
    assert [(row.early, row.together) for row in openings(call)] == [(False, True)]
    assert list(call.asked.order_by("number").values_list("priority", flat=True)) == ["must", "should", "could"]
    assert sorted(call.answers.values_list("admitted", "shortlisted")) == [
        (False, False), (True, False), (True, True), (True, True)
    ]  # fmt: skip
    trial = call.comparison.evaluations.get()
    assert trial.ended
    assert [cell.met for row in measured(town, trial) for cell in row.cells if cell.run == "real"] == [False, True]
    assert call.comparison.decision.follows_ranking
    assert client.get("/calls/").content.decode().count(str(call.pk)) == 1
    page = html.unescape(client.get(f"/calls/{call.pk}/").content.decode())
    assert call.learned.split("\n")[0] in page
    for row in opened_answers(town, call):
        assert row.content.organisation not in page
    assert set(Call.objects.values_list("state", flat=True)) == {"decided", "opened"}
    assert not list(flaws())


def test_the_table_top_found_the_plan_wanting(town):
    tabletop = Exercise.objects.get(kind=Exercise.Kind.TABLETOP)
    seen = result(town, tabletop)
    late = [row for row in seen.rows if row.result.ratio > 1]
    worst = next(row for row in late if row.result.wrong_owner)
    assert seen.observers == 2
    assert seen.never_done == 0
    assert worst.result.ratio > 2
    assert list(reopened_tasks(town, tabletop.plan)) == [worst.task.pk]
    assert sorted(Lesson.objects.values_list("state", flat=True)) == ["in_progress", "verified", "verified"]


def test_at_the_station_experts_disagree_and_seven_answers_are_not_shown(town):
    states = ribbon(town, "Parvis de la Gare")
    assert states["judgements"] == "done"
    assert states["weaknesses"] == "contradicted"
    assert states["needs"] == "done"
    assert states["options"] == states["decision"] == "missing"
    survey = Survey.objects.get(place__name="Parvis de la Gare")
    assert survey.responses.count() == 7
    assert not survey.releases.filter(audience="public").exists()
    assert Survey.objects.get(place__name="Place des Halles").releases.filter(audience="public", n__gte=40).exists()


def test_at_the_cathedral_one_of_three_has_not_judged(town):
    states = ribbon(town, "Cathédrale Saint-Aubin")
    assert states["threats"] == "done"
    assert states["judgements"] == "missing"
    assessment = Assessment.objects.get(place__name="Cathédrale Saint-Aubin")
    assert assessment.state == Assessment.State.JUDGING
    assert assessment.judgements.values("expert").distinct().count() == 2


def test_a_square_that_changed_after_its_assessment_is_stale(town):
    states = ribbon(town, "Place de la Nouvelle-Filature")
    assert states["threats"] == states["judgements"] == states["weaknesses"] == "stale"


def test_everybody_is_a_function_and_can_sign_in(town):
    called = yaml.safe_load((DEMO / "people.yaml").read_text(encoding="utf-8"))
    assert called.keys() == ACCOUNTS.keys()
    for word, name in called.items():
        account = Account.objects.get(email=f"{word}@valombre.example")
        assert account.check_password("valombre-open-square")
        assert account.name == name["en"]


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for part in value.values():
            yield from leaves(part)
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part)
    else:
        yield value


@pytest.mark.parametrize("file", sorted(DEMO.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_word_of_the_town_says_something(file: Path):
    found = list(leaves(yaml.safe_load(file.read_text(encoding="utf-8"))))
    assert found
    texts = [value for value in found if isinstance(value, str)]
    assert all(text == text.strip() for text in texts)
    empty = [text for text in texts if not text]
    assert len(empty) == file.read_text(encoding="utf-8").count('phase: ""')


def test_a_drawing_by_shares_follows_a_turned_place():
    from shapely import affinity  # noqa: PLC0415  # only here
    from shapely.geometry import box  # noqa: PLC0415

    turned = affinity.rotate(box(0, 0, 0.004, 0.001), 20)
    ground = Ground(turned)
    whole = ground.box(0, 0, 1, 1)
    assert whole.symmetric_difference(turned).area < 0.01 * turned.area
    left, right = ground.line([[0, 0.5], [0, 0.5001]]).centroid, ground.line([[1, 0.5], [1, 0.5001]]).centroid
    assert left.x < right.x


def test_the_market_shows_what_its_assessment_rests_on(town: Account) -> None:
    of = Assessment.objects.filter(place__name="Place des Halles").latest("created")
    assert all((of.mandate_why, of.mandate_for, of.mandate_readers, of.threat_level, of.threat_level_by))
    assert of.threat_level_on
    assert of.threat_level_on <= timezone.localdate()
    rows = measures(town, of.place_id)
    assert sum(bool(row.owner) for row in rows) >= 6
    assert sum(row.checked_on is not None for row in rows) >= 6
    story = of.scenarios.get(threat="VEHICLE")
    assert story.assumes
    assert story.relies_on.count() == 3
    assert story.sketch.geom_type == "LineString"
    (meeting,) = workshops(town, of)
    assert meeting.workshop.closed
    assert len(meeting.attended) == 7
    assert meeting.decisions
    assert meeting.left_open
    assert any(found.measures for found in evidence(town, list(of.place.vulnerabilities.all())).values())


def test_the_market_was_assessed_some_years_before_and_much_has_moved(town: Account) -> None:
    place = Place.objects.get(name="Place des Halles")
    moments = over_time.series(town, place)
    two = over_time.two_of(moments, "", "")
    assert two
    then, now = two
    assert (now.when - then.when).days > 1000
    pairs = over_time.pairs(town, then, now)
    assert {pair.change for pair in pairs if pair.then and pair.now} == {"higher", "same"}
    assert [pair.then.threat for pair in pairs if pair.then and not pair.now] == ["HARASSMENT"]
    since = over_time.since(town, then, now)
    assert all((since.new, since.there, since.new_weak, since.closed, since.still))
    found = over_time.sections(town, then, now)
    assert {row.code for row in found if row.then and row.now} >= {"inner_area", "people_alert"}
    assert not any(row.why for row in found)
    assert check().whole


def test_the_market_stands_beside_four_like_places_and_its_tier_is_partly_said(town: Account) -> None:
    of = Assessment.objects.filter(place__name="Place des Halles").latest("created")
    said = proportion(town, of)
    assert (said.met, said.unmet, said.open) == (1, 1, 1)
    found = like_places.beside(town, of)
    assert len(found.others) == 4
    assert sum(row.beside is not None for row in found.figures) >= 5
    chosen = [row for row in found.others if row.tier_reason]
    assert len(chosen) == 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_market_square_can_be_told_to_its_citizens(town, language):
    """As it stands nothing is marked low enough; marked for it, it makes an extract that gives nothing away."""
    place = Place.objects.get(name="Place des Halles")
    of = Assessment.objects.filter(place=place).latest("created")
    with pytest.raises(Refused, match=r"TLP:AMBER\+STRICT"):
        release_extract(town, of, wanted=Marking.CLEAR, kind="pdf", reason="Council")
    for model in (ExistingMeasure, Vulnerability, Requirement, Comparison, Action, Survey):
        model.objects.filter(place=place).update(marking=Marking.CLEAR)
    Place.objects.filter(pk=place.pk).update(marking=Marking.CLEAR)
    Assessment.objects.filter(pk=of.pk).update(marking=Marking.CLEAR)
    with translation.override(language):
        made = extract_of(town, Assessment.objects.get(pk=of.pk), Marking.CLEAR, timezone.localdate())
    assert made.refusal == ""
    text = " ".join(made.document.texts).casefold()
    assert [row for row in made.found.entering if row.kind == "residents"]
    assert len([row for row in made.found.entering if row.kind == "action"]) > 3
    closed = [story.narrative for story in of.scenarios.all()] + [row.title for row in of.place.vulnerabilities.all()]
    assert [words for words in closed if words.casefold() in text] == []
