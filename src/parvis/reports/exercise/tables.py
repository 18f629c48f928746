"""The tables of an after-action report, as rows of texts, numbers and days: for the document and for Excel."""

import math
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from parvis.content.language import listed, said
from parvis.engines.drill import Bound, Latency
from parvis.exercises.models import Lesson, Stamp
from parvis.exercises.queries import Capability, Goal, step_label
from parvis.reports.exercise.evening import Evening
from parvis.reports.sections import minutes
from parvis.reports.workbook import Grid

NONE = "—"
SHOWN = frozenset({"never_done", "not_observed", "late"})  # the columns beside say these already


def bound(value: Bound) -> str:
    """A time in minutes and seconds, with a sign before a lower bound."""
    return f"≥ {minutes(value.seconds)}" if value.at_least else minutes(value.seconds)


def tasks(of: Evening) -> Grid:
    """Each task: target, what was seen, what stands out, the rating."""
    rows: list[list[Any]] = []
    for row in of.result.rows:
        open_for = row.result.at_least_s
        seen = minutes(row.result.elapsed_s) if math.isnan(open_for) else f"≥ {minutes(open_for)}"
        rating = row.rating.rating if row.rating else ""
        rows.append(
            [
                row.task.code,
                row.task.text,
                row.task.responsible.name if row.task.responsible else NONE,
                minutes(row.result.target_s),
                seen,
                listed(said(one) for one in row.statements if one.code not in SHOWN),
                rating or (f"({row.suggestion.rating})" if row.suggestion.rating else NONE),
                of.written(row.rating.reason) if row.rating and row.rating.reason else said(row.suggestion),
            ]
        )
    head = [_("Code"), _("Task"), _("Who does it"), _("Target (min:s)"), _("Seen (min:s)"), _("What stands out"), _("Rating"), _("Reason")]  # fmt: skip
    return Grid(_("Tasks"), head, rows)


def letters(of: Evening) -> Grid:
    """Each capability with the letter of the whole, and beneath it its targets."""
    rows = []
    for one in of.measured.capabilities:
        rows.append([one.objective.number, of.written(one.name), _("the capability as a whole"), *_letter(of, one)])
        rows += [
            [one.objective.number, of.written(aim.target.text), ", ".join(aim.tasks) or NONE, *_letter(of, aim)]
            for aim in one.goals
        ]
    head = [_("Objective"), _("Capability target"), _("Critical tasks"), _("Suggested"), _("Decided"), _("Reason"), _("Decided by")]  # fmt: skip
    return Grid(_("Capabilities"), head, rows)


def _letter(of: Evening, one: Capability | Goal) -> list[Any]:
    suggested, decided = one.suggestion.rating or NONE, one.rating
    if decided is None:
        return [suggested, NONE, said(one.suggestion), NONE]
    day = date_format(localtime(decided.decided), "SHORT_DATE_FORMAT")
    reason = of.written(decided.reason) or said(one.suggestion)
    return [suggested, decided.rating, reason, f"{of.names.of(decided.by)}, {day}"]


def steps(of: Evening) -> Grid:
    every = [(_("All tasks"), of.measured.steps), *((group.name, group.steps) for group in of.measured.by_role)]
    rows = [[name, step_label(step.step), *_summed(step)] for name, group in every for step in group]
    return Grid(_("Steps"), [_("Role"), _("From → to"), *_summary_head()], rows)


def relays(of: Evening) -> Grid:
    rows = [[_("roles"), one.name, *_summed(one.delay)] for one in of.measured.pairs]
    rows += [[_("channel in the plan"), one.name or NONE, *_summed(one.delay)] for one in of.measured.channels]
    rows += [[_("channel used"), one.name, *_summed(one.delay)] for one in of.measured.used]
    return Grid(_("Transmission"), [_("By"), _("From whom to whom"), *_summary_head()], rows)


def _summary_head() -> list[str]:
    return [_("Seen"), _("Open at the end"), _("Median"), _("Four in five within"), _("Longest")]


