"""What people are called in results and documents: by what they did, unless the city decided that names stand there."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.access.queries import visible_to
from parvis.exercises import rules
from parvis.exercises.models import Exercise, Participant
from parvis.exercises.queries.reading import participants, stamps
from parvis.people.models import Account
from parvis.people.queries import accounts
from parvis.plans.models import Function, PlanRole

LONGEST = 4  # words in the name of a person


@dataclass(frozen=True)
class Names:
    """`called`: by account, what it did in the exercise; `masked`: by name as it may be written, what stands in its place."""

    called: Mapping[UUID, str]
    masked: Mapping[str, str]
    open: bool

    def of(self, account: Account | None) -> str:
        """Observer 2, the role that was played, or the name where names are shown."""
        if account is None:
            return ""
        return account.name if self.open else self.called.get(account.pk, _("somebody else"))

    def written(self, text: str) -> str:
        """What somebody wrote, with what people did in place of their names."""
        if not self._pattern:
            return text
        return self._pattern.sub(lambda found: f"[{self.masked[_key(found.group())]}]", text)

    @cached_property
    def _pattern(self) -> "re.Pattern[str] | None":
        if self.open or not self.masked:
            return None
        every = sorted(self.masked, key=len, reverse=True)
        return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in every), re.IGNORECASE)


def names(account: Account | None, exercise: Exercise) -> Names:
    """Everybody with an account is masked; those who took part by what they did. A name that is a function stays."""
    people = list(participants(account, exercise))
    called = _called(account, exercise, people)
    roles = visible_to(account, PlanRole).filter(plan=exercise.plan_id).values_list("name", flat=True)
    held = visible_to(account, Function).filter(plan=exercise.plan_id).values_list("name", flat=True)
    kept = {_key(name) for name in (*roles, *held)}
    masked: dict[str, str] = {}
    for one in accounts():
        if one.name and _key(one.name) not in kept:
            masked[_key(one.name)] = called.get(one.pk, _("somebody"))
    for person in people:
        for part in _parts(person.account.name):
            if _key(part) not in kept:
                masked.setdefault(_key(part), called[person.account_id])
    return Names(called, masked, settings.NAMES_IN_RESULTS)


def _key(name: str) -> str:
    return name.casefold()


def _parts(name: str) -> Iterable[str]:
    """The family name of somebody whose account bears a person's name, as two to four words with capitals."""
    words = name.split()
    person = 1 < len(words) <= LONGEST and all(word[0].isupper() and word.isalpha() for word in words)
    return words[-1:] if person else ()


def _called(account: Account | None, exercise: Exercise, people: list[Participant]) -> dict[UUID, str]:
    """Observers by the numbers under which their stamps are shown; several who direct or play one role by number too."""
    noted = sorted({row.observer_id for row in rules.effective(stamps(account, exercise))}, key=str)
    watching = [row.account_id for row in people if row.part == Participant.Part.OBSERVER]
    order = [*noted, *sorted(set(watching) - set(noted), key=str)]
    found = {who: _("observer %(n)d") % {"n": number} for number, who in enumerate(order, start=1)}
    for row in people:
        if row.part == Participant.Part.DIRECTOR:
            found[row.account_id] = _("exercise director")
        elif row.part == Participant.Part.PLAYER:
            found[row.account_id] = row.role_played.name if row.role_played else _("player")
    return found
