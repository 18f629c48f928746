"""Opening sealed answers: after closing, under fixed weights, by two people or by one with a reason. And breaking the seal."""

from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.engines.privacy import sealing
from parvis.journal.actions import verb
from parvis.people.models import Account
from parvis.solutions import events
from parvis.solutions.actions import weighing
from parvis.solutions.actions.calls.preparing import locked_call, move, note
from parvis.solutions.actions.calls.publishing import key_file, refuse_hits
from parvis.solutions.actions.comparing import open_comparison
from parvis.solutions.models import Call, CallVersion, Comparison
from parvis.solutions.queries.calls import hits_in, sent
from parvis.solutions.rules.responses import Content

ENOUGH = 20  # characters of a reason that somebody can understand in two years


@verb(events.EvaluationPrepared)
def prepare_evaluation(actor: Account, call: Call) -> Comparison:
    """Open the comparison in which the answers will stand, so that its weights can be agreed before anybody reads one."""
    current = locked_call(actor, call)
    if current.comparison_id or current.state != Call.State.PUBLISHED:
        raise Refused(_("The evaluation is prepared already, or this call is not public. Nothing was changed."))
    needs = [row.requirement for row in current.asked.select_related("requirement").order_by("number")]
    made = open_comparison(actor, current.place, title=current.title, requirements=needs, marking=current.marking)
    current.comparison = made
    current.version += 1
    current.save()
    note(actor, current, events.EvaluationPrepared(comparison=made.pk))
    return made


def fix_weights(actor: Account, call: Call) -> Comparison:
    """Fix the weights before the answers are opened; their digest stands in the journal."""
    require(actor, Can.SOLVE, call)
    comparison = Comparison.objects.filter(call=call).first()
    if comparison is None:
        raise Refused(_("Prepare the evaluation first. Nothing was changed."))
    return weighing.fix_weights(actor, comparison)


@verb(events.OpeningOffered)
def offer_opening(actor: Account, call: Call) -> Call:
    """The first of two who open together."""
    current = _openable(actor, call)
    current.opening_by = actor
    current.save()
    note(actor, current, events.OpeningOffered())
    return current


def _openable(actor: Account, call: Call) -> Call:
    current = locked_call(actor, call)
    if current.phase(timezone.now()) != "closed":
        raise Refused(_("Answers are opened after closing, once. Nothing was opened."))
    if current.comparison is None or current.comparison.weights_fixed is None:
        raise Refused(_("Fix the weights first: nobody may choose them with the answers in hand. Nothing was opened."))
    return current


@verb(events.AnswersOpened)
def open_answers(actor: Account, call: Call, *, reason: str = "") -> Call:
    """Open what was sent in time: as the second of two, or alone with a reason."""
    current = _openable(actor, call)
    alone = current.opening_by_id in {None, actor.pk}
    if alone and len(reason.strip()) < ENOUGH:
        raise Refused(
            _("Two open together. If you must open alone, say why in a whole sentence. Nothing was opened."), "reason"
        )
    number = _unseal(current)
    move(current, Call.State.OPENED)
    current.opened = timezone.now()
    current.save()
    event = events.AnswersOpened(answers=number, together=not alone, reason=reason.strip() if alone else "")
    note(actor, current, event)
    return current


@verb(events.SealBroken)
def break_seal(actor: Account, call: Call, *, reason: str) -> Call:
    """Read what has arrived before the opening. Everybody reads on the page of the call that it was done, and why."""
    current = locked_call(actor, call, Can.DECIDE)
    if current.phase(timezone.now()) not in {"questions", "answers", "closed"}:
        raise Refused(_("Nothing is sealed here. Nothing was changed."))
    if len(reason.strip()) < ENOUGH:
        raise Refused(_("Say why in a whole sentence: it stands on the public page. Nothing was opened."), "reason")
    refuse_hits(hits_in(current, [("reason", _("Why"), reason)]))
    number = _unseal(current)
    current.version += 1
    current.save()
    note(actor, current, events.SealBroken(answers=number, reason=reason.strip()))
    return current


def _unseal(call: Call) -> int:
    """Write the content of the newest version of each answer; one that was withdrawn stays shut."""
    try:
        private = key_file(call).read_bytes()
    except FileNotFoundError:
        lost = _("The key of this call is missing in the data folder (keys/calls). Nothing was opened: bring it back from a backup of the same day.")  # fmt: skip
        raise Refused(lost) from None
    newest = [version for row in call.answers.filter(withdrawn=None) if (version := sent(row))]
    for version in newest:
        try:
            data = sealing.unseal(private, bytes(version.sealed))
        except sealing.StaysShut:
            raise Refused(
                _("Answer %(receipt)s does not open with the key of this call. Nothing was opened: its bytes or the key were changed.")
                % {"receipt": version.receipt}
            ) from None  # fmt: skip
        version.content = Content.model_validate_json(data).model_dump(mode="json")
    CallVersion.objects.bulk_update(newest, ["content"], batch_size=100)
    return len(newest)
