"""Every table-top that ships is prepared and started at a place, in both languages; those that fit it come first."""

import pytest
from django.utils import translation
from tests.plans.test_pages import filled

from parvis.assessment.actions import open_assessment, write_scenario
from parvis.content.load import shipped_packs
from parvis.content.queries import label
from parvis.content.schemas import ExercisePack
from parvis.exercises import actions, queries
from parvis.exercises.models import Exercise
from parvis.plans import actions as writing
from parvis.plans import queries as plans
from parvis.plans.models import Plan

PACKS = [pack for pack in shipped_packs() if isinstance(pack, ExercisePack)]
every = pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.urn.rpartition(":")[2])


@pytest.mark.parametrize("language", ["en", "fr"])
@every
def test_a_pack_makes_a_plan_and_an_exercise_that_runs(pack, language, square, coordinator):
    with translation.override(language):
        plan = writing.write_plan(coordinator, square, title="Plan", pack=pack)
        made = actions.prepare(coordinator, plan, title="Table-top", pack=pack)
        names = {role.code: label(role.label) for role in pack.roles}
    everybody = {"en": "everybody", "fr": "tous"}[language]
    players = sum(role.kind == "player" for role in pack.roles)
    injects = list(queries.injects(coordinator, made))
    assert [inject.message for inject in injects] == [row.message[language] for row in pack.injects]
    assert injects[0].to == everybody
    for inject, row in zip(injects, pack.injects, strict=True):
        assert {task.code for task in inject.expected.all()} == set(row.expects)
        addressed = ", ".join(names[code] for code in row.to)
        assert inject.to == (everybody if len(row.to) == players else addressed)
    asked = {task.code: task for task in queries.tasks(coordinator, made)}
    assert {code: task.target_s for code, task in asked.items()} == {t.id: t.target_min * 60 for t in pack.tasks}
    for state in ("ready", "running"):
        made = actions.set_state(coordinator, made, state)
    actions.deliver(coordinator, injects[0])
    assert made.live
    assert queries.pack(made) == pack


@every
def test_from_the_page_of_the_place_to_the_running_clock(pack, square, coordinator, enter):
    client, wanted = enter(coordinator), f"{pack.urn} {pack.version}"
    address = f"/plans/place/{square.pk}/new/"
    page = client.get(address)
    for words in (pack.title["en"], pack.purpose["en"], f"{len(pack.injects)} messages"):
        assert words.replace("'", "&#x27;") in page.content.decode()
    page = client.post(address, filled(page.context["form"]) | {"starter": wanted}, follow=True)
    plan = Plan.objects.get()
    assert plan.pack_urn == pack.urn
    address = f"/exercises/plan/{plan.pk}/prepare/"
    form = client.get(address).context["form"]
    assert form["messages"].value() == wanted, "the pack of the plan is chosen already"
    assert form.offers[0].own
    assert not any(offer.own for offer in form.offers[1:])
    client.post(address, filled(form))
    made = Exercise.objects.get()
    assert made.pack_urn == pack.urn
    for state in ("ready", "running"):
        assert client.post(f"/exercises/{made.pk}/state/", {"state": state}).status_code == 302
    assert client.get(f"/exercises/{made.pk}/run/").status_code == 200


def test_packs_that_fit_the_kind_of_place_and_its_threats_come_first(square, coordinator, stranger):
    fitting = plans.starters_for(coordinator, square)
    kinds = [one.kind for one in fitting]
    assert kinds == sorted(kinds, reverse=True)
    assert {one.pack.urn for one in fitting if one.kind} == {p.urn for p in PACKS if square.category in p.places}
    assert not any(one.assessed for one in fitting), "nothing was assessed here yet"
    assert fitting[0].pack.urn != "urn:parvis:exercise:tabletop-overflight"
    of = open_assessment(coordinator, square, title="Evening", condition="ordinary_day")
    write_scenario(coordinator, of, title="Drone", threat="UAVIED", zone_kind="airspace")
    first, *others = plans.starters_for(coordinator, square)
    assert (first.pack.urn, first.kind, first.assessed) == ("urn:parvis:exercise:tabletop-overflight", True, True)
    assert not any(one.assessed for one in others)
    assert not any(one.assessed for one in plans.starters_for(stranger, square)), "who may not read it is told nothing"


@pytest.mark.parametrize(
    ("category", "pack"),
    [("transport_hub", "station"), ("market", "market"), ("shopping_area", "panic"), ("park", "object")],
)
def test_each_kind_of_place_has_a_pack_that_is_meant_for_it(category, pack, square, coordinator):
    square.category = category
    assert plans.starters_for(coordinator, square)[0].pack.urn == f"urn:parvis:exercise:tabletop-{pack}"


def test_another_pack_than_the_plans_calls_for_none_of_its_tasks(plan, coordinator, enter):
    page = enter(coordinator).get(f"/exercises/plan/{plan.pk}/prepare/").content.decode()
    assert "say for each message which task it calls for" in page
    assert page.count("the plan began with it") == 1
    other = next(pack for pack in PACKS if pack.urn != plan.pack_urn)
    made = actions.prepare(coordinator, plan, title="Other", pack=other)
    assert not any(inject.expected.exists() for inject in made.injects.all())


def test_a_pack_that_is_not_offered_is_refused_and_nothing_is_written(square, coordinator, enter):
    client = enter(coordinator)
    address = f"/plans/place/{square.pk}/new/"
    data = filled(client.get(address).context["form"]) | {"starter": "urn:parvis:exercise:other 1.0"}
    answer = client.post(address, data)
    assert answer.context["form"].errors["starter"]
    assert not Plan.objects.exists()
