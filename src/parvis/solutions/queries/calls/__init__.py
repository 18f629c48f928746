"""Reading calls for information: what everybody may read, and what those who carry them out see."""

from parvis.solutions.queries.calls.answers import (
    Opened,
    arrived,
    by_link,
    drafted,
    opened_answer,
    opened_answers,
    own_copy,
    paper_of,
    sent,
)
from parvis.solutions.queries.calls.guard import Hit, hits, hits_in, public_texts
from parvis.solutions.queries.calls.reading import (
    call,
    calls,
    calls_of,
    ended_calls,
    needs_to_ask,
    open_calls,
    public_call,
    question,
    shown_questions,
)
from parvis.solutions.queries.calls.seal import Flaw, Opening, flaws, openings

__all__ = [
    "Flaw",
    "Hit",
    "Opened",
    "Opening",
    "arrived",
    "by_link",
    "call",
    "calls",
    "calls_of",
    "drafted",
    "ended_calls",
    "flaws",
    "hits",
    "hits_in",
    "needs_to_ask",
    "open_calls",
    "opened_answer",
    "opened_answers",
    "openings",
    "own_copy",
    "paper_of",
    "public_call",
    "public_texts",
    "question",
    "sent",
    "shown_questions",
]
