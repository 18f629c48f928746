"""A plan as tables of words: edited on pages and in workbooks, compared, and written back through the verbs."""

from parvis.plans.tables.apply import Refusal, apply
from parvis.plans.tables.asked import asked
from parvis.plans.tables.changes import Change, changes, fingerprint
from parvis.plans.tables.columns import SHEETS, Column, Sheet
from parvis.plans.tables.normal import normal
from parvis.plans.tables.same import marks_of
from parvis.plans.tables.take import take
from parvis.plans.tables.words import Tables, Words, clock, key_of, tables_of
from parvis.plans.tables.workbook import MARK_HEAD, MOST_ROWS, Read, Remark, grids, lists, read

__all__ = [
    "MARK_HEAD",
    "MOST_ROWS",
    "SHEETS",
    "Change",
    "Column",
    "Read",
    "Refusal",
    "Remark",
    "Sheet",
    "Tables",
    "Words",
    "apply",
    "asked",
    "changes",
    "clock",
    "fingerprint",
    "grids",
    "key_of",
    "lists",
    "marks_of",
    "normal",
    "read",
    "tables_of",
    "take",
]
