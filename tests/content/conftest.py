"""Tests of the packs load packs; what was remembered of them does not outlive the test."""

from collections.abc import Iterator

import pytest

from parvis.content.queries import forget


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    yield
    forget()
