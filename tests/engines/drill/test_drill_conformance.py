import math

import pytest

from parvis.engines.drill import Record, Task, conformance, suggest_rating, suggest_target

PLAN = [
    Task("alert", (1, 1, 1), (), 60, ("control",), phase="alert"),
    Task("close", (1, 1, 1), ("alert",), 120, ("warden",)),
    Task("clear", (1, 1, 1), ("alert",), None, ("warden",)),
    Task("inform", (1, 1, 1), ("close",), 300, ("press",)),
    Task("unseen", (1, 1, 1), (), 300, ("press",)),
]
LOG = [
    Record("alert", "control", "o1", event=0, detect=10, alert=20, ack=25, decide=30, order=35, start=40, done=50),
    Record("alert", "control", "o2", event=0, done=70),
    Record("close", "warden", "o1", event=0, start=45, done=180),
    Record("close", "control", "o2", start=60, done=200),
    Record("clear", "porter", "o1", event=0, start=90, done=100),
    Record("inform", "", "o1", event=30),
    Record("coffee", "porter", "o1", done=5),
]


def test_times_are_medians_with_their_spread() -> None:
    alert = conformance(PLAN, LOG).tasks[0]
    assert (alert.status, alert.observers, alert.stamps["done"], alert.spread["done"]) == ("done", 2, 60, 20)
    assert alert.latencies["detect"] == 10
    assert alert.latencies["done"] == 20
    assert alert.elapsed_s == 60
    assert alert.ratio == 1
    assert math.isnan(alert.spread["start"])
    assert alert.in_sequence
    assert alert.statements() == ()


def test_a_missing_stamp_is_never_zero() -> None:
    found = {r.task: r for r in conformance(PLAN, LOG, endex=630).tasks}
    inform = found["inform"]
    assert inform.status == "never_done"
    assert math.isnan(inform.elapsed_s)
    assert inform.at_least_s == 600
    assert math.isnan(found["close"].latencies["alert"])
    assert math.isnan(found["clear"].ratio)
    assert found["unseen"].status == "not_observed"
    assert math.isnan(conformance(PLAN, LOG).tasks[3].at_least_s)


def test_owners_order_and_duplicates() -> None:
    found = conformance(PLAN, LOG)
    tasks = {r.task: r for r in found.tasks}
    close = tasks["close"]
    assert close.roles == ("warden", "control")
    assert close.wrong_owner == ("control",)
    assert close.duplicate
    assert close.stamps["done"] == 180  # the one who finished first
    assert close.before == ("alert",)  # began at 45, the alert was done at 60
    assert tasks["clear"].wrong_owner == ("porter",)
    assert tasks["clear"].before == ()
    assert tasks["inform"].before == ()  # never began
    assert found.unplanned == ("coffee",)
    assert found.never_done == 1 / 4
    said = [s.sentence() for s in close.statements({"control": "Control room"})]
    assert said == [
        "close took 180 seconds against a target of 120.",
        "close was done by Control room, who is not responsible for it in the plan.",
        "close was done more than once: warden, Control room.",
        "close began before alert was done.",
    ]
    assert tasks["unseen"].statements()[0].code == "not_observed"


def test_a_predecessor_that_never_came_is_out_of_order() -> None:
    found = conformance(PLAN, [Record("alert", "control"), Record("close", "warden", done=9)])
    assert found.tasks[1].before == ("alert",)
    assert found.tasks[0].status == "never_done"
    jumbled = conformance(PLAN, [Record("alert", "control", event=50, done=20)]).tasks[0]
    assert not jumbled.in_sequence


def test_load_of_each_role() -> None:
    found = conformance(PLAN, LOG, endex=630)
    loads = {load.role: load for load in found.load}
    assert loads["control"].tasks == 2
    assert loads["control"].share == pytest.approx(2 / 5)
    assert loads["control"].busy_s == 20 + 140
    assert loads["porter"].tasks == 2
    assert loads["porter"].busy_s == 10
    assert found.concentration == pytest.approx((4 + 4 + 1) / 25)
    open_ended = conformance(
        PLAN, [Record("close", "warden", start=10), Record("clear", "warden", start=20)], endex=100
    )
    assert open_ended.load[0].busy_s == 170
    assert open_ended.load[0].peak == 2
    empty = conformance(PLAN, [])
    assert math.isnan(empty.never_done)
    assert math.isnan(empty.concentration)


def test_several_owners_may_share_a_task() -> None:
    plan = [Task("sweep", (1, 1, 1), responsible=("a", "b"))]
    found = conformance(plan, [Record("sweep", "a", done=5), Record("sweep", "b", done=6)]).tasks[0]
    assert not found.duplicate
    assert found.wrong_owner == ()


@pytest.mark.parametrize(
    ("task", "done", "flags", "rating", "reason"),
    [
        ("alert", 60.0, {}, "P", "rate_met"),
        ("alert", 60.0, {"improvement": True}, "S", "rate_met_but"),
        ("alert", 61.0, {}, "M", "rate_late"),
        ("alert", 30.0, {"harm": True, "improvement": True}, "M", "rate_harm"),
        ("alert", None, {}, "U", "rate_never"),
        ("clear", 999.0, {}, "P", "rate_done"),
        ("clear", 999.0, {"improvement": True}, "S", "rate_done_but"),
    ],
)
def test_ratings_are_suggested(task: str, done: float | None, flags: dict[str, bool], rating: str, reason: str) -> None:
    results = conformance(PLAN, [Record(task, "control", event=0, done=done)]).tasks
    found = suggest_rating(next(r for r in results if r.task == task), **flags)
    assert (found.rating, found.reason) == (rating, reason)
    assert found.sentence()


def test_no_rating_without_knowledge() -> None:
    results = conformance(PLAN, [Record("alert", "control", done=30)]).tasks
    assert suggest_rating(results[0]).rating is None
    assert suggest_rating(results[0]).reason == "rate_unknown"
    assert suggest_rating(results[1]).reason == "rate_unseen"


@pytest.mark.parametrize(
    ("letters", "rating", "reason"),
    [
        (["P", "S", "P"], "S", "rate_weakest"),
        (["P", "M", "S"], "M", "rate_weakest"),
        (["P", None], None, "rate_partly"),
        ([None, "U"], "U", "rate_weakest"),
        ([], None, "rate_no_tasks"),
    ],
)
def test_a_target_is_as_good_as_its_weakest_task(letters, rating, reason) -> None:
    found = suggest_target(letters)
    assert (found.rating, found.reason) == (rating, reason)
    assert found.sentence()
