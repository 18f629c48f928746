"""A call made from a need of the square, and clocks that are moved instead of waited for."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest import mock

import pytest
from django.utils import timezone

from parvis.people.models import Account
from parvis.places.models import Place
from parvis.solutions.actions import calls as actions
from parvis.solutions.models import Call, Requirement


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The server's clock stands at this moment."""
    with (
        mock.patch("django.utils.timezone.now", return_value=moment),
        mock.patch(
            "django.core.signing.time.time", return_value=time.time() + (moment - timezone.now()).total_seconds()
        ),
    ):
        yield


def facts(**more: Any) -> dict[str, Any]:
    now = timezone.now()
    return {
        "title": "Calmer on market days", "contact": "Public safety coordination",
        "description": "People should be able to stand and talk without looking over their shoulder.",
        "questions_until": now + timedelta(days=7), "closes": now + timedelta(days=14), "attachments": ["pdf", "text"],
    } | more  # fmt: skip


@pytest.fixture
def prepared(square: Place, coordinator: Account, need: Requirement) -> Callable[..., Call]:
    """prepared(title="..."): a call that nobody outside reads yet."""

    def prepare(wording: str = "Whoever walks stays in front of what drives", **more: Any) -> Call:
        return actions.prepare_call(coordinator, square, words={need.pk: wording}, **facts(**more))

    return prepare


@pytest.fixture
def public(prepared: Callable[..., Call], coordinator: Account) -> Call:
    return actions.publish_call(coordinator, prepared())
