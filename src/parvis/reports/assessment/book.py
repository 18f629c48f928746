"""The scenario book, one scenario a page, and the inventory of measures."""

import json

import shapely
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.access.models import Marking
from parvis.assessment import queries
from parvis.assessment.models import Scenario
from parvis.content.queries import choices, label, term
from parvis.reports.assessment import parts
from parvis.reports.assessment.case import Case
from parvis.reports.document import Document, Section, Table
from parvis.reports.frame import framed, map_source

ROOM_FOR_NOTES = 5


def scenario_book(case: Case) -> Document:
    """For the table: what each scenario says and asks, with room for notes. No judgement is in it."""
    rows = [
        [str(number), story.title, queries.zone_name(story) or parts.NONE, story.get_family_display()]
        for number, story in enumerate(case.stories, 1)
    ]
    head = [_("No."), _("Scenario"), _("Zone"), _("Family")]
    words = [] if rows else [_("No scenario is written yet. Choose the threats that make sense here, then come back.")]
    listed = Section(_("Scenarios"), words, Table(head, rows) if rows else None)
    return framed(
        title=_("Scenario book: %(title)s") % {"title": case.of.title},
        subtitle=f"{case.place.name} · {case.condition} · {case.method_words}",
        tlp=max(Marking(case.of.marking), Marking(case.place.marking), *relied_markings(case)).label,
        made=case.today,
        made_words=_("Made on %(date)s") % {"date": date_format(case.today, "DATE_FORMAT")},
        sections=[listed, *(section for n, story in enumerate(case.stories, 1) for section in _page(case, n, story))],
        sources=[*parts.sources(case), map_source()],
    )


def relied_markings(case: Case) -> list[Marking]:
    return [Marking(row.marking) for row in case.measures] or [Marking.CLEAR]


def _page(case: Case, number: int, story: Scenario) -> list[Section]:
    pick = queries.threat_of(story)
    told = story.narrative or _("No story is written yet.")
    title = f"{number}. {story.title}"
    return [
        Section(title, [told], parts.story_facts(case, story), pictures=parts.sketch(case, story, 0.5), own_page=True),
        Section(_("Questions to ask"), points=[label(text) for text in pick.threat.questions] if pick else [], level=2),
        Section(_("Notes"), lines=ROOM_FOR_NOTES, level=2),
    ]


def inventory(case: Case) -> Document:
    """What already protects the place, by zone and state, with the map."""
    drawn = any(row.geometry is not None for row in case.measures)
    listed = Section(
        _("All measures"),
        [] if case.measures else [_("No existing measure is noted. Walk the place and note what already protects it.")],
        Table(parts.measure_head(), parts.measure_rows(case)) if case.measures else None,
        pictures=[parts.measure_map(case)] if drawn else [],
    )
    return framed(
        title=_("Measures of %(place)s") % {"place": case.place.name},
        subtitle=f"{case.of.title} · {case.condition}",
        tlp=max(Marking(case.place.marking), *relied_markings(case)).label,
        made=case.today,
        made_words=_("Made on %(date)s") % {"date": date_format(case.today, "DATE_FORMAT")},
        sections=[listed, *([_counts(case)] if case.measures else [])],
        sources=[
            _("Measures noted at the place, as they stood on %(date)s") % {"date": parts.day(case.today)},
            map_source(),
        ],
    )


def _counts(case: Case) -> Section:
    """How many in each zone and state."""
    known = choices("measure_states")
    zones = sorted({parts.zone_of(row) for row in case.measures})
    rows = []
    for zone in zones:
        mine = [row.state for row in case.measures if parts.zone_of(row) == zone]
        rows.append([zone or _("no zone noted"), *(str(mine.count(code)) for code, _name in known), str(len(mine))])
    return Section(_("By zone and state"), table=Table([_("Zone"), *(name for _code, name in known), _("All")], rows))


def inventory_geojson(case: Case) -> bytes:
    """The measures that have a place on the map."""
    features = [
        {
            "type": "Feature",
            "id": str(row.pk),
            "geometry": json.loads(shapely.to_geojson(row.geometry)),
            "properties": {
                "number": number,
                "name": queries.measure_name(row),
                "state": row.state,
                "state_label": term("measure_states", row.state),
                "origin": row.origin,
                "owner": row.owner,
                "zone": parts.zone_of(row),
                "checked_on": row.checked_on.isoformat() if row.checked_on else None,
                "marking": Marking(row.marking).label,
            },
        }
        for number, row in enumerate(case.measures, 1)
        if row.geometry is not None
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()
