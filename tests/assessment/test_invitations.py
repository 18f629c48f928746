"""A seat by a link: what works, and every way in which it does not."""

from datetime import timedelta
from smtplib import SMTPException
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from parvis.access.actions import grant
from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.access.models import Effect, Grant
from parvis.assessment import actions, queries
from parvis.assessment.models import Invitation, TeamMember
from parvis.journal.models import Entry
from parvis.journal.queries import check
from parvis.people.actions import suspend_account
from parvis.people.models import Account, Membership
from tests.conftest import member

PASSWORD = "plane-trees-on-the-quay"


def soon(days=14):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def link(market):
    """(invitation, address) of a link for the fire service."""
    made, secret = actions.invite(market.lead, market.of, email="Guest@Fire.test", circle="involved", until=soon())
    return made, f"/assessments/invitation/{secret}/"


def test_only_a_digest_of_the_link_is_kept_and_the_journal_knows_no_address(link):
    made, address = link
    secret = address.split("/")[-2]
    assert len(secret) >= 43
    row = Invitation.objects.values().get()
    assert secret not in str(row)
    told = Entry.objects.get(action="assessment.invited")
    assert "guest" not in str(told.payload).lower()
    assert made.email == "guest@fire.test"


def test_without_an_account_the_link_opens_one_for_exactly_this_address(market, link):
    made, address = link
    client = Client()
    page = client.get(address).content.decode()
    assert "Market day" not in page
    assert "Halles" not in page
    assert "guest@fire.test" in page
    sent = client.post(address, {"name": "Planner of the fire service", "password": PASSWORD})
    assert sent.url == f"/assessments/{market.of.pk}/"
    account = Account.objects.get(email="guest@fire.test")
    assert account.check_password(PASSWORD)
    assert not Membership.objects.filter(account=account).exists()
    given = Grant.objects.get(account=account)
    assert (given.purpose, given.role, given.by) == ("Market day", "expert", market.lead)
    assert timedelta(days=89) < given.until - timezone.now() <= timedelta(days=90)
    assert "Market day" in client.get(sent.url).content.decode()
    assert queries.is_judge(account, market.of)
    made.refresh_from_db()
    assert made.email == ""
    opened = Entry.objects.get(action="people.account_opened_by_invitation")
    assert opened.actor == market.lead.key
    assert check().whole
    again = Client().get(address)
    assert again.status_code == 422
    assert "used already" in again.content.decode()


@pytest.mark.parametrize(
    ("name", "password"), [("Planner", "short"), ("Planner", "password1234"), (" ", PASSWORD), ("", "")]
)
def test_an_account_that_cannot_be_opened_takes_no_seat(link, name, password):
    answer = Client().post(link[1], {"name": name, "password": password})
    assert answer.status_code == 200
    assert not Account.objects.filter(email="guest@fire.test").exists()
    assert Invitation.objects.get().taken is None


def test_signed_in_one_confirms_and_is_let_in(market, elsewhere, enter):
    guest = member(elsewhere, "reader", "guest@fire.test")
    _made, secret = actions.invite(
        market.lead, market.of, email="guest@fire.test", circle="informed", until=soon(), is_police=True
    )
    address = f"/assessments/invitation/{secret}/"
    assert "Sign in to take the seat" in Client().get(address).content.decode()
    assert Client().post(address, {"name": "X", "password": PASSWORD}).status_code == 200
    assert not TeamMember.objects.filter(account=guest).exists()
    client = enter(guest)
    assert client.get(f"/assessments/{market.of.pk}/").status_code == 404
    assert "Take the seat" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert client.get(f"/assessments/{market.of.pk}/").status_code == 200
    seat = TeamMember.objects.get(account=guest)
    assert (seat.circle, seat.is_police) == ("informed", True)
    assert Grant.objects.get(pk=seat.grant_id).role == "reader"


def test_another_address_takes_nothing(market, link, stranger, enter):
    client = enter(stranger)
    for method in (client.get, client.post):
        answer = method(link[1])
        assert answer.status_code == 422
        assert "another address" in answer.content.decode()
        assert "guest" not in answer.content.decode()
    assert not market.of.team.filter(account=stranger).exists()
    with pytest.raises(Refused, match="another address"):
        actions.take_seat(stranger, link[1].split("/")[-2])


@pytest.mark.django_db
def test_a_guessed_link_finds_what_every_unknown_page_says():
    assert Client().get("/assessments/invitation/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/").status_code == 404
    with pytest.raises(NotVisible):
        actions.take_seat(None, "guess", name="X", password=PASSWORD)


def stopped(address):
    answer = Client().post(address, {"name": "Planner", "password": PASSWORD})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Market day" not in text
    assert "Halles" not in text
    assert "guest@" not in text
    assert not Account.objects.filter(email="guest@fire.test").exists()
    return text


def test_expired(link):
    Invitation.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert "has passed" in stopped(link[1])


