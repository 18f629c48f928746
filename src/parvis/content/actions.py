"""Loading packs. A version, once loaded, never changes: a change needs a new version number."""

from django.utils.translation import gettext as _

from parvis.access.errors import NotAllowed, Refused
from parvis.access.queries import reach
from parvis.access.roles import Can
from parvis.content import events
from parvis.content.carrying import unstated
from parvis.content.layout.writing import to_workbook
from parvis.content.load import digest, shipped_digest, shipped_packs, to_yaml
from parvis.content.models import PackVersion, Shipment
from parvis.content.queries import current, find, forget, versions
from parvis.content.schemas import MethodPack, Pack, ThreatsPack
from parvis.journal.actions import hold, record, verb
from parvis.people.models import Account


def require_loader(account: Account) -> None:
    """Packs hold for the whole installation; who may load them sees the list of those in use."""
    if not reach(account).may_anywhere(Can.LOAD_PACKS):
        raise NotAllowed(_("Only a safety coordinator or an administrator of the installation loads packs."))


@verb(events.PackLoaded)
def load(actor: Account | None, pack: Pack, *, shipped: bool = False) -> PackVersion:
    """Make a pack the current one of its urn, or raise Refused and change nothing.

    A shipped pack does not displace one that an officer loaded under the same urn: it is kept beside it.
    """
    if actor is not None:
        require_loader(actor)
    hold()  # two loads at once would leave two versions in use
    refusal = problem(pack, shipped=shipped)
    if refusal:
        raise Refused(refusal)
    others = PackVersion.objects.filter(urn=pack.urn).exclude(version=pack.version)
    in_use = not (shipped and others.filter(current=True, shipped=False).exists())
    if in_use:
        others.update(current=False)
    kept, _new = PackVersion.objects.update_or_create(
        urn=pack.urn,
        version=pack.version,
        defaults={"kind": pack.kind, "digest": digest(pack), "current": in_use},
        create_defaults={
            "kind": pack.kind, "digest": digest(pack), "current": in_use,
            "body": pack.model_dump(mode="json"), "shipped": shipped,
        },
    )  # fmt: skip
    record(actor, events.PackLoaded(urn=pack.urn, version=pack.version, digest=kept.digest))
    forget()
    return kept


def problem(pack: Pack, *, shipped: bool = False) -> str:
    """The sentence that says why this pack cannot be loaded here, or an empty text.

    What ships is measured against nothing that was loaded here: an update of Parvis must not fail on it.
    """
    known = PackVersion.objects.filter(urn=pack.urn, version=pack.version).first()
    if known and known.digest != digest(pack):
        return _(
            "Version %(version)s of this pack is loaded already with other content. Nothing was changed: raise its version number."
        ) % {"version": pack.version}
    if PackVersion.objects.filter(urn=pack.urn).exclude(kind=pack.kind).exists():
        return _(
            "%(urn)s is loaded already as a pack of another kind. Nothing was changed: give it a name of its own."
        ) % {"urn": pack.urn}
    if not isinstance(pack, MethodPack) or known or shipped:
        return ""
    absent = set(pack.threats) - {found.urn for found in current(ThreatsPack)}
    if absent:
        return _(
            "The method takes its scenarios from %(lists)s, which is not in use here. Nothing was loaded: load that list first."
        ) % {"lists": ", ".join(sorted(absent))}
    return _unstated(pack)


def _unstated(method: MethodPack) -> str:
    """Values given under every loaded version are compared over time: a scale that changed says what becomes of them."""
    for old in versions(method.urn):
        changed = unstated(old, method) if isinstance(old, MethodPack) else []
        if changed:
            return _(
                "The scale of “%(factor)s” differs from version %(version)s, and “carried_over” does not say what becomes of values given under that version. Nothing was loaded: add an entry for version %(version)s that maps its levels, or an empty one if they cannot be compared."
            ) % {"factor": ", ".join(changed), "version": old.version}
    return ""


@verb(events.PackExported)
def export(actor: Account, *, urn: str, version: str = "", form: str) -> bytes:
    """A loaded pack as a file, "yaml" or, of a method, "xlsx"; without a version the one in use."""
    require_loader(actor)
    found = find(urn, version)
    if found is None:
        raise Refused(
            _("There is no pack %(urn)s %(version)s here. Nothing was written.") % {"urn": urn, "version": version}
        )
    if form == "yaml":
        body = to_yaml(found)
    elif form == "xlsx" and isinstance(found, MethodPack):
        body = to_workbook(found)
    else:
        raise Refused(_("A pack is written as .yaml, a method also as .xlsx. Nothing was written."))
    record(actor, events.PackExported(urn=found.urn, version=found.version, form=form))
    return body


def load_shipped() -> int:
    """Load the packs that ship with Parvis and are not loaded yet. Returns how many were new."""
    shipment = shipped_digest()
    if Shipment.objects.filter(digest=shipment).exists():
        return 0
    known = set(PackVersion.objects.values_list("urn", "version", "digest"))
    taken = set(PackVersion.objects.filter(shipped=False).values_list("urn", "version"))
    fresh = [
        pack
        for pack in shipped_packs()
        if (pack.urn, pack.version, digest(pack)) not in known and (pack.urn, pack.version) not in taken
    ]
    for pack in fresh:
        load(None, pack, shipped=True)
    Shipment.objects.get_or_create(digest=shipment)
    return len(fresh)
