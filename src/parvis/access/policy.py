"""Need-to-know, defined once.

A rule is a list of clauses; a clause is a list of conditions that must all hold. The same conditions become a
database filter (`allowed`) and a yes or no with a reason (`decide`), so lists, counts, maps, exports and pages
cannot disagree. In order of weight:

1. a denial for the place wins over everything;
2. whoever has a role in the organisation that owns the place, or was granted a role at the place, may do what the
   role may do (access.roles), up to the ceiling: TLP:AMBER+STRICT by role, TLP:RED only by name;
3. what is marked TLP:GREEN or TLP:CLEAR may be read by everyone with an account;
4. whoever wrote something TLP:RED may read it, while they keep a role there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from parvis.access.models import Effect, Grant, Marking
from parvis.access.roles import ROLES, Can
from parvis.people.models import Account, Membership, Role

M = TypeVar("M", bound=Model)


class Guarded(Protocol):
    """What a protected model declares: where its place is, where its markings are, and who wrote it."""

    PLACE: str  # prefix of the look-up that leads to the place: "" for the place itself, "place__" for its parts
    MARKINGS: tuple[str, ...]  # every marking that covers the object: the strictest counts
    AUTHOR: str  # look-up of the author's id, or "" where nobody is its author


@dataclass(frozen=True)
class Standing:
    """One way in: a role, up to a ceiling, in all places of an organisation or at one place."""

    role: Role
    ceiling: int
    owner_id: UUID | None = None
    place_id: UUID | None = None


@dataclass(frozen=True)
class Reach:
    """All that the rule needs to know of an account; read with two queries and kept for one request."""

    account_id: UUID | None
    standings: tuple[Standing, ...] = ()
    denied: frozenset[UUID] = field(default_factory=frozenset)

    def may_anywhere(self, can: Can) -> bool:
        return any(can in ROLES[standing.role] for standing in self.standings)

    def organisations(self, can: Can) -> frozenset[UUID]:
        """The organisations for which the account may do this, as a member."""
        return frozenset(s.owner_id for s in self.standings if s.owner_id and can in ROLES[s.role])


@dataclass(frozen=True)
class Condition:
    path: str
    test: str  # "in" or "lte"
    value: Any

    def where(self) -> Q:
        return Q(**{f"{self.path}__{self.test}": self.value})

    def holds(self, thing: object) -> bool:
        found: Any = thing
        for step in self.path.split("__"):
            found = getattr(found, step)
        if found is None:
            return False
        return bool(found in self.value if self.test == "in" else found <= self.value)


@dataclass(frozen=True)
class Clause:
    reason: str
    conditions: tuple[Condition, ...]

    def where(self) -> Q:
        return reduce(and_, (condition.where() for condition in self.conditions))


def reach_of(account: Account | None) -> Reach:
    """What an account may reach now. Revoked, expired and suspended take effect with the next call."""
    if account is None or not account.is_active:
        return Reach(None)
    members = Membership.objects.filter(Membership.current(), account=account).values_list("role", "organisation_id")
    standings = [Standing(Role(role), Marking.AMBER_STRICT, owner_id=owner) for role, owner in members]
    grants = Grant.objects.filter(
        Grant.in_force(), Q(account=account) | Q(organisation__in=[s.owner_id for s in standings])
    ).values_list("effect", "role", "ceiling", "place_id")
    denied = frozenset(place for effect, _, _, place in grants if effect == Effect.DENY)
    granted = [
        Standing(Role(role), ceiling, place_id=place)
        for effect, role, ceiling, place in grants
        if effect == Effect.ALLOW
    ]
    return Reach(account.id, (*standings, *granted), denied)


def clauses(reach: Reach, can: Can, model: type[Guarded]) -> list[Clause]:
    """The ways in to objects of `model` for this reach and capability."""
    found: list[Clause] = []
    able = [standing for standing in reach.standings if can in ROLES[standing.role]]
    for ceiling in sorted({standing.ceiling for standing in able}):
        marked = tuple(Condition(path, "lte", ceiling) for path in model.MARKINGS)
        owners = frozenset(s.owner_id for s in able if s.owner_id and s.ceiling == ceiling)
        places = frozenset(s.place_id for s in able if s.place_id and s.ceiling == ceiling)
        if owners:
            found.append(Clause("role", (Condition(f"{model.PLACE}owner_id", "in", owners), *marked)))
        if places:
            found.append(Clause("grant", (Condition(f"{model.PLACE}id", "in", places), *marked)))
    owners = frozenset(s.owner_id for s in able if s.owner_id)
    if model.AUTHOR and owners and reach.account_id:
        own = Condition(model.AUTHOR, "in", frozenset({reach.account_id}))
        found.append(Clause("author", (Condition(f"{model.PLACE}owner_id", "in", owners), own)))
    if can == Can.READ and reach.account_id:
        open_to_all = tuple(Condition(path, "lte", int(Marking.GREEN)) for path in model.MARKINGS)
        found.append(Clause("community", open_to_all))
    return found


def where(reach: Reach, can: Can, model: type[Guarded]) -> Q | None:
    """The rule as a database filter; None when there is no way in at all."""
    ways = clauses(reach, can, model)
    if not ways:
        return None
    condition = reduce(or_, (way.where() for way in ways))
    return condition & ~Q(**{f"{model.PLACE}id__in": reach.denied}) if reach.denied else condition


class Written:
    """A part of a WHERE that is written out in SQL once and used again: a page asks of one model many times, and
    writing the rule took as long as all else in a query. What Django asks of such a part: `django.db.models.sql.where`.
    """

    contains_aggregate = contains_over_clause = False

    def __init__(self, node: Any) -> None:
        self.node = node
        self._sql: dict[str, tuple[str, Sequence[Any]]] = {}

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Sequence[Any]]:
        if connection.alias not in self._sql:
            self._sql[connection.alias] = compiler.compile(self.node)
        return self._sql[connection.alias]

    def relabeled_clone(self, names: dict[str, str]) -> "Written":
        """The same within another query, where the tables have other names."""
        return Written(self.node.relabeled_clone(names))

    def replace_expressions(self, others: dict[Any, Any]) -> "Written":
        return Written(self.node.replace_expressions(others))

    def get_group_by_cols(self) -> list[Any]:
        return list(self.node.get_group_by_cols())

    def get_source_expressions(self) -> list[Any]:
        return [self.node]

    def get_refs(self) -> set[str]:
        return set(self.node.get_refs())


def written(found: QuerySet[M]) -> QuerySet[M]:
    """The same objects; what narrows them down is written out once for all queries that start from here."""
    where = found.query.where
    found.query.where = where.create([Written(where)])  # type: ignore[list-item]  # any part that answers as_sql will do
    return found


@dataclass(frozen=True)
class Decision:
    allowed: bool
    reason: str  # "role", "grant", "author", "community", "denied" or "no_way_in"


def decide(reach: Reach, can: Can, thing: Model) -> Decision:
    """The rule as a yes or no with its reason, from the same clauses as the filter."""
    model: Any = type(thing)
    if reach.denied and Condition(f"{model.PLACE}id", "in", reach.denied).holds(thing):
        return Decision(False, "denied")
    for way in clauses(reach, can, model):
        if all(condition.holds(thing) for condition in way.conditions):
            return Decision(True, way.reason)
    return Decision(False, "no_way_in")