def test_withdrawn(market, link):
    actions.withdraw(market.lead, link[0])
    assert "no longer holds" in stopped(link[1])
    assert Invitation.objects.get().email == ""
    with pytest.raises(Refused, match="withdrawn already"):
        actions.withdraw(market.lead, link[0])


def test_the_assessment_is_closed(market, give, link):
    market.to("judging")
    give(market.experts[0], market.scenarios[0], 3, 3)
    market.to("discussing", "closed")
    assert "has ended" in stopped(link[1])
    with pytest.raises(Refused, match="closed"):
        actions.invite(market.lead, market.of, email="x@fire.test", circle="involved", until=soon())


def test_who_invited_may_not_invite_any_more(market, administrator, link):
    suspend_account(administrator, market.lead)
    assert "no longer holds" in stopped(link[1])


def test_who_is_kept_out_learns_nothing_and_stays_out(market, square, elsewhere):
    guest = member(elsewhere, "reader", "guest@fire.test")
    grant(market.lead, square, account=guest, effect=Effect.DENY, purpose="conflict of interest", until=soon())
    _made, secret = actions.invite(market.lead, market.of, email=guest.email, circle="involved", until=soon())
    with pytest.raises(Refused, match="no longer holds"):
        actions.take_seat(guest, secret)
    assert not market.of.team.filter(account=guest).exists()


def test_only_leads_invite_and_withdraw(market, link, stranger):
    with pytest.raises(NotAllowed):
        actions.invite(market.experts[1], market.of, email="x@fire.test", circle="involved", until=soon())
    with pytest.raises(NotVisible):
        actions.invite(stranger, market.of, email="x@fire.test", circle="involved", until=soon())
    with pytest.raises(NotAllowed):
        actions.withdraw(market.experts[1], link[0])
    assert not queries.invitations(market.experts[1], market.of).exists()


@pytest.mark.parametrize(
    "facts",
    [
        {"email": "no address"},
        {"circle": "outer"},
        {"until": soon(31)},
        {"until": soon(-1)},
        {"email": "guest@FIRE.test"},
    ],
)
def test_what_cannot_be_invited_is_refused(market, link, facts):
    given = {"email": "other@fire.test", "circle": "involved", "until": soon()} | facts
    with pytest.raises(Refused):
        actions.invite(market.lead, market.of, **given)
    assert Invitation.objects.count() == 1


def test_a_member_of_the_team_is_not_invited(market):
    with pytest.raises(Refused, match="in the team already"):
        actions.invite(market.lead, market.of, email=market.experts[0].email, circle="involved", until=soon())


def test_the_page_of_the_team_shows_the_link_once(market, enter):
    client, here = enter(market.lead), f"/assessments/{market.of.pk}/team/"
    answer = client.post(f"{here}invite/", {"email": "guest@fire.test", "circle": "core", "days": "7"})
    link = answer.context["link"]
    assert link.address in answer.content.decode()
    assert not mail.outbox
    assert Client().get(urlsplit(link.address).path).status_code == 200
    page = client.get(here).content.decode()
    assert "guest@fire.test" in page
    assert link.address not in page
    twice = client.post(f"{here}invite/", {"email": "guest@fire.test", "circle": "core", "days": "7"})
    assert "invited already" in twice.content.decode()
    client.post(f"{here}invited/{Invitation.objects.get().pk}/withdraw/")
    assert "guest@fire.test" not in client.get(here).content.decode()


def test_an_installation_with_mail_sends_it_when_asked(market, enter, settings):
    settings.MAIL = True
    data = {"email": "guest@fire.test", "circle": "core", "days": "7", "send": "on"}
    answer = enter(market.lead).post(f"/assessments/{market.of.pk}/team/invite/", data)
    (sent,) = mail.outbox
    assert sent.to == ["guest@fire.test"]
    assert answer.context["link"].address in sent.body
    assert "Market day" not in sent.body + sent.subject


def test_a_mail_server_that_fails_leaves_the_link(market, enter, settings, monkeypatch):
    settings.MAIL = True

    def refuse(*_args, **_kwargs):
        raise SMTPException("no")

    monkeypatch.setattr("parvis.web.pages.assessment.inviting.send_mail", refuse)
    data = {"email": "guest@fire.test", "circle": "core", "days": "7", "send": "on"}
    answer = enter(market.lead).post(f"/assessments/{market.of.pk}/team/invite/", data)
    assert "could not be sent" in answer.content.decode()
    assert answer.context["link"].address in answer.content.decode()


def test_the_mandate_is_written_in_words_and_shown(market, enter):
    client, here = enter(market.lead), f"/assessments/{market.of.pk}/"
    page = client.get(f"{here}change/")
    data = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
    data |= {"mandate_why": "The market grows.", "mandate_for": "The mayor", "mandate_readers": "The council"}
    client.post(f"{here}change/", data)
    shown = enter(market.experts[1]).get(here).content.decode()
    for words in ("The market grows.", "The mayor", "The council"):
        assert words in shown
