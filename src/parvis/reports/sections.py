"""The sections of the document of a place, in the order of the thread."""

from django.utils.translation import gettext as _

from parvis.content.queries import term
from parvis.people.models import Account
from parvis.places import queries as places
from parvis.places.models import Place
from parvis.reports.document import Section, Table
from parvis.thread.queries import RibbonLink


def sections(account: Account, place: Place, links: list[RibbonLink]) -> list[Section]:
    """One section a link, each with what the account may see."""
    states = {link.key: link for link in links}
    return [place_section(account, place, states["place"])]


def place_section(account: Account, place: Place, link: RibbonLink) -> Section:
    words = [text for text in (place.civic_role, place.rationale) if text]
    rows = [[zone.name, term("zone_kinds", zone.kind), ""] for zone in places.zones(account, place.pk)]
    rows += [
        [row.name, _("entrance"), f"{row.width_m} m" if row.width_m is not None else ""]
        for row in places.entrances(account, place.pk)
    ]
    for row in places.occupancies(account, place.pk):
        condition = term("conditions", row.condition)
        words.append(_("%(condition)s: about %(people)s people") % {"condition": condition, "people": row.people})
    table = Table([_("Name"), _("Kind"), _("Clear width")], rows) if rows else None
    return Section(link.label, words, table, link.state, link.state_label)
