"""The sections of the document of a place, in the order of the thread."""

from collections.abc import Callable

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _

from parvis.assessment.queries.reading import vulnerabilities
from parvis.assessment.queries.results import newest_sheet
from parvis.content.language import figure, listed, said
from parvis.content.queries import term
from parvis.exercises.queries.lessons import lessons
from parvis.exercises.queries.reading import last_exercise
from parvis.exercises.queries.result import TaskRow, result
from parvis.people.models import Account
from parvis.places import queries as places
from parvis.places.models import Place
from parvis.plans.queries import actions, plan, tasks
from parvis.reports.document import Section, Table
from parvis.solutions.queries.ranking import ranking
from parvis.solutions.queries.thread import latest_decision, requirements
from parvis.thread.queries import RibbonLink
from parvis.thread.queries.place import doing

Told = tuple[list[str], Table | None]


def sections(account: Account, place: Place, links: list[RibbonLink]) -> list[Section]:
    """One section a link, each with what the account may see; links that are missing say so in one line."""
    tell: dict[str, Callable[[Account, Place], Told]] = {
        "place": _place,
        "threats": _doing,
        "judgements": _risks,
        "weaknesses": _weaknesses,
        "needs": _needs,
        "options": _options,
        "decision": _decision,
        "plan": _plan,
        "exercise": _exercise,
        "lessons": _lessons,
    }
    made = []
    for link in links:
        words, table = tell[link.key](account, place) if link.key in tell else ([], None)
        detail = [link.detail] if link.detail else []
        made.append(Section(link.label, detail + words, table, link.state, link.state_label))
    return made


def minutes(seconds: float | None) -> str:
    """A time as minutes and seconds; a dash where nobody saw one."""
    if seconds is None or seconds != seconds:  # noqa: PLR0124  # nan
        return "—"
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def _place(account: Account, place: Place) -> Told:
    words = [text for text in (place.civic_role, place.rationale) if text]
    rows = [[zone.name, term("zone_kinds", zone.kind), ""] for zone in places.zones(account, place.pk)]
    rows += [
        [f"{number}. {row.name}", _("entrance"), f"{localize(row.width_m)} m" if row.width_m is not None else ""]
        for number, row in enumerate(places.entrances(account, place.pk), start=1)  # as on the map
    ]
    for row in places.occupancies(account, place.pk):
        condition = term("conditions", row.condition)
        words.append(
            _("%(condition)s: about %(people)s people") % {"condition": condition, "people": figure(row.people)}
        )
    return words, Table([_("Name"), _("Kind"), _("Clear width")], rows) if rows else None


def _doing(account: Account, place: Place) -> Told:
    rows = [[row.label, row.note] for row in doing(account, place, newest_sheet(account, place))]
    return [], Table([_("How this place is doing"), _("What is known")], rows)


def _risks(account: Account, place: Place) -> Told:
    found = newest_sheet(account, place)
    rows = [
        [
            row.scenario.title,
            " · ".join(map(str, sorted(row.dots))),
            row.agreement,
            f"{row.first_percent} %",
            row.band_range,
        ]
        for row in (found.rows if found else [])
    ]
    head = [_("Scenario"), _("Each expert (band)"), _("Agreement"), _("Chance to rank first"), _("Band")]
    return [], Table(head, rows) if rows else None


def _weaknesses(account: Account, place: Place) -> Told:
    rows = []
    for row in vulnerabilities(account, place.pk):
        disputed: bool = row.disputed  # type: ignore[attr-defined]  # annotated by the query
        rows.append([row.title, row.description, _("disputed") if disputed else row.get_state_display()])
    return [], Table([_("What is weak here"), _("What would help"), _("State")], rows) if rows else None


def _needs(account: Account, place: Place) -> Told:
    rows = [
        [row.text, row.get_priority_display(), row.metric, row.threshold] for row in requirements(account, place.pk)
    ]
    head = [_("What has to hold"), _("Priority"), _("How it is measured"), _("Met from")]
    return [], Table(head, rows) if rows else None


def _options(account: Account, place: Place) -> Told:
    made = latest_decision(account, place)
    found = ranking(account, made.comparison) if made else None
    if found is None:
        return [], None
    rows = [
        [str(row.rank), row.option.name, f"{row.value:.0f}", f"{100 * row.probabilities[0]:.0f} %"]
        for row in found.placed
    ]
    words = [*found.sentences, found.nearest, found.open_order]
    return [said for said in words if said], Table(
        [_("Rank"), _("Option"), _("Value of 100"), _("Chance to rank first")], rows
    )


def _decision(account: Account, place: Place) -> Told:
    made = latest_decision(account, place)
    words = [made.reasons] if made else []
    if made and made.before_the_end:
        words.append(_("An evaluation was still open on that day, and was not waited for:") + f" {made.before_the_end}")
    if made and made.dissent:
        words.append(_("Dissent: %(words)s") % {"words": made.dissent})
    rows = [
        [row.title, row.owner, date_format(row.due, "SHORT_DATE_FORMAT"), row.get_state_display(), row.evidence]
        for row in actions(account, place.pk)
    ]
    head = [_("Action"), _("Owner"), _("Due"), _("State"), _("Evidence")]
    return words, Table(head, rows) if rows else None


def _plan(account: Account, place: Place) -> Told:
    current = plan(account, place)
    if current is None:
        return [], None
    rows = [
        [row.code, row.text, row.responsible.name if row.responsible else "—", minutes(row.target_s)]
        for row in tasks(account, current)
    ]
    return [current.title], Table([_("Code"), _("Task"), _("Who does it"), _("Target (min:s)")], rows) if rows else None


def _exercise(account: Account, place: Place) -> Told:
    played = last_exercise(account, place)
    if played is None:
        return [], None
    rows = [_seen(row) for row in result(account, played).rows]
    return [played.title], Table([_("Task"), _("Target (min:s)"), _("Seen (min:s)"), _("What happened")], rows)


def _seen(row: TaskRow) -> list[str]:
    told = listed(said(statement) for statement in row.statements)
    task = f"{row.task.code} {row.task.text}"
    return [task, minutes(row.task.target_s), minutes(row.result.elapsed_s), told]


def _lessons(account: Account, place: Place) -> Told:
    rows = [[row.text, row.recommendation, row.owner, row.get_state_display()] for row in lessons(account, place.pk)]
    return [], Table([_("What was learned"), _("What should change"), _("Owner"), _("State")], rows) if rows else None
