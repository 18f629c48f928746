"""Tables of the exercises and of the lessons."""

from parvis.exercises.models.exercise import Exercise, Inject, Participant
from parvis.exercises.models.lesson import Lesson
from parvis.exercises.models.record import HotWashAnswer, Observation, Rating, Stamp

__all__ = ["Exercise", "HotWashAnswer", "Inject", "Lesson", "Observation", "Participant", "Rating", "Stamp"]
