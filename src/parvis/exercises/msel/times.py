"""Times in a spreadsheet: on the exercise clock, of a day, or of nothing that can be told."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

LONGEST_S = 7 * 86_400
HOUR_S, DAY_S = 3600, 86_400
ON_THE_CLOCK = re.compile(r"[tThH]?\s*\+\s*(\d{1,4})(?::(\d\d))?(?::(\d\d))?\s*(?:min\.?|minutes?|')?")
MINUTES = re.compile(r"(\d{1,4})\s*(?:min\.?|minutes?|')")
OF_A_DAY = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d\d)?(?::(\d\d))?")


@dataclass(frozen=True)
class Moment:
    """A time that was read. `clock`: counted from the start of the exercise; else of a day, or a date with a time."""

    seconds: float
    clock: bool


def moment(cell: object) -> Moment | None:
    """What a cell says: T+12 and 12 (minutes), T+1:30 (hours), 10:20 or 10 h 20 (of a day), a date with a time."""
    found = _typed(cell) if not isinstance(cell, str) else _written(cell.strip())
    return found if found and (not found.clock or 0 <= found.seconds <= LONGEST_S) else None


def _typed(cell: object) -> Moment | None:
    if isinstance(cell, datetime):  # a sheet knows no zones: all its times are of one
        return Moment(cell.replace(tzinfo=UTC).timestamp(), clock=False)
    if isinstance(cell, time):
        return Moment(cell.hour * HOUR_S + cell.minute * 60 + cell.second, clock=False)
    if isinstance(cell, timedelta):
        return Moment(cell.total_seconds(), clock=True)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Moment(cell * 60, clock=True)
    return None


def _written(text: str) -> Moment | None:
    if match := ON_THE_CLOCK.fullmatch(text):
        first, second, third = (int(part) if part else None for part in match.groups())
        hours, minutes = (first or 0, second) if second is not None else (0, first or 0)
        return Moment(hours * HOUR_S + minutes * 60 + (third or 0), clock=True)
    if match := MINUTES.fullmatch(text):
        return Moment(int(match[1]) * 60, clock=True)
    try:
        if match := OF_A_DAY.fullmatch(text):
            hours, minutes, seconds = (int(part or 0) for part in match.groups())
            return _typed(time(hours, minutes, seconds))
        return _typed(datetime.fromisoformat(text)) if len(text) > len("2026-01-01") else None
    except ValueError:
        return None


def on_the_clock(moments: Sequence[Moment | None]) -> list[int | None]:
    """Seconds on the exercise clock.

    Times of a day count from the earliest of them, but from 00:00 where that is before one o'clock: then the sheet
    counted from the start. A time much earlier than the one before it is of the next day.
    """
    days = _with_days(moments)
    start = min((seconds for seconds in days if seconds is not None), default=0.0)
    start = 0.0 if start < HOUR_S else start
    found = []
    for one, seconds in zip(moments, days, strict=True):
        on = one.seconds if one and one.clock else None if seconds is None else seconds - start
        found.append(None if on is None or on > LONGEST_S else round(on))
    return found


def _with_days(moments: Sequence[Moment | None]) -> list[float | None]:
    """Times of a day, each later than half a day before the one that precedes it; None for every other."""
    found: list[float | None] = []
    before, day = None, 0
    for one in moments:
        seconds = one.seconds + day if one and not one.clock else None
        if seconds is not None and before is not None and seconds < before - DAY_S / 2:
            day, seconds = day + DAY_S, seconds + DAY_S
        before = before if seconds is None else seconds
        found.append(seconds)
    return found


def shown(offset_s: int) -> str:
    """A time on the exercise clock as it is written into a sheet: T+0:12:00, which no other software takes for a time of day."""
    return f"T+{offset_s // HOUR_S}:{offset_s // 60 % 60:02}:{offset_s % 60:02}"
