"""Reading this room."""

from parvis.exchange.queries.peers import Card, adoptions, card, peers, received, received_one, trusted
from parvis.exchange.queries.sheets import findings_of, practice, practices, sheet_of, unresolved_of
from parvis.exchange.queries.telling import tell

__all__ = [
    "Card",
    "adoptions",
    "card",
    "findings_of",
    "peers",
    "practice",
    "practices",
    "received",
    "received_one",
    "sheet_of",
    "tell",
    "trusted",
    "unresolved_of",
]