def _summed(step: Latency) -> list[Any]:
    return [step.n, step.open, bound(step.median), bound(step.p80), bound(step.longest)]


def load(of: Evening) -> Grid:
    rows = [[row.role, row.tasks, f"{100 * row.share:.0f} %", minutes(row.busy_s), row.peak] for row in of.result.load]
    return Grid(_("Load"), [_("Role"), _("Tasks"), _("Share"), _("Busy"), _("At once, at most")], rows)


def timeline(of: Evening) -> Grid:
    """Messages and moments in the order of the clock; observers by number."""
    rows: list[tuple[float, list[Any]]] = [
        (one.delivered_s, [_("Message %(n)s") % {"n": one.number}, of.written(one.to), of.written(one.message)])
        for one in of.injects
        if one.delivered_s is not None
    ]
    texts = {row.task.code: row.task.text for row in of.result.rows}
    for code, watched in of.measured.seen.items():
        for number, moments in watched:
            for kind, at in moments.items():
                label = f"{code} · {Stamp.Kind(kind).label}"
                rows.append((at, [label, _("Observer %(n)d") % {"n": number}, texts.get(code, "")]))
    rows.sort(key=lambda row: row[0])
    return Grid(_("Timeline"), [_("Clock"), _("What"), _("Who"), _("Words")], [[minutes(at), *row] for at, row in rows])


def lessons(of: Evening) -> Grid:
    """Areas for improvement: each lesson with what it touches, and how far it is."""
    rows = [
        [
            of.written(row.text),
            of.written(row.root_cause) or NONE,
            of.written(row.recommendation) or NONE,
            about(of, row),
            of.written(touched(row)),
            of.written(row.owner) or NONE,
            row.due,
            row.get_state_display(),
        ]
        for row in of.lessons
    ]
    return Grid(_("Lessons"), lessons_head(), rows)


def lessons_head() -> list[str]:
    return [_("What was learned"), _("Root cause"), _("What should change"), _("What it is about"), _("Reopens"), _("Owner"), _("Due"), _("State")]  # fmt: skip


def about(of: Evening, lesson: Lesson) -> str:
    """Element, nature, function, capability, and how well it worked before: what is known of it."""
    before = lesson.get_effectiveness_display()
    found = [
        lesson.get_element_display(),
        lesson.get_nature_display(),
        lesson.get_function_display(),
        of.written(lesson.capability),
        before and _("worked so far: %(how)s") % {"how": before},
    ]
    return " · ".join(dict.fromkeys(str(one) for one in found if one))


def touched(lesson: Lesson) -> str:
    """What a lesson keeps open, in words."""
    found = [
        lesson.task and f"{lesson.task.code} {lesson.task.text}",
        lesson.plan and str(lesson.plan),
        lesson.scenario and lesson.scenario.title,
        lesson.measure and str(lesson.measure),
        lesson.option and str(lesson.option),
        *(_("training: %(what)s") % {"what": what} for what in lesson.trainings),
    ]
    return listed(str(one) for one in found if one) or NONE


def corrective(of: Evening) -> Grid:
    """The improvement plan: each corrective action with measure of success, owner, dates and element."""
    rows = [
        [
            of.written(action.title),
            lesson.get_element_display(),
            of.written(action.success) or NONE,
            of.written(action.owner),
            action.start,
            action.due,
            action.get_state_display(),
            of.written(lesson.text),
        ]
        for lesson in of.lessons
        for action in of.actions.get(lesson.pk, [])
    ]
    head = [_("What will be done"), _("Element"), _("How one will see that it works"), _("Owner"), _("Begins on"), _("Due"), _("State"), _("Lesson")]  # fmt: skip
    return Grid(_("Corrective actions"), head, rows)


def workbook(of: Evening) -> list[Grid]:
    """All tables, those without a row left out except the two that the evening is about."""
    made = [tasks(of), lessons(of), corrective(of), letters(of), steps(of), relays(of), load(of), timeline(of)]
    return [grid for n, grid in enumerate(made) if grid.rows or n < 3]  # noqa: PLR2004  # tasks, lessons, actions
