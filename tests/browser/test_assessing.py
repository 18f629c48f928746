"""The market square of the demonstration, assessed by three people from the first look to the report."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Server
from tests.browser.walk import table as around

pytestmark = pytest.mark.browser


def test_the_market_square_from_the_first_look_to_the_report(
    demo: Server, opening: Callable[..., Page], tmp_path: Path
):
    table = around.sit_down(demo, opening)
    around.open_assessment(table)
    around.seat_the_team(table)
    around.tell_two_stories(table)
    around.walk_the_square_without_network(table, tmp_path)
    around.look_at_what_was_said(table)
    around.judge_alone(table)
    around.show_the_spread(table)
    around.revise_for_a_reason(table)
    around.close_it(table)
    around.read_the_report(table, tmp_path)
    assert not table.troubles, "\n" + "\n".join(table.troubles)
