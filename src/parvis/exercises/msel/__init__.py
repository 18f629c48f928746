"""The script of an exercise as a spreadsheet (master scenario events list, MSEL): written and read in three layouts."""

from parvis.exercises.msel.known import Known, addressees
from parvis.exercises.msel.layouts import LAYOUTS
from parvis.exercises.msel.reading import read
from parvis.exercises.msel.row import Remark, Row, Script
from parvis.exercises.msel.writing import write

__all__ = ["LAYOUTS", "Known", "Remark", "Row", "Script", "addressees", "read", "write"]
