"""After the opening: screening, one option for each admitted answer, and the steps to a decision."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.roles import Can
from parvis.journal.actions import verb
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.actions.calls.preparing import locked_call, move, note
from parvis.solutions.actions.calls.publishing import refuse_hits
from parvis.solutions.actions.comparing import add_option
from parvis.solutions.models import Call, CallAnswer, Comparison, Option
from parvis.solutions.queries.calls import Opened, hits_in, opened_answers
from parvis.solutions.rules.responses import Content, without_confidential

LONGEST_NAME = 120
MOST_LEARNED = 2000
STEPS = (Call.State.EVALUATED, Call.State.SHORTLISTED, Call.State.DEMONSTRATED, Call.State.DECIDED)


@verb(events.AnswerScreened)
def screen_answer(actor: Account, answer: CallAnswer, *, admitted: bool, reason: str) -> CallAnswer:
    """Say whether an answer goes on to the evaluation. One that does not goes with a reason."""
    call = locked_call(actor, answer.call)
    if call.state != Call.State.OPENED:
        raise Refused(
            _("Answers are screened after they were opened and before they are compared. Nothing was changed.")
        )
    current = CallAnswer.objects.select_for_update().get(pk=answer.pk)
    if not admitted and not reason.strip():
        raise Refused(_("Say why this answer is left out. Nothing was saved."), "reason")
    current.admitted, current.screening = admitted, reason.strip()
    current.save()
    note(actor, call, events.AnswerScreened(call=call.pk, admitted=admitted, reason=current.screening), current.pk)
    return current


@verb(events.AnswersCompared)
def compare_answers(actor: Account, call: Call) -> Comparison:
    """End the screening: every admitted answer becomes one option of the comparison whose weights were fixed."""
    current = locked_call(actor, call)
    move(current, Call.State.SCREENED)
    rows = opened_answers(actor, current)
    if any(row.answer.admitted is None for row in rows):
        raise Refused(_("Some answers are not screened yet. Nothing was changed: say of each whether it goes on."))
    comparison = current.comparison
    if comparison is None:
        raise Refused(_("The comparison of this call is gone. Nothing was changed."))
    for row in rows:
        if row.answer.admitted:
            row.answer.option = _option(actor, current, comparison, row)
            row.answer.save()
    current.save()
    made = [row.answer.option.pk for row in rows if row.answer.option]
    note(actor, current, events.AnswersCompared(comparison=comparison.pk, options=made))
    return comparison


def _option(actor: Account, call: Call, comparison: Comparison, row: Opened) -> Option:
    told = without_confidential(row.content)
    met = {
        need: row.content.met[str(number)].how[:300]
        if f"r{number}" not in row.content.confidential
        else _("see the answer")
        for number, need in call.asked.order_by("number").values_list("number", "requirement_id")
        if (said := row.content.met.get(str(number))) and said.meets in {"yes", "partly"}
    }
    return add_option(
        actor, comparison, name=_named(row, comparison), description=_description(told, row.content), answers=met,
        cost_once=_upper(told.once_low, told.once_high), cost_yearly=_upper(told.yearly_low, told.yearly_high),
    )  # fmt: skip


def _named(row: Opened, comparison: Comparison) -> str:
    """Solution and who offers it; told apart by the receipt where two call theirs the same."""
    name = row.name[:LONGEST_NAME]
    if comparison.options.filter(name__iexact=name).exists():
        return f"{row.content.solution[:90]} ({row.version.receipt})"
    return name


def _upper(low: int | None, high: int | None) -> int | None:
    """Of a range its upper end: nobody should decide on the hope of the lower one."""
    return high if high is not None else low


def _description(told: Content, whole: Content) -> str:
    lines = [told.summary]
    if told.partners:
        lines.append(_("Together: %(who)s") % {"who": "; ".join(f"{one.name} ({one.part})" for one in told.partners)})
    if told.readiness:
        lines.append(_("Technology readiness level: %(n)d") % {"n": told.readiness})
    if told.once_low is not None or told.yearly_low is not None:
        lines.append(_("Of each range of prices the upper end stands here."))
    if whole.confidential:
        lines.append(_("Parts are confidential: those who evaluate read them in the answer."))
    return "\n\n".join(filter(None, lines))


@verb(events.CallMoved)
def move_call(
    actor: Account, call: Call, *, to: str, reason: str, chosen: Iterable[UUID] = (), learned: str = ""
) -> Call:
    """Take the next step: evaluated, shortlisted with the answers that go on, demonstrated, decided. With its reason."""
    current = locked_call(actor, call, Can.DECIDE if to == Call.State.DECIDED else Can.SOLVE)
    if to not in STEPS:
        raise Refused(_("This step is taken elsewhere. Nothing was changed."))
    move(current, to)
    if not reason.strip():
        raise Refused(_("Say what this step rests on. Nothing was changed."), "reason")
    state = current.comparison.state if current.comparison else ""
    if to == Call.State.EVALUATED and state not in {Comparison.State.SCORED, Comparison.State.DECIDED}:
        raise Refused(_("The evaluation at the desk ends with the scoring of the comparison. Nothing was changed."))
    if to == Call.State.SHORTLISTED:
        _shortlist(current, set(chosen))
    if to == Call.State.DECIDED:
        if state != Comparison.State.DECIDED:
            raise Refused(_("Decide in the comparison first. Nothing was changed."))
        _published(actor, current, reason, learned)
        current.ended_because, current.learned = reason.strip()[:400], learned.strip()
    current.save()
    note(actor, current, events.CallMoved(to=to, reason=reason.strip()[:400]))
    return current


def _published(actor: Account, call: Call, reason: str, learned: str) -> None:
    """What everybody reads at the end gives nothing of the place away, and names nobody who answered."""
    if len(learned) > MOST_LEARNED:
        raise Refused(_("What everybody may learn is at most 2000 characters. Nothing was changed."), "learned")
    refuse_hits(hits_in(call, [("reason", _("Why"), reason), ("learned", _("What everybody may learn"), learned)]))
    said = f"{reason} {learned}".casefold()
    for row in opened_answers(actor, call):
        named = [row.content.organisation, *(one.name for one in row.content.partners)]
        if found := next((name for name in named if name and name.casefold() in said), ""):
            raise Refused(
                _("“%(name)s” has answered. Who answered stays inside: say it without the name. Nothing was published.")
                % {"name": found}
            )


def _shortlist(call: Call, chosen: set[UUID]) -> None:
    taken = call.answers.filter(pk__in=chosen, admitted=True)
    if not chosen or taken.count() != len(chosen):
        raise Refused(_("Choose at least one of the admitted answers. Nothing was changed."), "chosen")
    taken.update(shortlisted=True)
