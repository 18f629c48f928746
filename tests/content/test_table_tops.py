"""The table-tops that ship can be played as they stand: in 90 minutes, in both languages, and what they ask is measured."""

import re
from itertools import pairwise

import pytest

from parvis.content.load import digest, shipped_packs
from parvis.content.schemas import ExercisePack, PlacesPack, ThreatsPack

PACKS = [pack for pack in shipped_packs() if isinstance(pack, ExercisePack)]
THREATS = {threat.code for pack in shipped_packs() if isinstance(pack, ThreatsPack) for threat in pack.threats}
KINDS = {term.code for pack in shipped_packs() if isinstance(pack, PlacesPack) for term in pack.categories}
LANGUAGES = ("en", "fr")
every = pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.urn.rpartition(":")[2])


def test_six_situations_are_ready() -> None:
    assert {pack.urn.rpartition("-")[2] for pack in PACKS} == {
        "market", "station", "object", "overflight", "panic", "outage",
    }  # fmt: skip


@every
def test_it_fits_into_ninety_minutes(pack: ExercisePack) -> None:
    end = 0
    for item in pack.agenda:
        assert item.start_min == end
        end += item.minutes
    assert end == pack.duration_min == 90
    starts = {item.start_min for item in pack.agenda}
    assert {pack.play_starts_min + move.start_min for move in pack.moves} <= starts, "the agenda names each move"
    wash = next(item for item in pack.agenda if "Hot wash" in item.title["en"])
    assert pack.play_starts_min + pack.injects[-1].offset_min < wash.start_min
    assert wash.start_min - pack.play_starts_min == played(pack)


def played(pack: ExercisePack) -> int:
    """The minutes of play that the summary promises."""
    (told,) = re.findall(r"(\d+) of them in play", pack.summary["en"])
    assert f"dont {told} de jeu" in pack.summary["fr"]
    return int(told)


@every
def test_three_moves_and_a_steady_stream_of_messages(pack: ExercisePack) -> None:
    assert [move.number for move in pack.moves] == [1, 2, 3]
    assert 12 <= len(pack.injects) <= 18
    numbered = [f"I{number:02d}" for number in range(1, len(pack.injects) + 1)]
    assert [inject.id for inject in pack.injects] == numbered
    for move, following in zip(pack.moves, [*pack.moves[1:], None], strict=True):
        mine = [inject.offset_min for inject in pack.injects if inject.move == move.number]
        assert len(mine) >= 4
        assert following is None or max(mine) < following.start_min
    moments = [inject.offset_min for inject in pack.injects]
    assert max(later - sooner for sooner, later in pairwise(moments)) <= 6, "nobody waits idle"


@every
def test_something_fails_something_is_said_in_public_and_something_is_wrong(pack: ExercisePack) -> None:
    assert sum(inject.type == "contingency" for inject in pack.injects) >= 2
    assert any(inject.mode in {"media", "social"} for inject in pack.injects)
    wrong = [one for one in pack.injects if one.controller_note and one.controller_note["en"].startswith("Not true")]
    assert wrong, "a report that has to be checked before it is passed on"
    for inject in wrong:
        assert inject.controller_note
        assert inject.controller_note["fr"].startswith("Faux")
        assert inject.expects, "checking it is somebody's task"


@every
def test_every_task_is_called_for_once_and_every_objective_is_measured(pack: ExercisePack) -> None:
    called = [task for inject in pack.injects for task in inject.expects]
    assert sorted(called) == sorted(task.id for task in pack.tasks)
    measured = {objective for inject in pack.injects if inject.expects for objective in inject.objectives}
    assert measured == {objective.id for objective in pack.objectives}
    for inject in pack.injects:
        assert bool(inject.expects) <= bool(inject.objectives), inject.id
    for objective in pack.objectives:
        for language in LANGUAGES:
            assert re.search(r"\d", objective.target[language]), "a target that can be measured"


@every
def test_critical_tasks_are_quick_spread_over_the_table_and_told_to_somebody(pack: ExercisePack) -> None:
    critical = [task for task in pack.tasks if task.critical]
    assert 5 <= len(critical) < len(pack.tasks)
    assert all(task.target_min <= 10 for task in critical)
    assert len({task.role for task in critical}) >= 3
    assert sum(bool(task.tells) for task in pack.tasks) >= len(pack.tasks) * 2 / 3
    assert all(task.role not in task.tells for task in pack.tasks)
    last = pack.injects[-1].offset_min
    end = [max(task.target_min for task in pack.tasks)]
    assert last + end[0] <= pack.duration_min - pack.play_starts_min


@every
def test_every_level_sits_at_the_table_and_has_a_task(pack: ExercisePack) -> None:
    players = {role.code for role in pack.roles if role.kind == "player"}
    everywhere = {
        "duty_officer", "municipal_police", "national_police", "fire_service", "health", "authority", "communications",
    }  # fmt: skip
    assert everywhere < players, "and somebody who runs the place or the event"
    assert {task.role for task in pack.tasks} == players
    spoken_to = {code for inject in pack.injects if inject.offset_min for code in inject.to}
    assert players <= spoken_to | {"authority"}
    assert sum(role.kind == "observer" for role in pack.roles) == 2
    assert {role.code for role in pack.roles if role.kind == "controller"} == {"director", "simulation"}
    assert {inject.sender for inject in pack.injects} <= {"director", "simulation"}


@every
def test_it_names_what_the_other_packs_know(pack: ExercisePack) -> None:
    assert pack.threats
    assert set(pack.threats) <= THREATS
    assert pack.places
    assert set(pack.places) <= KINDS


@every
def test_the_hot_wash_asks_few_questions_of_both_forms(pack: ExercisePack) -> None:
    assert {question.form for question in pack.hot_wash} == {"scale", "words"}
    assert 5 <= len(pack.hot_wash) <= 8
    asked = {question.id for question in pack.hot_wash}
    assert {"clear_role", "clear_lead", "told_in_time", "waited_for", "one_change"} <= asked, "packs can be compared"


@every
def test_texts_fit_the_plan_that_is_begun_with_them(pack: ExercisePack) -> None:
    for language in LANGUAGES:
        assert all(len(task.text[language]) <= 200 for task in pack.tasks)
        assert all(len(role.label[language]) <= 90 for role in pack.roles)
        names = {role.code: role.label[language] for role in pack.roles}
        players = sum(role.kind == "player" for role in pack.roles)
        for inject in pack.injects:
            assert len(inject.to) == players or len(", ".join(names[code] for code in inject.to)) <= 300, inject.id
        assert all(text[language][-1] in ".?" for text in (pack.purpose, pack.place, pack.summary))


def test_a_pack_without_kinds_of_place_keeps_the_digest_that_it_had() -> None:
    bare = PACKS[0].model_copy(update={"places": []})
    assert "places" not in bare.model_dump(mode="json")
    assert digest(bare) != digest(PACKS[0])
