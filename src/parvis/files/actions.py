"""Taking photos in, and removing them."""

from datetime import date
from hashlib import sha256
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.files import events
from parvis.files.models import Envelope, File
from parvis.files.rules import Clean, Unusable, clean
from parvis.files.storage import name_of, store
from parvis.journal.actions import hold, record, verb
from parvis.people.models import Account

JPEG = "image/jpeg"


def take_in(
    actor: Account,
    place: Model,
    data: bytes,
    *,
    can: Can = Can.JUDGE,
    id: UUID | None = None,  # noqa: A002  # the name of the field
    about: UUID | None = None,
    caption: str = "",
    taken_on: date | None = None,
    marking: int = Marking.AMBER_STRICT,
) -> File:
    """Clean a photo and keep it. The same bytes under the same id are kept once, however often they are sent.

    `can` is what the actor must be able to do at the place. Raises Refused with a sentence for whatever is no photo.
    """
    require(actor, can, place)
    sent, once = sha256(data).hexdigest(), id or uuid4()
    there = File.objects.filter(pk=once).first()
    if there:
        return _same(actor, there, sent)
    try:
        photo = clean(data)
    except Unusable as unusable:
        raise Refused(sentence(unusable.code), "photo") from None
    row = File(
        id=once, place_id=place.pk, author=actor, marking=marking, about=about, caption=caption.strip()[:300],
        taken_on=taken_on or timezone.localdate(), sent_sha256=sent, sha256=photo.sha256, media_type=JPEG,
        width=photo.width, height=photo.height, size=len(photo.data),
    )  # fmt: skip
    return _keep(actor, place, row, photo, can)


def _same(actor: Account, there: File, sent: str) -> File:
    if there.author_id != actor.pk or there.sent_sha256 != sent:
        raise Refused(
            _("Another photo was kept under this number. Nothing was changed: send this one afresh."), "photo"
        )
    return there


@verb(events.PhotoTakenIn)
def _keep(actor: Account, place: Model, row: File, photo: Clean, can: Can) -> File:
    """Bytes first, then the row; while the journal is held, nobody sweeps these bytes away."""
    require(actor, can, place)
    event = events.PhotoTakenIn(about=row.about, sent_sha256=row.sent_sha256, sha256=row.sha256)
    record(actor, event, object_id=row.pk, place_id=place.pk, marking=row.marking)
    name = name_of(row.sha256)
    if not store().exists(name):
        store().save(name, ContentFile(photo.data))
    row.save(force_insert=True)
    return row


@verb(events.PhotoRemoved)
def remove(actor: Account, file: File) -> None:
    """Remove a photo, by who sent it or by whoever leads assessments here. Its bytes go with the last row that needs them."""
    require(actor, Can.JUDGE if file.author_id == actor.pk else Can.LEAD_ASSESSMENT, file)
    event = events.PhotoRemoved(about=file.about, sha256=file.sha256)
    record(actor, event, object_id=file.pk, place_id=file.place_id, marking=file.marking)
    name = name_of(file.sha256)
    File.objects.filter(pk=file.pk).delete()
    transaction.on_commit(lambda: sweep(name))


def sweep(name: str) -> bool:
    """Delete bytes that no row names. No verb: what it removes is nobody's record any more."""
    with transaction.atomic():
        hold()
        digest = name.rpartition("/")[2]
        if File.objects.filter(sha256=digest).exists() or Envelope.objects.filter(sha256=digest).exists():
            return False
        store().delete(name)
    return True


def keep_envelope(name: str, place_id: UUID, marking: int, about: UUID, locked: bytes) -> Envelope:
    """Keep locked bytes. No verb: the room that attaches them records the event first, in the same transaction."""
    digest = sha256(locked).hexdigest()
    store().save(name_of(digest), ContentFile(locked))
    return Envelope.objects.create(
        id=name, place_id=place_id, marking=marking, about=about, sha256=digest, size=len(locked)
    )


def sentence(code: str) -> str:
    """Why a file cannot be kept, what was kept, and what to do."""
    return _paper_sentences().get(code) or {
        "empty": _("The file is empty. Nothing was kept: take or choose the photo again."),
        "heic": _(
            "This is a HEIC photo, which not every browser can show. Nothing was kept: set the camera of the phone to “most compatible” (JPEG), or send a screenshot of the photo."
        ),
        "zip": _("This is a zip archive, not a photo. Nothing was kept: unpack it and send the photos one by one."),
        "html": _("This is a web page, not a photo. Nothing was kept: save the picture itself as JPEG or PNG."),
        "svg": _("This is a drawing (SVG), not a photo. Nothing was kept: save it as PNG and send that."),
        "damaged": _("The photo is cut off or damaged. Nothing was kept: send it again, or take another one."),
        "too_many_bytes": _("The photo is larger than 15 MB. Nothing was kept: choose a smaller size in the camera."),
        "too_many_pixels": _(
            "The picture has more than 60 million pixels. Nothing was kept: choose a smaller size in the camera."
        ),
    }.get(code, _("This is no photo that Parvis can read. Nothing was kept: send a JPEG, PNG or WebP file."))


def _paper_sentences() -> dict[str, str]:
    return {
        "paper_too_large": _("This file is larger than 10 MB. Nothing was kept: send a smaller one."),
        "ole": _(
            "This is a file of an old kind (such as doc or xls), which can hide programs. Nothing was kept: save it as PDF and send that."
        ),
        "macro": _(
            "This file holds macros or embedded objects, which are programs. Nothing was kept: save it without them, or as PDF."
        ),
        "bomb": _("This file unpacks to something enormous. Nothing was kept: save it anew, or as PDF."),
        "active_pdf": _(
            "This PDF holds scripts, forms that act or attached files. Nothing was kept: print it into a new PDF and send that."
        ),
        "damaged_paper": _(
            "This file is damaged or protected by a password. Nothing was kept: save it anew, or as PDF."
        ),
        "no_paper": _("This kind of file is not known here. Nothing was kept: send a PDF."),
    }
