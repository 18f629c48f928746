"""What the thread learns from this room: links, steps, and a number of queries that does not grow."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from shapely.geometry import box

from parvis.assessment import actions, checks, queries
from parvis.assessment.models import Assessment
from parvis.places.actions import change_place, register_place
from parvis.places.models import Place
from parvis.thread.queries import graded, newest_examined, ribbons, threads


def ribbon(account, place):
    return graded(ribbons(account, [place])[place.pk], newest_examined(account, place))


def states_of(account, place):
    return {link.key: link.state for link in checks.links(account, [place])[place.pk]}


def steps(account, place):
    return checks.steps(account, place, threads(account, [place])[place.pk])


def texts(account, place):
    return " ".join(step.text for step in steps(account, place))


def test_links_follow_the_assessment(market, give, square, stranger):
    assert states_of(market.lead, square) == {"threats": "done", "judgements": "missing", "weaknesses": "missing"}
    assert states_of(stranger, square)["threats"] == "missing"
    market.to("judging")
    for expert, level in zip(market.experts, (2, 4, 4), strict=True):
        give(expert, market.scenarios[0], 3, level)
    assert states_of(market.lead, square)["judgements"] == "missing"
    market.to("discussing")
    assert states_of(market.lead, square)["judgements"] == "done"
    weak = actions.write_vulnerability(market.lead, square, title="Vans", scenario=market.scenarios[0])
    assert states_of(market.lead, square)["weaknesses"] == "contradicted"
    actions.change_vulnerability(market.lead, weak, version=1, state="answered")
    market.to("closed")
    assert states_of(market.lead, square) == {"threats": "done", "judgements": "done", "weaknesses": "done"}
    fresh = Place.objects.get(pk=square.pk)
    changed = change_place(market.lead, fresh, version=fresh.version, layout_changed=True)
    assert set(states_of(market.lead, changed).values()) == {"stale"}
    assert "assess again" in texts(market.lead, changed)


def test_the_older_result_stands_while_a_newer_one_is_prepared(market, give, square):
    market.to("judging")
    give(market.experts[0], market.scenarios[0], 3, 3)
    market.to("discussing", "closed")
    newer = actions.open_assessment(market.lead, square, title="Next year", condition="market")
    assert states_of(market.lead, square)["judgements"] == "done"
    assert queries.latest(market.lead, square) == market.of
    assert newer.created > market.of.created


def test_everybody_is_told_the_own_next_step(market, give, square, joining):
    officer = market.experts[0]
    assert "Prepare the assessment" in texts(market.lead, square)
    assert texts(officer, square) == ""
    market.to("judging")
    assert "judgement on 3 scenarios" in texts(officer, square)
    give(officer, market.scenarios[0], 3, 3)
    assert "judgement on 2 scenarios" in texts(officer, square)
    assert "see who has finished" in texts(market.lead, square)
    assert texts(joining("reader"), square) == ""
    market.to("discussing")
    assert "Discuss the judgements" in texts(market.lead, square)
    market.to("closed")
    assert "what is weak here" in texts(market.lead, square)


def many(account, city, n, start):
    places = []
    for i in range(start, start + n):
        shape = box(i / 100, 10, i / 100 + 0.001, 10.001)
        place = register_place(account, city, name=f"Place {i}", category="square", geometry=shape)
        of = actions.open_assessment(account, place, title=f"Assessment {i}", condition="market")
        scenario = actions.write_scenario(account, of, threat="VEHICLE")
        actions.write_vulnerability(account, place, title="Weak", scenario=scenario)
        places.append(place)
    return places


def test_links_of_many_places_cost_no_more_than_of_few(coordinator, city, django_assert_num_queries):
    few = many(coordinator, city, 3, 0)
    checks.links(coordinator, few)
    with django_assert_num_queries(4):
        checks.links(coordinator, few)
    more = few + many(coordinator, city, 12, 10)
    with django_assert_num_queries(4):
        checks.links(coordinator, more)


def test_the_list_costs_no_more_with_more_in_it(coordinator, city, enter, django_assert_max_num_queries):
    many(coordinator, city, 3, 0)
    client = enter(coordinator)
    client.get("/assessments/")
    with django_assert_max_num_queries(40) as few:
        client.get("/assessments/")
    many(coordinator, city, 12, 10)
    with django_assert_max_num_queries(40) as more:
        assert client.get("/assessments/").status_code == 200
    assert len(few.captured_queries) == len(more.captured_queries)
    assert Assessment.objects.count() == 15


def test_the_ribbon_bears_the_number_of_errors_at_the_judgements(market, give, square, enter):
    """The same number as the grade of the checks says, on every page with a ribbon; nothing where there is none."""
    client = enter(market.lead)
    assert not any(link.serious for link in ribbon(market.lead, square) if link.key != "judgements")
    market.to("judging")
    for expert in market.experts:
        give(expert, market.scenarios[0], 5, 5, people=5)
    market.to("discussing", "closed")
    errors = queries.grades(market.lead, [market.of])[market.of.pk].errors
    assert errors == 1  # a grave risk that led to nothing
    found = next(link for link in ribbon(market.lead, square) if link.key == "judgements")
    assert found.serious == errors
    assert "1 error found" in client.get(f"/places/{square.pk}/").content.decode()
    weak = actions.write_vulnerability(market.lead, square, title="Vans", scenario=market.scenarios[0])
    actions.change_vulnerability(market.lead, weak, version=1, state="answered")
    assert "error found" not in client.get(f"/places/{square.pk}/").content.decode()


def test_the_ribbon_of_a_place_asks_as_much_for_two_assessments_as_for_one(market, square):
    def count() -> int:
        ribbon(market.lead, square)
        with CaptureQueriesContext(connection) as found:
            ribbon(market.lead, square)
        return len(found)

    few = count()
    more = actions.open_assessment(market.lead, square, title="Night", condition="night")
    actions.start_with(market.lead, more, ["VEHICLE"])
    assert count() == few
