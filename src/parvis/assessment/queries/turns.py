"""Whose turn it is, for a list of assessments; five queries, whatever its length."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.queries import visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Assessment, Judgement, Scenario, TeamMember
from parvis.assessment.queries.reading import JUDGING_CIRCLES, assessments
from parvis.assessment.rules import states
from parvis.people.models import Account
from parvis.people.queries import memberships


@dataclass(frozen=True)
class Turn:
    """Who has to act, in words; `mine` when it is the reader."""

    words: str
    mine: bool = False


@dataclass
class Tally:
    scenarios: int = 0
    judges: int = 0
    seat: bool = False


def turns(account: Account, rows: Sequence[Assessment]) -> dict[UUID, Turn]:
    """Whose turn it is in each of these assessments, as the reader may know."""
    leads = set(
        assessments(account, Can.LEAD_ASSESSMENT).filter(pk__in=[r.pk for r in rows]).values_list("pk", flat=True)
    )
    may_judge = set(assessments(account, Can.JUDGE).filter(pk__in=[r.pk for r in rows]).values_list("pk", flat=True))
    counts = _counts(account, rows)
    done = _done(account, rows)
    return {
        row.pk: _turn(account, row, counts[row.pk], done[row.pk], lead=row.pk in leads, may_judge=row.pk in may_judge)
        for row in rows
    }


def _counts(account: Account, rows: Sequence[Assessment]) -> dict[UUID, Tally]:
    found: dict[UUID, Tally] = defaultdict(Tally)
    stories = visible_to(account, Scenario).filter(assessment__in=rows).order_by()
    for pk, count in stories.values_list("assessment_id").annotate(n=Count("pk")):
        found[pk].scenarios = count
    mine = set(memberships(account).values_list("organisation_id", flat=True))
    seats = visible_to(account, TeamMember).filter(assessment__in=rows, circle__in=JUDGING_CIRCLES).order_by()
    for pk, who, organisation in seats.values_list("assessment_id", "account_id", "organisation_id"):
        found[pk].judges += who is not None
        found[pk].seat |= who == account.pk or (who is None and organisation in mine)
    return found


def _done(account: Account, rows: Sequence[Assessment]) -> dict[UUID, dict[UUID, int]]:
    found: dict[UUID, dict[UUID, int]] = defaultdict(dict)
    given = visible_to(account, Judgement).filter(assessment__in=rows, round=1).order_by()
    for pk, expert, count in given.values_list("assessment_id", "expert_id").annotate(n=Count("pk")):
        found[pk][expert] = count
    return found


def _turn(
    account: Account, row: Assessment, count: Tally, done: dict[UUID, int], *, lead: bool, may_judge: bool
) -> Turn:
    if row.state == states.JUDGING:
        left = count.scenarios - done.get(account.pk, 0)
        if count.seat and may_judge and left > 0:
            words = ngettext("You: %(n)d scenario to judge", "You: %(n)d scenarios to judge", left) % {"n": left}
            return Turn(words, mine=True)
        whole = sum(n >= count.scenarios for n in done.values())
        words = _("%(done)d of %(all)d experts have finished") % {"done": whole, "all": max(count.judges, len(done))}
        return Turn(words, mine=lead and whole >= count.judges)
    if row.state == states.PREPARING:
        return Turn(_("You: prepare it"), mine=True) if lead else Turn(_("Its lead prepares it"))
    if row.state == states.DISCUSSING:
        return Turn(_("You: discuss, then close"), mine=True) if lead else Turn(_("The team discusses"))
    date = date_format(row.closed, "SHORT_DATE_FORMAT") if row.closed else ""
    return Turn(_("Closed on %(date)s") % {"date": date})
