"""Attaching files to an answer: hostile until proven harmless, and locked with a key of their own before they are kept."""

import base64
from hashlib import sha256
from pathlib import PurePath
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.engines.privacy import sealing
from parvis.files.actions import keep_envelope, sentence
from parvis.files.rules import Paper, Unusable, paper
from parvis.journal.actions import verb
from parvis.solutions import events
from parvis.solutions.actions.calls.answering import OPEN_PHASES, add_paper
from parvis.solutions.actions.calls.preparing import note
from parvis.solutions.models import CallAnswer
from parvis.solutions.queries.calls.answers import by_link, drafted
from parvis.solutions.rules import responses

MOST_FILES, MOST_EVER = 5, 20


def attach(link: str, data: bytes, name: str) -> CallAnswer:
    """Read the file, then keep it locked. Its key stands in the draft: whoever cannot open that cannot open the file."""
    try:
        found = paper(data)
    except Unusable as unusable:
        raise Refused(sentence(unusable.code), "file") from None
    return _attach(link, found, name)


@verb(events.FileAttached)
def _attach(link: str, found: Paper, name: str) -> CallAnswer:
    answer = by_link(link)
    call = answer.call
    if call.phase(timezone.now()) not in OPEN_PHASES:
        raise Refused(_("This call is closed: no file was kept."), "file")
    if found.group not in call.attachments:
        raise Refused(_("This kind of file is not asked for in this call. Nothing was kept."), "file")
    if len(drafted(answer, link).papers) >= MOST_FILES or answer.files >= MOST_EVER:
        raise Refused(_("An answer has at most five files. Nothing was kept: take one out first."), "file")
    key = sealing.new_secret()
    named = f"{PurePath(name.replace(chr(92), '/')).stem[:150] or 'file'}.{found.ending}"  # the ending is what it is
    one = responses.Paper(
        id=str(uuid4()), name=named, kind=found.group, sha256=sha256(found.data).hexdigest(), size=len(found.data),
        key=base64.b64encode(key).decode(),
    )  # fmt: skip
    note(None, call, events.FileAttached(call=call.pk, size=one.size), answer.pk)
    keep_envelope(one.id, call.place_id, call.marking, answer.pk, sealing.lock(key, found.data))
    add_paper(link, one)
    return answer
