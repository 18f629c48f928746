"""Sealed until the opening: who opens earlier leaves an entry with a reason; the database alone gives nothing away."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from tests.solutions.calls.conftest import at, begun, filled

import parvis
from parvis.access.errors import NotAllowed, NotVisible, Refused
from parvis.cli.check import _calls
from parvis.journal.actions import VERBS
from parvis.journal.models import Entry
from parvis.people.actions import give_role
from parvis.people.models import Account, Role
from parvis.solutions.actions import calls as actions
from parvis.solutions.models import CallVersion
from parvis.solutions.queries.calls import openings

MARK = "Heliotrope-of-the-evening"
WHY = "A court has asked for it by letter of today."
AGAIN = "The same court wants what has come since then."


@pytest.fixture
def sealed(public):
    """A call with one answer whose words stand nowhere else."""
    link = begun(public, MARK)
    actions.attach(link, f"{MARK} in a file".encode(), "note.txt")
    held = filled(organisation=MARK, solution=MARK, summary=MARK, met={"1": {"meets": "yes", "how": MARK}})
    actions.save_draft(link, held, version=2)
    actions.send(link, version=3)
    return public


def stored() -> list[bytes]:
    """Every value of every row of every table, as bytes."""
    return [
        bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values_list()
        for value in row
    ]


def test_the_database_and_the_files_give_nothing_away(sealed):
    assert sum(1 for value in stored() if str(sealed.pk).encode() in value), "the rows are looked at"
    assert not [value for value in stored() if MARK.encode() in value]
    kept = [path for path in Path(settings.DATA).rglob("*") if path.is_file() and "keys" not in path.parts]
    assert not [path for path in kept if MARK.encode() in path.read_bytes()]


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_no_page_and_no_document_shows_anything_to_anybody(sealed, role, joining, enter):
    base, place = f"/solutions/calls/{sealed.pk}/", sealed.place_id
    browser = enter(joining(role, 7))
    for address in (
        base, f"{base}export/", f"{base}export/?format=csv", f"/calls/{sealed.pk}/", f"/solutions/places/{place}/",
        f"/api/v1/solutions/calls?place={place}", f"/solutions/calls/answers/{sealed.answers.get().pk}/", "/journal/",
    ):  # fmt: skip
        assert MARK not in browser.get(address).content.decode(), address


@pytest.mark.parametrize("role", [role.value for role in Role if role != Role.COORDINATOR])
def test_nobody_but_who_decides_breaks_a_seal(sealed, role, joining, enter):
    someone = joining(role, 7)
    with pytest.raises((NotVisible, NotAllowed)):
        actions.break_seal(someone, sealed, reason=WHY)
    answer = enter(someone).post(f"/solutions/calls/{sealed.pk}/seal/", {"reason": WHY})
    assert answer.status_code in {403, 404}
    assert not CallVersion.objects.exclude(content=None).exists()


def test_an_administrator_leaves_a_trace_at_each_step(sealed, administrator, city, enter):
    with pytest.raises(NotVisible):
        actions.break_seal(administrator, sealed, reason=WHY)
    give_role(administrator, administrator, city, "coordinator")
    administrator = Account.objects.get(pk=administrator.pk)  # whose roles are read anew
    with pytest.raises(Refused, match="whole sentence"):
        actions.break_seal(administrator, sealed, reason="")
    actions.break_seal(administrator, sealed, reason=WHY)
    given, broken = Entry.objects.filter(actor=administrator.key, action__in=["people.role_given", "solutions.seal_broken"]).order_by("seq")  # fmt: skip
    assert (given.payload["role"], broken.payload["reason"]) == ("coordinator", WHY)
    page = enter(administrator).get(f"/solutions/calls/{sealed.pk}/").content.decode()
    assert administrator.name in page
    assert WHY in page


def test_breaking_it_again_does_not_make_the_first_reason_disappear(sealed, coordinator, enter):
    actions.break_seal(coordinator, sealed, reason=WHY)
    actions.break_seal(coordinator, sealed, reason=AGAIN)
    for page in (Client().get(f"/calls/{sealed.pk}/"), enter(coordinator).get(f"/solutions/calls/{sealed.pk}/")):
        assert WHY in page.content.decode()
        assert AGAIN in page.content.decode()
    assert coordinator.name not in Client().get(f"/calls/{sealed.pk}/").content.decode()


def test_an_opening_by_two_and_one_alone_are_told_apart(at_the_end, coordinator, joining, enter):
    second = joining("coordinator", 2)
    actions.offer_opening(coordinator, at_the_end)
    actions.open_answers(second, at_the_end)
    (row,) = openings(at_the_end)
    assert (row.who, row.early, row.together, row.reason) == (second.name, False, True, "")
    assert "second of two" in enter(coordinator).get(f"/solutions/calls/{at_the_end.pk}/").content.decode()


def test_only_verbs_with_a_reason_in_their_event_unseal():
    """Whoever adds a way to open meets this test: one function unseals, and verbs with a reason alone call it."""
    callers: dict[str, set[str]] = {"sealing.unseal": set(), "_unseal": set()}
    for path in Path(parvis.__file__).parent.rglob("*.py"):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                called = {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}
                module = ".".join(path.relative_to(Path(parvis.__file__).parents[1]).with_suffix("").parts)
                for name in called & callers.keys():
                    callers[name].add(f"{module}.{function.name}")
    assert callers["sealing.unseal"] == {"parvis.solutions.actions.calls.opening._unseal"}
    assert {name.rpartition(".")[2] for name in callers["_unseal"]} == {"open_answers", "break_seal"}
    assert all("reason" in VERBS[name].model_fields for name in callers["_unseal"])


def test_the_check_finds_what_was_opened_behind_the_journal(sealed, coordinator, capsys):
    assert _calls() == 0
    version = CallVersion.objects.get()
    CallVersion.objects.update(content=filled(organisation="Somebody else").model_dump(mode="json"))
    assert _calls() == 1
    told = " ".join(capsys.readouterr().err.split())
    assert f"answer {version.receipt} can be read, and the journal knows of no opening" in told
    assert f"answer {version.receipt} is not what was sent" in told
    CallVersion.objects.update(content=None)
    actions.break_seal(coordinator, sealed, reason=WHY)
    assert _calls() == 0


def test_the_check_finds_answers_that_are_lost_or_came_from_nowhere(sealed, capsys):
    CallVersion.objects.update(receipt="0123456789AB")
    assert _calls() == 1
    told = " ".join(capsys.readouterr().err.split())
    assert "the journal knows nothing of answer 0123456789AB" in told
    assert "lost: answer" in told


def test_after_closing_a_broken_seal_is_still_told(at_the_end, coordinator):
    actions.break_seal(coordinator, at_the_end, reason=WHY)
    with at(at_the_end.closes):
        assert "broken before the opening" in Client().get(f"/calls/{at_the_end.pk}/").content.decode()
