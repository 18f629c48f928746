"""States, horizons, codes: the few rules of plans and actions that need no engine."""

from collections.abc import Iterable
from datetime import date

from parvis.plans.models import Action, Channel, Plan

# Which states may follow which.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    Plan.State.DRAFT: (Plan.State.IN_FORCE,),
    Plan.State.IN_FORCE: (Plan.State.DRAFT, Plan.State.REPLACED),
    Plan.State.REPLACED: (Plan.State.DRAFT,),
}
SHORT_YEARS, MID_YEARS = 3, 5
#: A channel that is named and no more: what its name says of its kind, in the languages of the packs.
KINDS = {
    "radio": Channel.Kind.RADIO,
    "mobile": Channel.Kind.MOBILE,
    "portable": Channel.Kind.MOBILE,
    "phone": Channel.Kind.TELEPHONE,
    "tél": Channel.Kind.TELEPHONE,
    "mail": Channel.Kind.MAIL,
    "courriel": Channel.Kind.MAIL,
    "runner": Channel.Kind.RUNNER,
    "estafette": Channel.Kind.RUNNER,
}


def horizon_of(due: date, today: date) -> str:
    """Short up to three years, mid up to five, long beyond."""
    years = (due - today).days / 365.25
    if years <= SHORT_YEARS:
        return Action.Horizon.SHORT
    return Action.Horizon.MID if years <= MID_YEARS else Action.Horizon.LONG


def next_code(codes: Iterable[str]) -> str:
    """T01, T02 ...: one above the highest in use."""
    used = [int(code[1:]) for code in codes if code[:1] == "T" and code[1:].isdigit()]
    return f"T{max(used, default=0) + 1:02d}"


def kind_of(channel: str) -> str:
    """The kind of a channel, as far as its name tells."""
    return next((kind for word, kind in KINDS.items() if word in channel.casefold()), Channel.Kind.OTHER)
