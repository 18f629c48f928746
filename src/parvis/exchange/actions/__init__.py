"""What can be done in this room."""

from parvis.exchange.actions.adopting import note_adoption
from parvis.exchange.actions.packages import export_package, receive
from parvis.exchange.actions.peers import pin_peer, revoke_peer
from parvis.exchange.actions.sharing import check_practice, share_practice
from parvis.exchange.actions.writing import change_practice, draft_from_thread

__all__ = [
    "change_practice",
    "check_practice",
    "draft_from_thread",
    "export_package",
    "note_adoption",
    "pin_peer",
    "receive",
    "revoke_peer",
    "share_practice",
]
