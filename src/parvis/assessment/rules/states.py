"""The states of an assessment, and when what it holds has become old. Pure data and functions."""

from datetime import datetime, timedelta

PREPARING, JUDGING, DISCUSSING, CLOSED = "preparing", "judging", "discussing", "closed"

#: The whole of it: from each state to those that may follow. Nothing is lost on any of these ways.
TRANSITIONS: dict[str, tuple[str, ...]] = {
    PREPARING: (JUDGING,),
    JUDGING: (DISCUSSING, PREPARING),
    DISCUSSING: (CLOSED,),
    CLOSED: (),
}
#: While an assessment is in one of these, an expert sees no judgement but the own ones.
BLIND = (PREPARING, JUDGING)
#: The round to which a judgement counts that is given in this state.
ROUND = {JUDGING: 1, DISCUSSING: 2}

#: An assessment that was closed longer ago than this is stale.
STALE_AFTER = timedelta(days=730)
#: Of up to so many bands only the last is grave; of more the last two.
FEW_BANDS = 3
#: For how long at most a finding may be accepted.
ACCEPTED_FOR = timedelta(days=730)


def may_move(before: str, after: str) -> bool:
    return after in TRANSITIONS[before]


def missing_before_judging(*, police: bool, absence: str, scenarios: int, judges: int) -> str:
    """What still keeps the judging from beginning: police, scenarios, judges, or an empty text."""
    if not police and not absence.strip():
        return "police"
    if not scenarios:
        return "scenarios"
    return "" if judges else "judges"


def outdated(closed: datetime | None, layout_changed: datetime) -> bool:
    """Whether the place itself changed after the assessment was closed."""
    return closed is not None and closed < layout_changed


def stale(closed: datetime | None, layout_changed: datetime, now: datetime) -> bool:
    """Whether a closed assessment speaks of a place that changed since, or is too old."""
    return outdated(closed, layout_changed) or (closed is not None and now - closed > STALE_AFTER)
