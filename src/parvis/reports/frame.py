"""What every document has around its sections: city, language, notice, page numbers."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from parvis.reports.document import Document
from parvis.thread.queries import RibbonLink


def framed(**facts: Any) -> Document:
    """A document of this city in the reader's language."""
    return Document(
        city=settings.CITY_NAME,
        language=(translation.get_language() or "en").split("-")[0],
        notice=_("Not for classified information"),
        sources_title=_("Sources"),
        page_words=_("Page %(page)s of %(pages)s") % {"page": "%1", "pages": "%2"},
        **facts,
    )


def ribbon_of(links: Iterable[RibbonLink]) -> list[tuple[str, str, str]]:
    """The ribbon of the thread as documents print it."""
    return [(link.label, link.state, link.state_label) for link in links]


def map_source() -> str:
    return _("Map data © OpenStreetMap contributors, Open Database License 1.0")
