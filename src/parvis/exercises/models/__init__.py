"""Tables of the exercises and of the lessons."""

from parvis.exercises.models.exercise import Exercise, Participant
from parvis.exercises.models.lesson import Lesson
from parvis.exercises.models.log import LogEntry
from parvis.exercises.models.objective import CapabilityRating, CapabilityTarget, Objective
from parvis.exercises.models.record import HotWashAnswer, Observation, Rating, Stamp
from parvis.exercises.models.script import Condition, ExpectedAction, Inject, Move

__all__ = [
    "CapabilityRating",
    "CapabilityTarget",
    "Condition",
    "Exercise",
    "ExpectedAction",
    "HotWashAnswer",
    "Inject",
    "Lesson",
    "LogEntry",
    "Move",
    "Objective",
    "Observation",
    "Participant",
    "Rating",
    "Stamp",
]
