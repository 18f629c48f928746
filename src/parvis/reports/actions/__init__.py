"""Taking something out of the installation: each time an event, never more than the account may see."""

from parvis.reports.actions.evening import EVENING, write_exercise
from parvis.reports.actions.planning import CHECKS, write_check
from parvis.reports.actions.releasing import FORMATS, release_extract
from parvis.reports.actions.writing import DOCUMENTS, write, write_assessment, write_place, write_register

__all__ = [
    "CHECKS",
    "DOCUMENTS",
    "EVENING",
    "FORMATS",
    "release_extract",
    "write",
    "write_assessment",
    "write_check",
    "write_exercise",
    "write_place",
    "write_register",
]
