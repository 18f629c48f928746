"""Pure rules of the files: what bytes are, and what is left of a photo when it has been cleaned."""

from parvis.files.rules.cleaning import Clean, Unusable, clean
from parvis.files.rules.papers import Paper, paper

__all__ = ["Clean", "Paper", "Unusable", "clean", "paper"]
