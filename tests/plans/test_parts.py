"""The parts of a plan beside its tasks: what may be said of them, what is refused, and what the engine is told."""

from datetime import date

import pytest

from parvis.access.errors import Conflict, NotAllowed, NotVisible, Refused
from parvis.engines import drill
from parvis.journal.models import Entry
from parvis.plans import actions, queries
from parvis.plans.models import Channel, Function, Message, Period, Resource, Trigger


def test_the_engine_is_told_all_of_it(whole):
    whole, made = whole
    code = {name: str(row.pk) for name, row in made.items()}
    plan = queries.engine_plan(whole)
    assert plan.periods == (drill.Period(code["day"], 14 * 3600), drill.Period(code["night"], 10 * 3600))
    functions = {f.name: str(f.pk) for f in Function.objects.all()}
    rac = plan.role_by_code[code["rac"]]
    assert rac.on(code["day"]) == drill.Duty(code["day"], (functions["Head"],), (functions["Second"],))
    assert rac.on(code["night"]).holders == (functions["Watch"],)
    assert plan.role_by_code[code["dos"]].incompatible == (code["rac"],)
    assert drill.Person(functions["Head"], 0.2, "Town hall", "PABX", date(2026, 1, 2)) in plan.people
    assert set(plan.organisations) == {drill.Organisation("City"), drill.Organisation("State", "national")}
    last = plan.by_code["T03"]
    assert (last.one_of, last.people, last.milestone) == (("T01", "T02"), 2, True)
    assert (last.resources, last.consulted) == (((code["pump"], 2),), (code["dos"],))
    assert plan.channels == (drill.Channel(code["line"]), drill.Channel(code["radio"], (5.0, 10.0, 20.0), 0.9))
    words = {(m.sender, m.receiver or m.role): m for m in plan.messages}
    called = words["T01", "T03"]
    assert (called.channels, called.way, called.timeout_s) == ((code["line"], code["radio"]), "pull", 120)
    assert (called.call, called.fallback) == ((60.0,) * 3, (90.0,) * 3)
    assert words["T02", "T03"].channels == (code["radio"],), "no message: over the usual channels"
    assert words["T02", code["rac"]].channels == (code["radio"],)
    assert [trigger.tasks for trigger in plan.triggers] == [("T01",)]
    assert [(error.code, error.tasks) for error in drill.refusals(plan)] == [("no_room", ("T03",))], (
        "two people, room for one"
    )


def test_every_name_that_the_engine_may_say_is_known(whole):
    whole, _made = whole
    reading = queries.read(whole)
    for finding in reading.findings:
        assert "-" not in finding.sentence(names=reading.names) or finding.subject not in finding.sentence(
            names=reading.names
        )
    assert "D02" in {finding.rule for finding in reading.findings}, "no trigger sets off the second task"


def test_a_plan_is_read_in_as_many_queries_whatever_it_holds(whole, plan, coordinator, django_assert_max_num_queries):
    for one in (whole[0].plan, plan):
        with django_assert_max_num_queries(17):
            queries.read(queries.whole(coordinator, one))


def test_an_organisation_that_is_registered_lends_its_name_and_level(empty, city, coordinator):
    role = actions.set_role(coordinator, empty, name="Duty", organisation=city.name.upper(), level="private")
    assert (role.registered, role.organisation, role.level) == (city, city.name, city.level)
    role = actions.set_role(coordinator, empty, role, version=1, organisation="Somebody else", level="private")
    assert (role.registered, role.level) == (None, "private")


