"""What is still missing in a report, and what an exercise like this cannot show."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.exercises.models import Exercise, Lesson
from parvis.reports.exercise.evening import Evening

FEW_OBSERVERS = 2


def missing(of: Evening) -> list[str]:
    """What somebody still has to do, in the order of an evening."""
    undecided = [row.task.code for row in of.result.rows if row.rating is None and row.result.status != "not_observed"]
    unanswered = [row for row in of.lessons if not of.actions.get(row.pk) and row.state != Lesson.State.VERIFIED]
    vague = [row for rows in of.actions.values() for row in rows if not row.success]
    found = []
    if undecided:
        found.append(_("The evaluator has not decided the rating of %(tasks)s.") % {"tasks": ", ".join(undecided)})
    lettered = [one for one in of.measured.lettered if one.rating is None]
    if lettered:
        words = ngettext(
            "%(n)d letter of a capability or of its targets is not decided.",
            "%(n)d letters of capabilities and of their targets are not decided.",
            len(lettered),
        )
        found.append(words % {"n": len(lettered)})
    if not of.notes:
        found.append(_("Nobody wrote an observation: the times say what happened, not why."))
    elif not of.lessons:
        found.append(_("No lesson was drawn from the observations."))
    if unanswered:
        words = ngettext(
            "%(n)d lesson has no corrective action.", "%(n)d lessons have no corrective action.", len(unanswered)
        )
        found.append(words % {"n": len(unanswered)})
    if vague:
        words = ngettext(
            "%(n)d corrective action does not say how one will see that it works.",
            "%(n)d corrective actions do not say how one will see that they work.",
            len(vague),
        )
        found.append(words % {"n": len(vague)})
    if not of.hot_wash.closed:
        found.append(_("The hot wash is still open; its answers can be read once it is closed."))
    return found


def limits(of: Evening) -> list[str]:
    """Said beside every result, so that nobody takes it for more than it is."""
    absent = sorted(set(of.named) - {side.name for side in of.sides})
    uncalled = [row.task.code for row in of.result.rows if row.called_s is None]
    found = []
    if of.of.kind in {Exercise.Kind.TABLETOP, Exercise.Kind.SEMINAR, Exercise.Kind.WORKSHOP, Exercise.Kind.GAME}:
        found.append(
            _("At a table nobody walks, drives or carries: times of movement and of work are those that people said.")
        )
    if uncalled:
        found.append(
            _("No message called for %(tasks)s, so nothing can be said of them.") % {"tasks": ", ".join(uncalled)}
        )
    if of.result.not_observed:
        found.append(_("What nobody observed is unknown, not failed."))
    if of.result.observers < FEW_OBSERVERS:
        found.append(_("With fewer than two observers nobody knows how far two pairs of eyes would differ."))
    if absent:
        found.append(
            _("Named in the plan, without an account among those who took part: %(names)s.")
            % {"names": "; ".join(absent)}
        )
    found.append(_("One exercise is one sample: another day, another team and another scenario may give other times."))
    return found
