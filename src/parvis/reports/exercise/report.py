"""The after-action report and improvement plan: complete from the data; what is missing is named."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.assessment.queries import picks
from parvis.content.language import listed
from parvis.content.queries import label
from parvis.exercises import queries
from parvis.exercises.models import Observation
from parvis.reports.document import Document, Section, Table
from parvis.reports.exercise import clock, tables
from parvis.reports.exercise.evening import Evening
from parvis.reports.exercise.limits import limits, missing
from parvis.reports.frame import framed
from parvis.reports.sections import minutes
from parvis.reports.workbook import Grid


def report(of: Evening) -> Document:
    """In the order that HSEEP gives to an after-action report: overview, what went well, what did not, what will be done."""
    sections = [
        _overview(of),
        Section(_("What is still missing in this report"), points=missing(of)),
        _objectives(of),
        _scenario(of),
        _noted(of, _("Strengths"), Observation.Kind.STRENGTH),
        _noted(of, _("Areas for improvement"), Observation.Kind.IMPROVEMENT),
        _noted(of, _("Done, though not in the plan"), Observation.Kind.UNPLANNED),
        clock.section(of),
        Section(_("Tasks and ratings"), [_tally(of), _letters()], _rated(of)),
        Section(_("How long each step took"), [_bounds()], _table(tables.steps(of))),
        Section(_("How long the word was under way"), _relayed(of), _table(tables.relays(of))),
        Section(_("Load per role"), _crowded(of), _table(tables.load(of))),
        _coverage(of),
        _hot_wash(of),
        *_lessons(of),
        _improvement(of),
        Section(_("What the exercise could not show"), points=limits(of)),
        Section(_("Timeline"), table=_table(tables.timeline(of))),
    ]
    empty = {_("What is still missing in this report"), _("Done, though not in the plan"), _("Timeline")}
    return framed(
        title=_("After-action report: %(title)s") % {"title": of.of.title},
        subtitle=f"{of.place.name} · {of.of.get_kind_display()}",
        tlp=of.marking.label,
        made=of.today,
        made_words=_("Made on %(date)s from what was recorded") % {"date": date_format(of.today, "DATE_FORMAT")},
        sections=[one for one in sections if one.title not in empty or one.points or one.words or one.table],
        sources=[
            _("Plan, script, stamps and observations of the exercise, %(city)s") % {"city": settings.CITY_NAME},
            _("Structure and letters P, S, M, U after HSEEP (Homeland Security Exercise and Evaluation Program)"),
        ],
        signature_lines=[_("Exercise director"), _("For the managing body")],
    )


def _table(grid: Grid) -> Table | None:
    return Table(grid.head, [[_cell(cell) for cell in row] for row in grid.rows]) if grid.rows else None


def _cell(value: Any) -> str:
    if value is None:
        return tables.NONE
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else str(value)


def _none(rows: Iterable[object], words: str) -> list[str]:
    return [] if list(rows) else [words]


def _overview(of: Evening) -> Section:
    """The fields that HSEEP asks for."""
    one, plan = of.of, of.of.plan
    pack = queries.pack(one)
    known = picks()
    threats = [known[code].label for code in pack.threats if code in known] if pack else []
    threats = [plan.scenario.title] if plan.scenario else threats
    pairs = [
        (_("Exercise"), one.title),
        (_("Date"), date_format(one.t0, "DATE_FORMAT") if one.t0 else tables.NONE),
        (_("Kind and length"), f"{one.get_kind_display()}, {minutes(of.result.endex_s)} (min:s)"),
        (_("Place"), of.place.name),
        (_("Plan that was exercised"), _("%(plan)s, edition %(n)d") % {"plan": plan.title, "n": one.plan_edition}),
        (_("Threat or hazard"), "; ".join(threats) or tables.NONE),
        (_("Sponsor"), of.place.owner.name),
        (_("Point of contact"), _("Exercise director, %(body)s") % {"body": of.place.owner.name}),
    ]
    words = []
    sides = [f"{side.name} ({side.level}): {side.people}" for side in of.sides]
    if sides:
        words.append(_("Organisations that took part, with their level and how many came:"))
    return Section(
        _("Overview"), words, Table([_("What"), _("In words")], [list(pair) for pair in pairs]), points=sides
    )


def _objectives(of: Evening) -> Section:
    """Those of the exercise, with the letters of their targets; else those of the pack that it came from."""
    if of.objectives:
        points = [
            of.written(str(goal) + (f" ({goal.smart_target})" if goal.smart_target else "")) for goal in of.objectives
        ]
        return Section(_("Objectives and capabilities"), [_letters()], _table(tables.letters(of)), points=points)
    pack = queries.pack(of.of)
    points = [f"{label(goal.text)} ({label(goal.target)})" for goal in pack.objectives] if pack else []
    return Section(_("Objectives"), _none(points, _("No objective was written down.")), points=points)


def _scenario(of: Evening) -> Section:
    """What came in, in short."""
    pack = queries.pack(of.of)
    rows = [
        [minutes(one.delivered_s), of.written(one.to), of.written(one.message)]
        for one in of.injects
        if one.delivered_s is not None
    ]
    words = [label(pack.purpose)] if pack else []
    head = [_("Clock"), _("To"), _("Message")]
    return Section(_("What was played"), words, Table(head, rows) if rows else None)


def _noted(of: Evening, title: str, kind: str) -> Section:
    points = [
        (f"{note.task.code}: " if note.task else "") + f"{of.written(note.text)} ({of.names.of(note.observer)})"
        for note in of.notes
        if note.kind == kind
    ]
    return Section(title, _none(points, _("Nobody noted any.")) if kind != "unplanned" else [], points=points)


def _rated(of: Evening) -> Table:
    """The tasks of the workbook in fewer and wider columns, so that a page can be read."""
    rows = [
        [f"{code} {text}", who, f"{target} / {seen}", rating, " · ".join(filter(None, [why, stands_out]))]
        for code, text, who, target, seen, stands_out, rating, why in tables.tasks(of).rows
    ]
    return Table([_("Task"), _("Who does it"), _("Target / seen (min:s)"), _("Rating"), _("Reason, and what stands out")], rows)  # fmt: skip


def _tally(of: Evening) -> str:
    return _(
        "%(in_time)d done in time, %(late)d late, %(never)d never done, %(unseen)d not observed; seen by %(n)d observers."
    ) % {
        "in_time": of.result.in_time, "late": of.result.late, "never": of.result.never_done,
        "unseen": of.result.not_observed, "n": of.result.observers,
    }  # fmt: skip


def _letters() -> str:
    return _(
        "P: without challenges. S: with some challenges. M: with major challenges. U: unable to be performed. A letter in brackets is a suggestion that the evaluator has not decided on."
    )


def _bounds() -> str:
    return _(
        "≥: so much was still open at the end that the time is a lower bound (product-limit estimate). A moment that nobody noted counts for nothing."
    )


def _relayed(of: Evening) -> list[str]:
    if not of.measured.relays:
        return [_("No word from one role to the next can be timed: note “ordered” and “acknowledged”.")]
    other = [word for word in of.measured.words if not word.as_planned]
    found = [
        _("%(pair)s (%(task)s): by %(used)s; the plan names %(planned)s.")
        % {"pair": word.pair, "task": word.tasks[0], "used": word.used, "planned": listed(word.planned) or tables.NONE}
        for word in other
    ]
    if of.measured.exact:
        return found
    return [
        *found,
        _(
            "From “ordered” to “acknowledged” where both were noted; else from “passed on” or “done” to the first thing that the receiver was seen to do."
        ),
    ]


def _crowded(of: Evening) -> list[str]:
    if not of.result.load:
        return [_("Nobody was seen at work.")]
    words = _("Concentration of the tasks on roles: %(value)s (sum of the squared shares; 1: one did everything).")
    return [words % {"value": localize(round(of.result.concentration, 2))}]


def _coverage(of: Evening) -> Section:
    found = of.measured.coverage
    words = [
        _("%(n)d of %(all)d tasks have a rating by an observer or the evaluator.")
        % {"n": len(found.evaluated), "all": len(found.evaluated) + len(found.missing)}
    ]
    if found.missing:
        words.append(_("Not evaluated:") + " " + ", ".join(found.missing))
    return Section(_("What was evaluated"), words)


def _hot_wash(of: Evening) -> Section:
    found = of.hot_wash
    words = [ngettext("%(n)d person answered.", "%(n)d people answered.", found.people) % {"n": found.people}]
    if not found.closed:
        words.append(_("The hot wash is still open; its answers can be read once it is closed."))
    elif found.few and found.people:
        words.append(
            _("Fewer than five people answered: their answers stay unread, because they would tell who gave them.")
        )
    points = []
    for question in found.questions:
        middle = _("%(mean)s of 5") % {"mean": localize(question.mean)} if question.mean is not None else ""
        points.append(": ".join(filter(None, [question.question, middle])))
        points += [f"“{of.written(text)}”" for _who, text in question.words]
    return Section(_("Hot wash"), words, points=points)


def _lessons(of: Evening) -> list[Section]:
    """Each lesson under its own heading: so much is said of each that a table would have columns of one word."""
    made = [Section(_("Lessons"), _none(of.lessons, _("No lesson was drawn yet.")))]
    for number, row in enumerate(tables.lessons(of).rows, start=1):
        text, *more = map(_cell, row)
        head = tables.lessons_head()[1:]
        points = [
            _("%(what)s: %(words)s") % {"what": what, "words": words} for what, words in zip(head, more, strict=True)
        ]
        made.append(
            Section(f"{number}. {text}", points=[one for one in points if not one.endswith(tables.NONE)], level=2)
        )
    return made


def _improvement(of: Evening) -> Section:
    grid, follow = tables.corrective(of), of.follow
    words = _none(grid.rows, _("No corrective action was agreed on yet."))
    if follow.actions:
        words.append(
            _(
                "At this place, over all exercises: %(through)d of %(n)d corrective actions done and re-tested, %(done)d done."
            )
            % {"through": follow.through, "n": follow.actions, "done": follow.done}
        )
    return Section(_("Improvement plan"), words, _table(grid))
