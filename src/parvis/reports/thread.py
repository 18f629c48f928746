"""The thread of a place as a document: one section for each link, with what each room knows."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.assessment.queries import measures
from parvis.content.queries import term
from parvis.people.models import Account
from parvis.places import queries as places
from parvis.places.actions.reading import tiles_path
from parvis.places.models import Place
from parvis.reports import mapping
from parvis.reports.document import Document, Picture, Section
from parvis.reports.frame import framed, map_source, ribbon_of
from parvis.reports.sections import sections
from parvis.thread.queries import ribbons, strictest


def thread_document(account: Account, place: Place, today: date) -> Document:
    """All that the account may see of a place, marked with the strictest marking of what is in it."""
    links = ribbons(account, [place])[place.pk]
    made: list[Section] = sections(account, place, links)
    return framed(
        title=place.name,
        subtitle=" · ".join(filter(None, [term("categories", place.category), place.owner.name, place.custodian])),
        tlp=strictest(account, place).label,
        made=today,
        made_words=_("Made on %(date)s from the thread of this place") % {"date": date_format(today, "DATE_FORMAT")},
        ribbon=ribbon_of(links),
        sections=made,
        map=Picture(
            place_map(account, place),
            _(
                "Map of %(name)s with its outline, zones, entrances and measures (filled: good; open: failing, missing or needed)"
            )
            % {"name": place.name},
        ),
        sources=[_("Register, assessments and plans of %(city)s") % {"city": settings.CITY_NAME}, map_source()],
        signature_lines=[_("Safety coordinator"), _("For the managing body")],
    )


def place_map(account: Account, place: Place) -> str:
    """The map of the place as SVG: outline, zones, entrances, existing measures."""
    marks = [mapping.Mark(place.geometry, "outline")]
    marks += [mapping.Mark(zone.geometry, "zone") for zone in places.zones(account, place.pk)]
    marks += [
        mapping.Mark(row.geometry, "entrance", str(number))
        for number, row in enumerate(places.entrances(account, place.pk), start=1)
    ]
    marks += [
        mapping.Mark(row.geometry, "good" if row.state == "good" else "needed")
        for row in measures(account, place.pk)
        if row.geometry is not None
    ]
    return mapping.draw(place.geometry.bounds, marks, tiles_path())
