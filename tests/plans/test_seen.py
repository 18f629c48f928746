"""A plan seen: as lanes with the words between them, and as a network in layers."""

import re

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plans import staffed

from parvis.plans import actions, queries
from parvis.plans.actions import checking
from parvis.plans.models import CheckRun, Plan
from parvis.plans.rules import read
from parvis.web.components.layers import layered
from parvis.web.pages.plans.checked import usable
from parvis.web.pages.plans.lanes import lanes


@pytest.fixture
def fair(square, coordinator) -> Plan:
    return staffed.build(coordinator, square)


def check(plan: Plan) -> None:
    checking.carry_out(CheckRun.objects.get(plan=plan, state="queued").pk, runs=400)


def test_bars_take_the_times_of_the_check_and_words_pass_between_lanes(fair, coordinator):
    whole = queries.whole(coordinator, fair)
    before = lanes(whole, read(whole))
    assert not before.checked
    assert {bar.most for lane in before.lanes for bar in lane.bars} == {""}
    check(fair)
    found = usable(queries.last_check(coordinator, fair), fair)
    picture = lanes(whole, read(whole), found)
    bars = {bar.code: bar for lane in picture.lanes for bar in lane.bars}
    for code, bar in bars.items():
        row = found.tasks[code]
        assert (bar.times.start, bar.times.end, bar.times.most) == (row["begun"], row["done"][0], row["done"][1])
    (arrow,) = picture.arrows
    assert arrow.pull
    assert (arrow.x1, arrow.y1) == (bars["T01"].ends, bars["T01"].middle)
    assert (arrow.x2, arrow.y2) == (bars["T02"].x, bars["T02"].middle)


def test_the_pages_show_both_and_a_table_behind_each(fair, coordinator, stranger, enter):
    client = enter(coordinator)
    page = client.get(f"/plans/{fair.pk}/").content.decode()
    assert "The same as a table" in page
    assert 'tabindex="0" role="region"' in page
    network = client.get(f"/plans/{fair.pk}/network/").content.decode()
    assert "done at the earliest" in network
    check(fair)
    network = client.get(f"/plans/{fair.pk}/network/").content.decode()
    assert "in four runs out of five" in network
    assert "net-call" in network
    assert len(re.findall('<path class="net critical"', network)) == 2, "one in the key, one link"
    assert enter(stranger).get(f"/plans/{fair.pk}/network/").status_code == 404


def test_a_circle_and_an_empty_plan_are_said(fair, empty, coordinator, enter):
    first, second = (queries.tasks(coordinator, fair).get(code=code) for code in ("T01", "T02"))
    actions.set_task(coordinator, fair, first, version=first.version, predecessors=[second])
    client = enter(coordinator)
    assert "in a circle" in client.get(f"/plans/{fair.pk}/network/").content.decode()
    assert "No task yet." in client.get(f"/plans/{empty.pk}/network/").content.decode()


@st.composite
def networks(draw):
    size = draw(st.integers(1, 14))
    nodes = [f"n{number}" for number in range(size)]
    pairs = [(a, b) for n, b in enumerate(nodes) for a in nodes[:n]]
    return nodes, draw(st.lists(st.sampled_from(pairs), unique=True, max_size=25)) if pairs else []


@given(networks())
def test_layers_are_those_of_networkx_and_no_two_share_a_place(network):
    nodes, edges = network
    placed = layered(nodes, edges)
    graph = nx.DiGraph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(edges)
    generations = [set(layer) for layer in nx.topological_generations(graph)]
    assert [{node for node in nodes if placed.at[node][0] == n} for n in range(placed.layers)] == generations
    taken = [*placed.at.values(), *(place for way in placed.ways.values() for place in way[1:-1])]
    assert len(taken) == len(set(taken)), "a line passes no box, and no other line's place"
    for (source, to), way in placed.ways.items():
        assert (way[0], way[-1]) == (placed.at[source], placed.at[to])
        assert [layer for layer, _row in way] == list(range(placed.at[source][0], placed.at[to][0] + 1))
    assert all(0 <= row <= placed.rows - 1 for _layer, row in taken)
