"""When a duty to exercise falls due next."""

from datetime import date, timedelta

from parvis.content.schemas.duties import Duty

#: A duty is spoken of so long before its day.
SOON = timedelta(days=90)


def due_on(duty: Duty, fulfilled: date | None, today: date) -> date | None:
    """The last day on which it can be fulfilled in time; None for every so many years with no date to count from."""
    if duty.years is not None:
        return None if fulfilled is None else _in_years(fulfilled, duty.years)
    year = school_year(duty, today)
    done = fulfilled is not None and school_year(duty, fulfilled) == year
    return _begins(duty, year + (2 if done else 1)) - timedelta(days=1)


def school_year(duty: Duty, day: date) -> int:
    """The calendar year in which the school year of a day begins."""
    return day.year if day >= _begins(duty, day.year) else day.year - 1


def _begins(duty: Duty, year: int) -> date:
    return date.fromisoformat(f"{year}-{duty.year_begins}")


def _in_years(day: date, years: int) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
