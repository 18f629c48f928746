"""The tables of events, roles and commands say what the code says."""

import pytest
from tests.docs import tables

from parvis.journal.events import catalogue
from parvis.web.pages.journal.wording import SENTENCES


@pytest.mark.parametrize("name", sorted(tables.TABLES))
def test_a_table_says_what_the_code_says(name):
    file, make = tables.TABLES[name]
    _before, table, _after = tables.marked(name, (tables.ROOT / file).read_text(encoding="utf-8"))
    assert table == "\n".join(make()) + "\n", f"{file} is out of date: run .venv/bin/python -m tests.docs.tables"


def test_every_event_has_a_sentence_for_the_pages_of_the_journal_and_every_sentence_an_event():
    tables.import_all()
    assert set(catalogue()) - set(SENTENCES) == set(), "write what they mean in web/pages/journal/wording.py"
    assert set(SENTENCES) - set(catalogue()) == set()
