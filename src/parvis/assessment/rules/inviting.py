"""Whether a link into the team still works. Pure functions."""

from datetime import datetime, timedelta

#: How long a link may work at most.
AT_MOST = timedelta(days=30)


def why_not(
    *, taken: datetime | None, withdrawn: datetime | None, until: datetime, closed: bool, vouched: bool, now: datetime
) -> str:
    """The code of the reason why the link works no more, or nothing. `vouched`: who invited may still invite."""
    if taken:
        return "used"
    if withdrawn or not vouched:
        return "withdrawn"
    if closed:
        return "closed"
    return "expired" if until <= now else ""
