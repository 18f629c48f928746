"""The tables of events, roles and commands say what the code says."""

import pytest
from tests.docs import tables

from parvis.journal.actions import VERBS
from parvis.journal.events import catalogue


@pytest.mark.parametrize("name", sorted(tables.TABLES))
def test_a_table_says_what_the_code_says(name):
    file, make = tables.TABLES[name]
    _before, table, _after = tables.marked(name, (tables.ROOT / file).read_text(encoding="utf-8"))
    assert table == "\n".join(make()) + "\n", f"{file} is out of date: run .venv/bin/python -m tests.docs.tables"


def test_every_event_says_what_it_means():
    tables.import_all()
    silent = [
        name
        for name, kind in catalogue().items()
        if not tables.meaning(kind, [verb for verb, event in VERBS.items() if event is kind])
    ]
    assert silent == []
