"""Reading files: rows from `visible_to`, bytes only through a row; and whether both still fit together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.core.files.storage import Storage
from django.db.models import QuerySet

from parvis.access.queries import seen, visible_to
from parvis.files.models import Envelope, File
from parvis.files.storage import name_of, store
from parvis.people.models import Account


def photo(account: Account | None, pk: UUID | str) -> File:
    """One photo that the account may see, or NotVisible."""
    return seen(account, File, pk)


def photos_about(account: Account | None, things: Iterable[UUID]) -> QuerySet[File]:
    """The photos of these answers or measures, as far as the account may see them, the oldest first."""
    return visible_to(account, File).filter(about__in=list(things)).order_by("created", "id")


def content(of: File) -> bytes:
    """The bytes of a photo; the caller has asked access. FileNotFoundError when the storage lost them."""
    with store().open(name_of(of.sha256)) as file:
        data: bytes = file.read()
    return data


def envelope(pk: str) -> bytes:
    """Locked bytes; the caller has the key, or nothing."""
    row = Envelope.objects.get(pk=pk)
    with store().open(name_of(row.sha256)) as file:
        data: bytes = file.read()
    return data


@dataclass(frozen=True)
class Verdict:
    """What does not fit: rows whose bytes are gone or changed, and bytes that no row names."""

    rows: int
    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        return not (self.missing or self.changed or self.orphans)


def check(*, read: bool = True) -> Verdict:
    """Compare rows and bytes of the whole installation; with `read`, every digest is computed afresh."""
    kept = store()
    digests = [
        d for model in (File, Envelope) for d in model.objects.order_by("sha256").values_list("sha256", flat=True)
    ]
    wanted = {name_of(digest) for digest in digests}
    there = set(_names(kept))
    changed = [name for name in sorted(wanted & there) if read and _digest(kept, name) != name.rpartition("/")[2]]
    return Verdict(len(digests), tuple(sorted(wanted - there)), tuple(changed), tuple(sorted(there - wanted)))


def _names(kept: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, names = kept.listdir(folder)
    except FileNotFoundError:
        return  # nothing was ever kept here
    yield from (f"{folder}/{name}".lstrip("/") for name in names)
    for inner in folders:
        yield from _names(kept, f"{folder}/{inner}".lstrip("/"))


def _digest(kept: Storage, name: str) -> str:
    total = sha256()
    with kept.open(name) as file:
        for chunk in file.chunks():
            total.update(chunk)
    return total.hexdigest()
