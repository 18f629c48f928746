"""Who acts in a plan: people by opaque code, the roles that they hold, their organisations and duty periods."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Level = Literal["site", "municipal", "intermunicipal", "departmental", "regional", "national", "eu", "private"]


@dataclass(frozen=True)
class Person:
    """One person or function, by code. `unreachable`: the probability (0..1) of not being reached in an event.

    `site` and `system`: where the person is reached and by which telephone system, to see what fails together.
    `checked_on`: when somebody last verified that the contact works.
    """

    code: str
    unreachable: float = 0.0
    site: str = ""
    system: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class Duty:
    """Who holds a role in one duty period, and who stands in, in the order in which they are called."""

    period: str
    holders: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()


@dataclass(frozen=True)
class Role:
    """One role. `capacity`: how many tasks it can do at once. `holders` and `deputies`: codes of people.

    They hold it in every duty period that `duties` does not name. `incompatible`: roles that one person must not hold
    beside this one.
    """

    code: str
    capacity: int = 1
    holders: tuple[str, ...] = ()
    deputies: tuple[str, ...] = ()
    organisation: str = ""
    incompatible: tuple[str, ...] = ()
    duties: tuple[Duty, ...] = ()

    def on(self, period: str = "") -> Duty:
        """Who holds it in a duty period."""
        named = (duty for duty in self.duties if duty.period == period)
        return next(named, Duty(period, self.holders, self.deputies))

    def people(self, period: str = "") -> tuple[str, ...]:
        """Holders, then deputies of a duty period, each once."""
        duty = self.on(period)
        return tuple(dict.fromkeys((*duty.holders, *duty.deputies)))


@dataclass(frozen=True)
class Organisation:
    """`exercised_on`: when it last took part in an exercise of this plan, None for never."""

    code: str
    level: Level = "municipal"
    exercised_on: date | None = None


@dataclass(frozen=True)
class Period:
    """A duty period (night, week-end) of `length_s` seconds. A plan names its periods in the order of their turn."""

    code: str
    length_s: float
