"""The assessment report: everything that the reader may see of it, in the order in which it was done."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.assessment.queries import proportion, tier_why, tier_words
from parvis.content.language import listed
from parvis.content.queries import label
from parvis.reports.assessment import answers, parts, photos, risks
from parvis.reports.assessment.case import Case, home_of
from parvis.reports.document import Document, Section, Table
from parvis.reports.frame import framed, map_source, ribbon_of
from parvis.thread.queries import ribbons


def report(case: Case) -> Document:
    """The whole report, marked with the strictest marking of what is in it."""
    links = ribbons(case.account, [case.place])[case.place.pk]
    return framed(
        title=_("Assessment report: %(title)s") % {"title": case.of.title},
        subtitle=f"{case.place.name} · {case.condition} · {case.method_words}",
        tlp=case.marking().label,
        made=case.today,
        made_words=_("Made on %(date)s") % {"date": date_format(case.today, "DATE_FORMAT")},
        ribbon=ribbon_of(links),
        sections=[
            _in_short(case),
            parts.place_and_condition(case),
            _tier(case),
            _threat_level(case),
            _team(case),
            _existing(case),
            *answers.sections(case),
            *risks.sections(case),
            _weaknesses(case),
            _needs(case),
            _checks(case),
            _accepted(case),
            *_method(case),
            *answers.annex(case),
            *photos.annex(case),
        ],
        sources=[*parts.sources(case), map_source()],
        signature_lines=[_("Safety coordinator"), _("For the managing body")],
    )


def _in_short(case: Case) -> Section:
    sheet = case.sheet
    words = []
    if sheet is None:
        words.append(risks.no_result(case))
    else:
        people = ngettext("%(n)d expert judged", "%(n)d experts judged", sheet.experts) % {"n": sheet.experts}
        stories = ngettext("%(n)d scenario.", "%(n)d scenarios.", len(sheet.rows)) % {"n": len(sheet.rows)}
        words += [f"{people} {stories} {sheet.agreement}"]
    points = [f"{row.scenario.title}: {row.band_range}" for row in sheet.rows[:3]] if sheet else []
    weak = len(case.weaknesses)
    words.append(
        ngettext("%(n)d weakness was written down.", "%(n)d weaknesses were written down.", weak) % {"n": weak}
        if weak
        else _("No weakness was written down.")
    )
    if points:
        words.append(_("The gravest scenarios:"))
    return Section(_("In short"), words, points=points)


def _tier(case: Case) -> Section:
    """The tier, why it holds, and every expectation with what was said of it."""
    found = proportion(case.account, case.of)
    words = [tier_words(found.tier)] if found.tier else []
    rows = [
        [
            row.text,
            row.said.get_state_display() if row.said else _("not said"),
            row.said.known_by if row.said else parts.NONE,
            parts.day(timezone.localdate(row.said.said)) if row.said else parts.NONE,
        ]
        for row in found.expected
    ]
    head = [_("Expected"), _("Is it met?"), _("How do you know?"), _("Said on")]
    return Section(
        _("What is expected of a place like this"), words + tier_why(found), Table(head, rows) if rows else None
    )


def _threat_level(case: Case) -> Section:
    of = case.of
    if not of.threat_level:
        return Section(_("General level of threat"), [_("No level announced by the authorities is noted.")])
    said = _("%(level)s, announced by %(by)s") % {"level": of.threat_level, "by": of.threat_level_by}
    return Section(
        _("General level of threat"), [f"{said} ({parts.day(of.threat_level_on)})" if of.threat_level_on else said]
    )


def _team(case: Case) -> Section:
    """Organisations and circles; names only where the lead asked for them."""
    rows = []
    for seat in case.team:
        home = home_of(seat) or _("in person")
        who = [str(seat.account) if seat.account else parts.NONE] if case.named else []
        rows.append([home, *who, seat.get_circle_display(), _("yes") if seat.is_police else ""])
    head = [_("Organisation"), *([_("Name")] if case.named else []), _("Circle"), _("Local police")]
    words = [] if rows else [_("Nobody is in the team yet.")]
    if case.of.police_absence:
        words.append(_("Why the local police do not take part: %(words)s") % {"words": case.of.police_absence})
    return Section(_("Mandate and team"), words, Table(head, rows) if rows else None)


def _existing(case: Case) -> Section:
    if not case.measures:
        return Section(_("What already protects"), [_("No existing measure is noted.")])
    drawn = any(row.geometry is not None for row in case.measures)
    return Section(
        _("What already protects"),
        table=Table(parts.measure_head(), parts.measure_rows(case)),
        pictures=[parts.measure_map(case)] if drawn else [],
    )


def _weaknesses(case: Case) -> Section:
    rows = [
        [
            row.title,
            row.description or parts.NONE,
            row.scenario.title if row.scenario else parts.NONE,
            row.get_state_display(),
        ]
        for row in case.weaknesses
    ]
    head = [_("What is weak here"), _("What would help"), _("Scenario"), _("State")]
    words = [] if rows else [_("No weakness was written down.")]
    return Section(_("What is weak here, and what would help"), words, Table(head, rows) if rows else None)


def _needs(case: Case) -> Section:
    rows = [
        [row.text, row.get_priority_display(), row.metric or parts.NONE, row.threshold or parts.NONE]
        for row in case.needs
    ]
    head = [_("What has to hold"), _("Priority"), _("How it is measured"), _("Met from")]
    words = [] if rows else [_("No need was written from these weaknesses yet.")]
    return Section(_("Needs"), words, Table(head, rows) if rows else None)


def _checks(case: Case) -> Section:
    """What does not fit together, with what was accepted and why."""
    grades = {"error": _("error"), "warning": _("warning"), "note": _("note")}
    rows = [[grades[row.severity], row.text, listed(row.subjects) or parts.NONE, row.hint] for row in case.findings]
    head = [_("Grade"), _("What does not fit together"), _("About"), _("What would help")]
    words = [] if rows else [_("The checks found nothing.")]
    return Section(_("Checks"), words, Table(head, rows) if rows else None)


def _accepted(case: Case) -> Section:
    rows = [
        [row.text, about.label or parts.NONE, about.accepted.reason, parts.day(about.accepted.until)]
        for row in case.accepted
        for about in row.about
        if about.accepted
    ]
    head = [_("What does not fit together"), _("About"), _("Why it is accepted"), _("Until")]
    words = [] if rows else [_("No finding was accepted.")]
    return Section(_("Accepted findings"), words, Table(head, rows) if rows else None, level=2)


def _method(case: Case) -> list[Section]:
    method = case.method
    made = [Section(_("How it was judged"), [case.method_words, label(method.summary)])]
    for factor in method.factors:
        rows = [[str(v.value), label(v.label), label(v.anchor) if v.anchor else parts.NONE] for v in factor.levels]
        table = Table([_("Level"), _("Word"), _("What it stands for")], rows)
        made.append(Section(label(factor.label), [label(factor.question)], table, level=2))
    if method.bands:
        rows = [[label(band.label), label(band.asks)] for band in method.bands]
        made.append(Section(_("Bands"), table=Table([_("Band"), _("What it asks for")], rows), level=2))
    return made
