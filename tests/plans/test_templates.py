"""Plans to begin with: whole in both languages, sensible against our own check, offered where they fit."""

import pytest
from django.utils import translation

from parvis.content.queries import current
from parvis.content.schemas import PlanPack
from parvis.engines import drill
from parvis.plans import actions, queries, tables

PACKS = ("event", "municipal", "school-worship", "station")


def pack_of(name):
    return next(pack for pack in current(PlanPack) if pack.urn == f"urn:parvis:plan:{name}")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", PACKS)
def test_a_plan_to_begin_with_lacks_only_what_a_town_must_fill_in(name, language, square, coordinator):
    pack = pack_of(name)
    with translation.override(language):
        plan = actions.write_plan(coordinator, square, title="Begun", pack=pack, channels=["telephone"])
    whole = queries.whole(coordinator, plan)
    reading = queries.read(whole)
    errors = {finding.rule for finding in reading.findings if finding.severity == "error"}
    assert errors == {"R01"}, [f.sentence(names=reading.names) for f in reading.findings if f.severity == "error"]
    assert {error.code for error in drill.refusals(queries.engine_plan(whole))} == {"no_people"}
    for task in whole.tasks:
        assert reading.timetable.timings[task.code].earliest_finish <= task.target_s, task.code
    assert plan.kind == pack.of
    assert all(message.fallback for message in whole.messages)
    assert {period.name for period in whole.periods} == {period.label[language] for period in pack.periods}


@pytest.mark.parametrize("name", PACKS)
def test_once_every_role_is_held_it_runs_on_the_clock(name, square, coordinator):
    plan = actions.write_plan(coordinator, square, title="Begun", pack=pack_of(name))
    for role in queries.roles(coordinator, plan):
        held = {None: [f"{role.name} on duty", f"{role.name}, deputy"]}
        actions.set_role(coordinator, plan, role, version=role.version, duties=held)
    whole = queries.whole(coordinator, plan)
    assert drill.refusals(queries.engine_plan(whole)) == ()
    assert queries.read(whole).severe == 0
    now = tables.tables_of(whole)
    assert tables.changes(now, now) == []


@pytest.mark.parametrize(
    ("category", "name"), [("transport_hub", "station"), ("education", "school-worship"), ("event_site", "event")]
)
def test_those_that_fit_the_place_come_first(category, name, square, coordinator):
    square.category = category
    found = [one.pack.urn for one in queries.starters_for(coordinator, square, plans=True)]
    fitting = [one.pack.urn for one in queries.starters_for(coordinator, square, plans=True) if one.kind]
    assert f"urn:parvis:plan:{name}" in fitting
    assert found[: len(fitting)] == fitting


def test_a_plan_begins_with_one_on_the_page(square, coordinator, enter):
    client = enter(coordinator)
    address = f"/plans/place/{square.pk}/new/"
    page = client.get(address)
    form = page.context["form"]
    data = {field.html_name: field.value() for field in form if field.value() not in (None, "", [])}
    pack = pack_of("event")
    assert pack.title["en"] in page.content.decode()
    made = client.post(address, data | {"starter": f"{pack.urn} {pack.version}"})
    words = client.get(made.url).content.decode()
    assert "Stewards, sector heads" in words
    assert "Say who holds each role" in words
