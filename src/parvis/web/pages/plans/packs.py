"""Choosing an exercise pack: for a plan to begin with, or for the messages of a table-top."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.assessment.queries import picks
from parvis.content.queries import label
from parvis.content.schemas import ExercisePack, PlanPack
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.plans.models import Plan
from parvis.plans.queries import Starter, starters_for


@dataclass(frozen=True)
class Offer:
    """A pack as it is offered: what it is about, how long it takes, what it finds out, why here."""

    pack: ExercisePack | PlanPack
    threats: str
    fits: Starter
    own: bool  # the plan began with it: its messages call for the plan's tasks

    @property
    def value(self) -> str:
        return f"{self.pack.urn} {self.pack.version}"

    @property
    def scope(self) -> str:
        """How much it holds."""
        if isinstance(self.pack, PlanPack):
            counts = {"roles": len(self.pack.roles), "tasks": len(self.pack.tasks), "messages": len(self.pack.messages)}
            return _("%(roles)d roles · %(tasks)d tasks · %(messages)d messages with a fallback") % counts
        return _("%(minutes)d minutes · %(players)d roles · %(tasks)d tasks · %(injects)d messages") % {
            "minutes": self.pack.duration_min,
            "players": sum(role.kind == "player" for role in self.pack.roles),
            "tasks": len(self.pack.tasks),
            "injects": len(self.pack.injects),
        }


def offers(account: Account, place: Place, plan: Plan | None = None) -> list[Offer]:
    """The pack of the plan first, then those that fit the place best."""
    names = {code: pick.label for code, pick in picks().items()}
    found = [
        Offer(
            pack=one.pack,
            threats=", ".join(names.get(code, code) for code in getattr(one.pack, "threats", ())),
            fits=one,
            own=plan is not None and plan.pack_urn == one.pack.urn,
        )
        for one in starters_for(account, place, plans=plan is None)
    ]
    return sorted(found, key=lambda offer: not offer.own)


def chosen(found: list[Offer], value: str) -> ExercisePack | PlanPack | None:
    return next((offer.pack for offer in found if offer.value == value), None)


def choices(found: list[Offer], otherwise: str) -> list[tuple[str, str]]:
    """For the form, which refuses what is not offered."""
    return [*((offer.value, label(offer.pack.title)) for offer in found), ("", otherwise)]
