"""What is asked in public stays the need that was asked."""

import pytest

from parvis.access.errors import Refused
from parvis.solutions import actions
from parvis.solutions.actions import calls


def test_a_need_that_a_public_call_asks_for_no_longer_changes(prepared, need, coordinator):
    from_draft = prepared()
    actions.change_requirement(coordinator, need, version=1, threshold="7 km/h")
    calls.publish_call(coordinator, from_draft)
    with pytest.raises(Refused, match="call for information that is public"):
        actions.change_requirement(coordinator, need, version=2, threshold="8 km/h")
