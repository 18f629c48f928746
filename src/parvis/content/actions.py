"""Loading packs. A version, once loaded, never changes: a change needs a new version number."""

from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.content import events
from parvis.content.load import digest, shipped_packs
from parvis.content.models import PackVersion
from parvis.content.queries import forget
from parvis.content.schemas import Pack
from parvis.journal.actions import record, verb
from parvis.people.models import Account


@verb(events.PackLoaded)
def load(actor: Account | None, pack: Pack) -> PackVersion:
    """Make a pack the current one of its urn. Raises Refused when the same version was loaded with other content."""
    if actor is not None and not reach(actor).may_anywhere(Can.MANAGE_PEOPLE):
        raise NotAllowed(_("Only an administrator of the installation loads packs."))
    found = digest(pack)
    known = PackVersion.objects.filter(urn=pack.urn, version=pack.version).first()
    if known and known.digest != found:
        raise Refused(
            _(
                "Version %(version)s of this pack is loaded already with other content. Nothing was changed: raise its version number."
            )
            % {"version": pack.version}
        )
    PackVersion.objects.filter(urn=pack.urn).update(current=False)
    kept, _new = PackVersion.objects.update_or_create(
        urn=pack.urn,
        version=pack.version,
        defaults={"kind": pack.kind, "digest": found, "body": pack.model_dump(mode="json"), "current": True},
    )
    record(actor, events.PackLoaded(urn=pack.urn, version=pack.version, digest=found))
    forget()
    return kept


def load_shipped() -> int:
    """Load the packs that ship with Parvis and are not loaded yet. Returns how many were new."""
    known = set(PackVersion.objects.values_list("urn", "version", "digest"))
    fresh = [pack for pack in shipped_packs() if (pack.urn, pack.version, digest(pack)) not in known]
    for pack in fresh:
        load(None, pack)
    return len(fresh)
