"""Accepting a finding: visible with who and why, for a time, until its subject changes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.assessment import actions, queries
from parvis.assessment.models import Acceptance, Scenario
from parvis.journal.models import Entry
from parvis.people.models import Role


@pytest.fixture
def until():
    return timezone.localdate() + timedelta(days=90)


def about(account, of, code):
    """The first subject of an open finding."""
    return next(one.about[0] for one in queries.findings(account, of)[0] if one.code == code)


def codes(found):
    return {one.code for one in found}


def test_an_accepted_finding_stays_visible_and_returns_when_its_subject_changes(market, until):
    stamp = about(market.lead, market.of, "no_story").stamp
    before = queries.grades(market.lead, [market.of])[market.of.pk]
    actions.accept_finding(market.lead, market.of, code="no_story", subject=stamp, reason=" told aloud ", until=until)
    still, accepted = queries.findings(market.lead, market.of)
    held = next(one for one in accepted if one.code == "no_story").about[0].accepted
    assert (held.reason, held.author, held.until) == ("told aloud", market.lead, until)
    assert stamp not in {one.stamp for found in still for one in found.about if found.code == "no_story"}
    assert queries.grades(market.lead, [market.of])[market.of.pk].accepted == before.accepted + 1
    story = Scenario.objects.get(pk=stamp.partition(":")[0])
    actions.change_scenario(market.lead, story, version=story.version, title="Other title")
    assert "no_story" not in codes(queries.findings(market.lead, market.of)[1])


def test_an_acceptance_ends_on_its_day_and_may_be_renewed(market, until):
    stamp = about(market.lead, market.of, "no_occupancy").stamp
    give = {"code": "no_occupancy", "subject": stamp, "reason": "counted in spring"}
    made = actions.accept_finding(market.lead, market.of, until=until, **give)
    Acceptance.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert "no_occupancy" in codes(queries.findings(market.lead, market.of)[0])
    assert actions.accept_finding(market.lead, market.of, until=until, **give).pk == made.pk
    assert "no_occupancy" in codes(queries.findings(market.lead, market.of)[1])


def test_an_acceptance_can_be_withdrawn_and_the_journal_keeps_no_reason(market, until):
    stamp = about(market.lead, market.of, "no_occupancy").stamp
    made = actions.accept_finding(
        market.lead, market.of, code="no_occupancy", subject=stamp, reason="secret", until=until
    )
    actions.withdraw_acceptance(market.lead, made.pk)
    assert "no_occupancy" in codes(queries.findings(market.lead, market.of)[0])
    written = list(Entry.objects.order_by("-seq")[:2])
    assert [row.action for row in written] == ["assessment.acceptance_withdrawn", "assessment.finding_accepted"]
    assert "secret" not in str([row.payload for row in written])


@pytest.mark.parametrize(
    ("changes", "field"), [({"reason": "  "}, "reason"), ({"days": -1}, "until"), ({"days": 731}, "until"), ({"code": "x"}, "")]
)  # fmt: skip
def test_what_cannot_be_accepted_is_refused_and_nothing_is_kept(market, changes, field):
    stamp = about(market.lead, market.of, "no_occupancy").stamp
    day = timezone.localdate() + timedelta(days=changes.pop("days", 730))
    give = {"code": "no_occupancy", "subject": stamp, "reason": "known", "until": day} | changes
    with pytest.raises(Refused) as refused:
        actions.accept_finding(market.lead, market.of, **give)
    assert (refused.value.field or "") == field
    assert not Acceptance.objects.exists()


def test_who_does_not_lead_accepts_nothing(market, stranger, until):
    stamp = about(market.lead, market.of, "no_occupancy").stamp
    give = {"code": "no_occupancy", "subject": stamp, "reason": "known", "until": until}
    with pytest.raises(NotAllowed):
        actions.accept_finding(market.experts[1], market.of, **give)
    with pytest.raises(NotVisible):
        actions.accept_finding(stranger, market.of, **give)
    made = actions.accept_finding(market.lead, market.of, **give)
    with pytest.raises(NotAllowed):
        actions.withdraw_acceptance(market.experts[1], made.pk)
    with pytest.raises(NotVisible):
        actions.withdraw_acceptance(stranger, made.pk)


def test_a_finding_is_accepted_on_its_page_and_opened_again(market, enter, until):
    client, home = enter(market.lead), f"/assessments/{market.of.pk}/"
    link = f"{home}accept/?code=no_occupancy&subject={about(market.lead, market.of, 'no_occupancy').stamp}"
    assert "how many people" in client.get(link).content.decode()
    assert client.post(link, {"reason": "", "until": str(until)}).status_code == 200
    assert client.post(link, {"reason": "Counted in spring", "until": str(until)}).status_code == 302
    page = client.get(home).content.decode()
    assert "Counted in spring" in page
    assert "1 accepted" in page
    assert "not open any more" in client.get(link, follow=True).content.decode()
    client.post(f"/assessments/acceptances/{Acceptance.objects.get().pk}/withdraw/")
    assert "Counted in spring" not in client.get(home).content.decode()


def test_the_facts_are_read_with_queries_that_do_not_grow(market, django_assert_num_queries, joining):
    other = actions.open_assessment(market.lead, market.of.place, title="Night", condition="night")
    actions.add_member(market.lead, other, account=joining(Role.READER), circle="informed")
    queries.grades(market.lead, [market.of])
    with django_assert_num_queries(10):
        queries.grades(market.lead, [market.of])
    with django_assert_num_queries(10):
        queries.grades(market.lead, [market.of, other])
