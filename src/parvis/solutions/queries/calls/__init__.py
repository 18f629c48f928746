"""Reading calls for information: what everybody may read, and what those who carry them out see."""

from parvis.solutions.queries.calls.guard import Hit, hits, hits_in, public_texts
from parvis.solutions.queries.calls.reading import (
    call,
    calls,
    calls_of,
    needs_to_ask,
    open_calls,
    public_call,
    question,
    shown_questions,
)

__all__ = [
    "Hit",
    "call",
    "calls",
    "calls_of",
    "hits",
    "hits_in",
    "needs_to_ask",
    "open_calls",
    "public_call",
    "public_texts",
    "question",
    "shown_questions",
]
