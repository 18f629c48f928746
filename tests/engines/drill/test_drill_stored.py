"""A reckoning kept as JSON says the same as before it was kept."""

import json

import pytest
from tests.engines.drill.manchester import AS_IT_WAS

from parvis.engines import drill


@pytest.fixture(scope="module")
def found() -> drill.Reckoning:
    return drill.reckon(AS_IT_WAS, seed=4, runs=300)


def test_it_is_json_without_infinities_and_small(found):
    text = json.dumps(drill.stored(found), allow_nan=False)
    assert len(text) < 200_000


def test_sentences_survive(found):
    kept = json.loads(json.dumps(drill.stored(found)))
    assert [f.sentence() for f in drill.findings_of(kept["findings"])] == [f.sentence() for f in found.findings]
    effects = drill.effects_of(kept["what_if"])
    assert [variant.sentence() for variant, _row in effects] == [e.variant.sentence() for e in found.what_if]
    for (_variant, row), effect in zip(effects, found.what_if, strict=True):
        assert row["milestone"] == effect.milestone
        assert row["p80"][1] == (pytest.approx(effect.after.p80, abs=0.06) if effect.after.p80 < float("inf") else None)


def test_what_is_never_done_is_null_and_every_link_is_there():
    lonely = drill.Plan(
        (drill.Task("a", (1, 1, 1)), drill.Task("b", (1, 1, 1))), triggers=(drill.Trigger("t", ("a",)),)
    )
    kept = {row["code"]: row for row in drill.stored(drill.reckon(lonely, 1, 10))["tasks"]}
    assert kept["a"]["done"] == [1.0, 1.0, 1.0]
    assert kept["b"]["done"] == [None, None, None]
    plan = drill.Plan(
        (*(drill.Task(code, (1, 1, 1)) for code in "abc"), drill.Task("d", (1, 1, 1), ("a",), one_of=("b", "c"))),
        messages=(drill.Message("a", "d", way="pull"), drill.Message("b", "c")),
    )
    assert {(row["from"], row["to"]): (row["join"], row["way"]) for row in drill.links(plan)} == {
        ("a", "d"): ("all", "pull"),
        ("b", "d"): ("one", ""),
        ("c", "d"): ("one", ""),
        ("b", "c"): ("all", "push"),
    }
