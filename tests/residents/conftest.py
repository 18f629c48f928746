"""A survey that is open today, and people who answer it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone, translation

from parvis.residents import actions
from parvis.residents.models import Survey

SAFE = {"safe_day": ["very_safe"], "safe_dark": ["fairly_safe"], "neighbours_help": ["6"], "welcome": ["7"]}
UNSAFE = {
    "safe_day": ["fairly_safe"],
    "safe_dark": ["very_unsafe"],
    "what_helps": ["light", "people"],
    "words": ["Dark by the steps"],
}


@pytest.fixture(autouse=True)
def in_english() -> None:
    """A page asked for in French leaves its language behind in the test's thread."""
    translation.activate("en")


@pytest.fixture
def survey(square, coordinator) -> Survey:
    today = timezone.localdate()
    made = actions.prepare_survey(
        coordinator, square, title="How does it feel?", opens=today, closes=today + timedelta(days=20)
    )
    return actions.open_survey(coordinator, made)


@pytest.fixture
def people(survey) -> Callable[..., None]:
    """So many people answer the same: people(7, SAFE)."""

    def answer(count: int, given: dict[str, list[str]], to: Survey = survey) -> None:
        for _ in range(count):
            assert actions.hand_in(to, actions.form_token(to), given, "en") == "kept"

    return answer
