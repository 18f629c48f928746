"""Every write is a verb with an event of its own room; every event has one name, and some verb writes it."""

import importlib
import pkgutil
import re

import parvis
from parvis.journal.actions import VERBS
from parvis.journal.events import Event
from tests.repository.tree import nothing


def import_all() -> None:
    """Events and verbs make themselves known when their modules are imported."""
    for module in pkgutil.walk_packages(parvis.__path__, "parvis."):
        if ".actions" in module.name or module.name.endswith(".events"):
            importlib.import_module(module.name)


import_all()
EVENTS = Event.__subclasses__()


def test_every_event_has_a_name_of_its_own():
    names = [kind.NAME for kind in EVENTS]
    assert len(names) == len(set(names))
    nothing([name for name in names if not re.fullmatch(r"[a-z]+\.[a-z_]+", name)])


def test_an_event_lives_in_the_events_of_its_room():
    lost = [
        kind.NAME for kind in EVENTS if not re.match(rf"parvis\.{kind.NAME.split('.')[0]}\.events", kind.__module__)
    ]
    nothing(lost)


def test_a_verb_writes_an_event_of_its_own_room():
    foreign = [name for name, kind in VERBS.items() if name.split(".")[1] != kind.NAME.split(".")[0]]
    nothing(foreign)


def test_every_event_is_written_by_some_verb():
    nothing(sorted(kind.NAME for kind in EVENTS if kind not in VERBS.values()))


def test_no_event_has_a_field_for_a_name_of_a_person():
    personal = {"name", "email", "account_name", "person", "member", "title"}
    nothing([kind.NAME for kind in EVENTS if personal & set(kind.model_fields)])
