"""Sections that several documents of an assessment share."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.assessment import queries
from parvis.assessment.models import ExistingMeasure, Scenario
from parvis.content.language import figure, listed
from parvis.content.queries import label, term
from parvis.content.schemas.common import Head
from parvis.places import queries as places
from parvis.places.actions.reading import tiles_path
from parvis.reports import mapping
from parvis.reports.assessment.case import Case, relied_on
from parvis.reports.document import Picture, Section, Table

NONE = "—"


def facts(pairs: list[tuple[str, str]]) -> Table:
    """What is known, one line each; what is not known is not printed."""
    return Table([_("What"), _("Noted")], [[name, value] for name, value in pairs if value])


def day(value: date | None) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def zone_of(row: ExistingMeasure) -> str:
    return row.zone.name if row.zone else term("zone_kinds", row.zone_kind) if row.zone_kind else ""


def place_and_condition(case: Case) -> Section:
    of, place = case.of, case.place
    people = places.occupancies(case.account, place.pk).filter(condition=of.condition).first()
    pairs = [
        (_("Place"), place.name),
        (_("Category"), term("categories", place.category)),
        (_("Managing body"), place.owner.name),
        (_("Custodian"), place.custodian),
        (_("Symbolic and civic role"), place.civic_role),
        (_("Condition"), case.condition),
        (_("People at the same time"), _("about %(people)s") % {"people": figure(people.people)} if people else ""),
        (_("Method"), case.method_words),
        (_("State"), of.get_state_display()),
        (_("Opened on"), day(of.created)),
        (_("First round begun on"), day(of.judging_since)),
        (_("Discussion begun on"), day(of.discussing_since)),
        (_("Closed on"), day(of.closed)),
        (_("Look again on"), day(of.review_on)),
    ]
    return Section(_("Place and condition"), table=facts(pairs))


def measure_rows(case: Case) -> list[list[str]]:
    return [
        [
            str(number),
            queries.measure_name(row),
            zone_of(row) or NONE,
            term("measure_states", row.state),
            row.owner or NONE,
            day(row.checked_on) or NONE,
            row.note or NONE,
        ]
        for number, row in enumerate(case.measures, 1)
    ]


def measure_head() -> list[str]:
    return [_("No."), _("Measure"), _("Zone"), _("State"), _("Owner"), _("Seen on"), _("Note")]


def measure_map(case: Case, share: float = 1.0) -> Picture:
    """The place with its measures, numbered as in the list."""
    marks = [mapping.Mark(case.place.geometry, "outline")]
    marks += [mapping.Mark(zone.geometry, "zone") for zone in places.zones(case.account, case.place.pk)]
    marks += [
        mapping.Mark(row.geometry, "good" if row.state == "good" else "needed", str(number))
        for number, row in enumerate(case.measures, 1)
        if row.geometry is not None
    ]
    words = _(
        "Map of the measures of %(place)s, numbered as in the list (filled: good; open: failing, missing or needed)"
    )
    return Picture(
        mapping.draw(case.place.geometry.bounds, marks, tiles_path()), words % {"place": case.place.name}, share
    )


def sketch(case: Case, story: Scenario, share: float = 0.7) -> list[Picture]:
    """Where a scenario happens, if the team drew it."""
    if story.sketch is None:
        return []
    kind = "outline" if story.sketch.geom_type in {"Polygon", "MultiPolygon"} else "entrance"
    marks = [mapping.Mark(case.place.geometry, "zone"), mapping.Mark(story.sketch, kind)]
    words = _("Sketch of “%(title)s” on the map of %(place)s") % {"title": story.title, "place": case.place.name}
    return [Picture(mapping.draw(case.place.geometry.bounds, marks, tiles_path()), words, share)]


def story_facts(case: Case, story: Scenario) -> Table:
    pick = queries.threat_of(story)
    relies = [
        f"{case.numbers[row.pk]}. {queries.measure_name(row)} ({term('measure_states', row.state)})"
        for row in relied_on(case, story)
    ]
    pairs = [
        (_("Threat"), pick.label if pick else story.threat),
        (_("What it covers"), label(pick.threat.scope) if pick else ""),
        (_("Zone"), queries.zone_name(story)),
        (_("Phase"), queries.phase_label(story.phase) if story.phase else ""),
        (_("Condition"), term("conditions", story.condition or case.of.condition)),
        (_("What it assumes"), story.assumes or _("Nothing is noted.")),
        (_("Measures that it relies on"), listed(relies) or _("None is noted.")),
    ]
    return facts(pairs)


def sources(case: Case) -> list[str]:
    """What the document rests on: the reader can look everything up."""
    return [
        _("Assessment “%(title)s”, as it stood on %(date)s") % {"title": case.of.title, "date": day(case.today)},
        _("Method: %(method)s") % {"method": case.method_words},
        *pack_sources(case.method),
    ]


def pack_sources(pack: Head) -> list[str]:
    """The sources of a pack, each with what we owe it: a proposal of our own, or read between the lines, says so."""
    marks = {"own": _("own proposal of Parvis"), "inferred": _("inferred")}
    return [source.name + (f" ({marks[source.mark]})" if source.mark in marks else "") for source in pack.source]
