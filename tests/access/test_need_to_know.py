"""Need-to-know: the filter, the yes-or-no and a rule written down a second time agree on generated situations."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from parvis.access.actions import grant, revoke
from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.access.models import Effect, Grant, Marking
from parvis.access.queries import decision, require, visible_to
from parvis.access.roles import ROLES, Can
from parvis.journal.models import Entry
from parvis.people.models import Account, Membership, Organisation, Role
from parvis.places.actions import register_place
from parvis.places.models import Place

NOW = timezone.now
roles = st.sampled_from(sorted(Role))
moments = st.sampled_from([timedelta(days=-1), timedelta(days=1)])


def allowed_by_the_book(account, can, place, memberships, grants) -> bool:
    """The rule of access/policy.py in other words, on plain rows."""
    if not account.is_active:
        return False
    own = [m for m in memberships if m.until is None or m.until > NOW()]
    mine = [
        g for g in grants
        if g.revoked is None and g.until > NOW() and (g.account_id == account.pk or g.organisation_id in {m.organisation_id for m in own})
    ]  # fmt: skip
    if any(g.effect == Effect.DENY and g.place_id == place.pk for g in mine):
        return False
    if can == Can.READ and place.marking <= Marking.GREEN:
        return True
    for m in own:
        by_role = can in ROLES[Role(m.role)] and m.organisation_id == place.owner_id
        if by_role and (place.marking <= Marking.AMBER_STRICT or place.author_id == account.pk):
            return True
    return any(
        g.effect == Effect.ALLOW
        and g.place_id == place.pk
        and can in ROLES[Role(g.role)]
        and place.marking <= g.ceiling
        for g in mine
    )


@pytest.mark.django_db
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_filter_decision_and_the_book_agree(data):
    with transaction.atomic():
        compare(data)
        transaction.set_rollback(True)


def compare(data):
    tag = str(data.draw(st.uuids()))
    cities = [Organisation.objects.create(name=f"{tag}{n}", level="municipal") for n in range(2)]
    account = Account.objects.create(email=f"{tag}@x.test", name="x", is_active=data.draw(st.booleans()))
    author = Account.objects.create(email=f"{tag}@y.test", name="y")
    places = [
        Place.objects.create(
            owner=data.draw(st.sampled_from(cities)), author=data.draw(st.sampled_from([account, author])),
            marking=data.draw(st.sampled_from(sorted(Marking))), name="p", category="square", geometry=box(n, 0, n + 1, 1),
        )
        for n in range(3)
    ]  # fmt: skip
    memberships = [
        Membership.objects.create(account=account, organisation=city, role=role, until=data.draw(st.sampled_from([None, NOW() - timedelta(1), NOW() + timedelta(1)])))
        for city in cities for role in data.draw(st.sets(roles, max_size=2))
    ]  # fmt: skip
    grants = [give(data, account, author, cities, places) for _ in range(data.draw(st.integers(0, 4)))]
    for can in data.draw(st.sets(st.sampled_from(sorted(Can)), min_size=1, max_size=3)) | {Can.READ}:
        account.__dict__.pop("_reach", None)
        listed = set(visible_to(account, Place, can).filter(pk__in=[p.pk for p in places]).values_list("pk", flat=True))
        for place in places:
            expected = allowed_by_the_book(account, can, place, memberships, grants)
            assert (place.pk in listed) == expected
            assert decision(account, can, place).allowed == expected


def give(data, account, author, cities, places) -> Grant:
    to_account = data.draw(st.booleans())
    return Grant.objects.create(
        place_id=data.draw(st.sampled_from(places)).pk, by=author, purpose="p", role=data.draw(roles),
        account=account if to_account else None, organisation=None if to_account else data.draw(st.sampled_from(cities)),
        ceiling=data.draw(st.sampled_from([Marking.GREEN, Marking.AMBER_STRICT, *([Marking.RED] if to_account else [])])),
        effect=data.draw(st.sampled_from([Effect.ALLOW, Effect.ALLOW, Effect.DENY])), until=NOW() + data.draw(moments),
        revoked=data.draw(st.sampled_from([None, None, NOW()])),
    )  # fmt: skip


def test_a_grant_opens_one_place_and_ends_with_the_next_request(square, coordinator, stranger, enter):
    client = enter(stranger)
    assert client.get(f"/places/{square.pk}/").status_code == 404
    given_now = grant(
        coordinator, square, account=stranger, role=Role.READER, purpose="peer review", until=NOW() + timedelta(days=1)
    )
    assert client.get(f"/places/{square.pk}/").status_code == 200
    assert client.get(f"/places/{square.pk}/change/").status_code == 403
    revoke(coordinator, square, given_now.pk)
    assert client.get(f"/places/{square.pk}/").status_code == 404


def test_a_denial_wins_over_the_role(square, coordinator, joining, enter):
    planner = joining("planner")
    client = enter(planner)
    assert client.get(f"/places/{square.pk}/").status_code == 200
    grant(
        coordinator,
        square,
        account=planner,
        effect=Effect.DENY,
        purpose="conflict of interest",
        until=NOW() + timedelta(days=1),
    )
    assert client.get(f"/places/{square.pk}/").status_code == 404
    assert "Halles" not in client.get("/places/").content.decode()
    assert "Halles" not in client.get("/places/map.geojson").content.decode()
    assert "Halles" not in client.get("/api/v1/places").content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"until": NOW() - timedelta(days=1)}, "has passed"),
        ({"purpose": " "}, "what the access is for"),
        ({"account": None}, "either a person or an organisation"),
    ],
)
def test_grants_that_are_refused(square, coordinator, stranger, change, words):
    facts = {"account": stranger, "purpose": "p", "until": NOW() + timedelta(days=1)} | change
    with pytest.raises(Refused, match=words):
        grant(coordinator, square, **facts)
    assert not Grant.objects.exists()


def test_red_is_for_named_persons_only(square, coordinator, elsewhere, stranger):
    until = NOW() + timedelta(days=1)
    with pytest.raises(Refused, match="named persons"):
        grant(coordinator, square, organisation=elsewhere, ceiling=Marking.RED, purpose="p", until=until)


def test_strangers_learn_nothing_and_readers_learn_why(square, stranger, joining):
    with pytest.raises(NotVisible):
        require(stranger, Can.EDIT_PLACES, square)
    with pytest.raises(NotAllowed, match="role at this place"):
        require(joining("reader"), Can.EDIT_PLACES, square)


def without_token(body: bytes) -> bytes:
    return re.sub(rb'csrfmiddlewaretoken" value="[^"]*"', b"", body)


def test_lists_counts_and_maps_are_the_same_with_and_without_a_hidden_place(
    square, city, coordinator, stranger, elsewhere, enter
):
    register_place(stranger, elsewhere, name="Own", category="square", geometry=box(9, 48, 9.001, 48.001))
    client = enter(stranger)
    pages = ("/places/", "/places/map.geojson", "/api/v1/places", "/reports/register.geojson", "/")
    before = {page: without_token(client.get(page).content) for page in pages}
    register_place(coordinator, city, name="Hidden", category="square", geometry=box(8, 48, 8.001, 48.001))
    after = {page: without_token(client.get(page).content) for page in pages}
    assert before == after


def test_reading_what_is_red_is_an_event_on_pages_and_over_the_api(city, coordinator, enter):
    red = register_place(
        coordinator, city, name="Vault", category="square", marking=Marking.RED, geometry=box(3, 48, 3.001, 48.001)
    )
    client = enter(coordinator)
    before = Entry.objects.filter(action="access.red_read").count()
    assert client.get(f"/places/{red.pk}/").status_code == 200
    assert client.get(f"/api/v1/places/{red.pk}").status_code == 200
    noted = Entry.objects.filter(action="access.red_read", object_id=red.pk, actor=coordinator.key)
    assert noted.count() == before + 2


def test_red_of_a_colleague_stays_closed_until_granted_by_name(city, coordinator, joining, enter):
    red = register_place(
        coordinator, city, name="Vault", category="square", marking=Marking.RED, geometry=box(3, 48, 3.001, 48.001)
    )
    other = joining("coordinator", 2)
    assert enter(other).get(f"/places/{red.pk}/").status_code == 404
    grant(
        coordinator,
        red,
        account=other,
        role=Role.READER,
        ceiling=Marking.RED,
        purpose="deputy",
        until=NOW() + timedelta(days=1),
    )
    assert enter(other).get(f"/places/{red.pk}/").status_code == 200
