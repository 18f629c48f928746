"""The only way to a protected object: start from `visible_to`, or ask `require`."""

from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, NotVisible
from parvis.access.models import Grant, Marking
from parvis.access.policy import Decision, Reach, decide, reach_of, where, written
from parvis.access.roles import Can
from parvis.people.models import Account

M = TypeVar("M", bound=Model)


def reach(account: Account | None) -> Reach:
    """The reach of an account, remembered on the account for as long as this object lives (one request)."""
    if account is None or not getattr(account, "pk", None):
        return Reach(None)
    known: Reach | None = account.__dict__.get("_reach")
    if known is None:
        known = account.__dict__["_reach"] = reach_of(account)
    return known


def visible_to(account: Account | None, model: type[M], can: Can = Can.READ) -> QuerySet[M]:
    """The objects of `model` on which `account` may do `can`: by default, read."""
    return _filtered(reach(account), can, model).all()


@lru_cache(maxsize=1024)
def _filtered(held: Reach, can: Can, model: type[M]) -> QuerySet[M]:
    """A page asks sixty times, of twenty models; who asks for the next one mostly reaches just as far."""
    rule = where(held, can, model)  # type: ignore[arg-type]  # every protected model is Guarded; a test checks it
    objects = model._default_manager.all()  # noqa: SLF001  # Django's public name for any model's manager
    return objects.none() if rule is None else written(objects.filter(rule))


def seen(account: Account | None, model: type[M], pk: UUID | str) -> M:
    """One object that the account may read; NotVisible when it is not there, or not for this reader."""
    found = visible_to(account, model).filter(pk=pk).first()
    if found is None or account is None:
        raise NotVisible
    if getattr(found, "marking", Marking.CLEAR) == Marking.RED:
        account.__dict__.setdefault("_read_red", []).append(found)
    return found


def taken_note_of(account: Account) -> list[Model]:
    """The objects marked TLP:RED that were read with this account object, once: whoever answers a request notes them."""
    found: list[Model] = account.__dict__.pop("_read_red", [])
    return found


def decision(account: Account | None, can: Can, thing: Model) -> Decision:
    return decide(reach(account), can, thing)


def may(account: Account | None, can: Can, thing: Model) -> bool:
    return decision(account, can, thing).allowed


def require(account: Account | None, can: Can, thing: Model) -> None:
    """Stop unless the account may do this: NotVisible for strangers, NotAllowed with a reason for readers."""
    if may(account, can, thing):
        return
    if not may(account, Can.READ, thing):
        raise NotVisible
    raise NotAllowed(_("Your role at this place does not include this. Ask its safety coordinator for access."))


def require_member(account: Account | None, can: Can, organisation_id: UUID) -> None:
    """Stop unless the account may do this for a whole organisation (such as registering a new place)."""
    if organisation_id not in reach(account).organisations(can):
        raise NotAllowed(_("Your role in this organisation does not include this."))


def grants_at(place_id: UUID) -> QuerySet[Grant]:
    """Who was let in at a place. The caller has checked that the reader may grant there."""
    return Grant.objects.filter(place_id=place_id).select_related("account", "organisation", "by")
