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
from parvis.solutions.rules.responses import Content


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


def begun(call: Call, organisation: str = "Green Hands") -> str:
    """The link of a provider who has just begun."""
    return actions.ask_link(call, actions.page_token(call, "link"), organisation=organisation)


def filled(**more: Any) -> Content:
    """An answer that could be sent."""
    facts: dict[str, Any] = {
        "organisation": "Green Hands", "solution": "Garden of the evening", "summary": "People look after it and are there.",
        "technology": "no", "met": {"1": {"meets": "yes", "how": "Every evening", "evidence": "Come and see"}},
    }  # fmt: skip
    return Content.model_validate(facts | more)


@pytest.fixture
def at_the_end(public: Call, coordinator: Account) -> Iterator[Call]:
    """Weights fixed, two answers sent, and the clock stands a minute after closing."""
    actions.prepare_evaluation(coordinator, public)
    actions.fix_weights(coordinator, public)
    for name, technology in (("Garden of the evening", "no"), ("Warmer lamps", "yes")):
        link = begun(public, f"{name} Ltd")
        content = filled(
            solution=name, organisation=f"{name} Ltd", technology=technology, once_low=1000, once_high=2000
        )
        actions.save_draft(link, content, version=1)
        actions.send(link, version=2)
    with at(public.closes + timedelta(minutes=1)):
        public.refresh_from_db()
        yield public
