"""A plan as tables of words: edited on pages and in workbooks, compared, and written back through the verbs."""

from parvis.plans.tables.apply import Refusal, apply
from parvis.plans.tables.changes import Change, changes, fingerprint
from parvis.plans.tables.columns import SHEETS, Column, Sheet
from parvis.plans.tables.normal import normal
from parvis.plans.tables.words import Tables, Words, key_of, tables_of
from parvis.plans.tables.workbook import Read, Remark, grids, read

__all__ = [
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
    "changes",
    "fingerprint",
    "grids",
    "key_of",
    "normal",
    "read",
    "tables_of",
]