@pytest.mark.parametrize(
    ("part", "facts", "words"),
    [
        (Channel, {"name": " "}, "needs a name"),
        (Channel, {"name": "Radio"}, "“Radio” already"),
        (Channel, {"name": "Slow", "delay_min_s": 9, "delay_mode_s": 3, "delay_max_s": 10}, "rises from the shortest"),
        (Message, {"fallback": "x"}, "to a task that waits for it, or to a role"),
        (Period, {"name": "Day"}, "“Day” already"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(whole, coordinator, part, facts, words):
    plan = whole[0].plan
    before, count = plan.edition, part.objects.count()
    with pytest.raises(Refused, match=words):
        actions.set_part(coordinator, plan, part, **facts)
    plan.refresh_from_db()
    assert (plan.edition, part.objects.count()) == (before, count)


def test_a_message_is_said_once_and_never_to_itself(whole, coordinator):
    whole, _made = whole
    first, _second, last = whole.tasks
    with pytest.raises(Refused, match="this message already"):
        actions.set_part(coordinator, whole.plan, Message, sender=first, receiver=last)
    with pytest.raises(Refused, match="wait for itself"):
        actions.set_part(coordinator, whole.plan, Message, sender=last, receiver=last)


def test_what_belongs_to_another_plan_is_refused(whole, plan, coordinator):
    whole, made = whole
    with pytest.raises(Refused, match="own plan"):
        actions.set_part(coordinator, plan, Message, receiver=whole.tasks[0], channels=[])
    with pytest.raises(Refused, match="own plan"):
        actions.set_part(coordinator, plan, Trigger, description="Now", tasks=whole.tasks)
    with pytest.raises(Refused, match="own plan"):
        actions.set_task(coordinator, plan, text="Pump", needs={made["pump"]: 1})
    with pytest.raises(Refused, match="own plan"):
        actions.set_role(coordinator, plan, name="Pump", duties={made["day"]: ["Somebody"]})
    with pytest.raises(Refused, match="own plan"):
        actions.set_role(coordinator, plan, name="Pump", incompatible=[made["rac"]])


def test_stale_editors_strangers_and_readers_change_nothing(whole, coordinator, stranger, joining):
    whole, made = whole
    with pytest.raises(Conflict):
        actions.set_part(coordinator, whole.plan, made["radio"], version=7, usual=False)
    with pytest.raises(NotVisible):
        actions.set_part(stranger, whole.plan, Resource, name="Hose")
    with pytest.raises(NotVisible):
        actions.remove_part(stranger, made["radio"])
    with pytest.raises(NotAllowed):
        actions.remove_part(joining("reader"), made["radio"])
    assert Channel.objects.get(pk=made["radio"].pk).usual


def test_a_channel_that_is_taken_out_leaves_its_messages(whole, coordinator):
    whole, made = whole
    actions.remove_part(coordinator, made["line"])
    message = queries.whole(coordinator, whole.plan).messages[0]
    assert [carrier.channel.name for carrier in message.carriers.all()] == ["Radio"]
    assert Entry.objects.filter(action="plans.part_set", object_id=whole.plan.pk).count() == 9


def test_messages_and_alternatives_of_a_task_that_leaves_go_with_it(whole, coordinator):
    whole, _made = whole
    actions.drop_task(coordinator, whole.tasks[0])
    left = queries.whole(coordinator, whole.plan)
    assert left.messages == []
    assert [before.code for before in left.tasks[-1].one_of.all()] == ["T02"]
    assert [list(trigger.tasks.all()) for trigger in left.triggers] == [[]]


def test_a_task_that_takes_no_time_is_a_milestone(empty, coordinator):
    nothing = {"dur_min_s": 0, "dur_mode_s": 0, "dur_max_s": 0}
    with pytest.raises(Refused, match="is a milestone"):
        actions.set_task(coordinator, empty, text="All clear", **nothing)
    actions.set_task(coordinator, empty, text="All clear", milestone=True, **nothing)
    with pytest.raises(Refused, match="above zero"):
        actions.set_task(coordinator, empty, text="At once", target_s=0)


@pytest.mark.parametrize(("code", "words"), [("T01", "is taken"), ("seven", "capital letters")])
def test_a_code_of_ones_own_is_free_and_short(whole, coordinator, code, words):
    with pytest.raises(Refused, match=words):
        actions.set_task(coordinator, whole[0].plan, text="Call", code=code)
    assert actions.set_task(coordinator, whole[0].plan, text="Call", code="P7").code == "P7"


def test_between_two_organisations_nothing_carries_the_word_unless_somebody_says_so(empty, coordinator):
    roles = {
        name: actions.set_role(coordinator, empty, name=name, organisation=home, duties={None: [f"{name} on duty"]})
        for name, home in (("Lookout", "Market"), ("Caller", "Market"), ("Rescue", "Fire service"))
    }
    seen = actions.set_task(coordinator, empty, text="See", responsible=roles["Lookout"], target_s=60)
    called = actions.set_task(
        coordinator, empty, text="Call", responsible=roles["Caller"], target_s=120, predecessors=[seen]
    )
    come = actions.set_task(
        coordinator, empty, text="Come", responsible=roles["Rescue"], target_s=600, predecessors=[called]
    )

    def waiting() -> list[str]:
        found = queries.read(queries.whole(coordinator, empty)).findings
        return [finding.subject for finding in found if finding.rule == "D04"]

    def carried() -> set[str]:
        return {message.code for message in queries.engine_plan(queries.whole(coordinator, empty)).messages}

    assert waiting() == [come.code]
    assert carried() == {f"{seen.code}>{called.code}"}  # within one organisation it goes by itself
    called = actions.set_task(coordinator, empty, called, version=called.version, informed=[roles["Rescue"]])
    assert waiting() == []
    assert f"{called.code}>{come.code}" in carried()
    actions.set_task(coordinator, empty, called, version=called.version, informed=[])
    actions.set_part(coordinator, empty, Message, sender=called, receiver=come)
    assert waiting() == []
