"""`parvis doctor`: is this installation well, and what to do if not. Also founds the first organisation and account."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from typing import Any

from parvis.cli.console import DONE, FOUND, INPUT_UNUSABLE, NOT_SET_UP, errors, fail, set_up_existing


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "doctor",
        help="say how the installation is, and what to do",
        description="Look at the data folder, the database, the journal, the files and the front end, and say what to do. "
        "With --found, create the first organisation and its coordinator and administrator. "
        "With --let-in, make a link for a new password where no administrator can sign in to make one.",
    )
    command.add_argument("--data", metavar="DIR", help="data folder (default: PARVIS_DATA, else ./var)")
    command.add_argument(
        "--found", nargs=2, metavar=("CITY", "EMAIL"), help="create the first organisation and account"
    )
    command.add_argument("--let-in", metavar="EMAIL", help="make a link by which this account gets a new password")
    command.add_argument(
        "--factor-lost", action="store_true", help="with --let-in: take away a second factor that is lost, too"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if arguments.found:
        return found(arguments.data, *arguments.found)
    if problem := set_up_existing(arguments.data):
        return fail(problem, NOT_SET_UP)
    if arguments.let_in:
        return let_in(arguments.let_in, factor_lost=arguments.factor_lost)
    problems = list(look())
    for sentence in problems:
        errors.print(f"- {sentence}", markup=False)
    if problems:
        return FOUND
    errors.print("All is well.", markup=False)
    return DONE


def look() -> Iterator[str]:
    """Each problem as a sentence with what to do."""
    from django.conf import settings  # noqa: PLC0415  # after set_up
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    from parvis.files.queries import check as check_files  # noqa: PLC0415
    from parvis.journal.queries import check  # noqa: PLC0415
    from parvis.people.models import Organisation  # noqa: PLC0415

    if not os.access(settings.DATA, os.W_OK):
        yield f"The data folder {settings.DATA} may not be written: give this user the right."
    if settings.DATA.stat().st_mode & 0o077:
        yield f"The data folder {settings.DATA} is open to other users of this machine: chmod 700 {settings.DATA}"
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        yield "The database is older than the program: start `parvis serve` once, it brings it up to date."
        return
    if not Organisation.objects.exists():
        yield "No organisation is known yet: run `parvis doctor --found CITY EMAIL`."
    verdict = check()
    if not verdict.whole:
        yield f"The journal is broken at entry {verdict.broken_at}: compare with your last backup."
    if not check_files(read=False).whole:
        yield "Photos and their files do not fit together: `parvis check files` names each."
    if not (settings.PACKAGE / "web" / "static" / "built" / "map.js").exists():
        yield "The front end is not built: run script/build in the checkout, or install the wheel."


def found(data: str | None, city: str, email: str) -> int:
    """The first organisation with one account that coordinates and administers it."""
    from parvis.cli.serve import prepare  # noqa: PLC0415  # settings read the environment first

    prepare(data)
    from parvis.access.errors import Refused  # noqa: PLC0415  # after set_up
    from parvis.people.actions import found_organisation, give_role, open_account  # noqa: PLC0415
    from parvis.people.models import Role  # noqa: PLC0415

    password = os.environ.get("PARVIS_FIRST_PASSWORD") or (getpass.getpass("Password: ") if sys.stdin.isatty() else "")
    if len(password) < 12:  # noqa: PLR2004  # the same length as the pages ask for
        return fail(
            "The password needs at least 12 characters (or set PARVIS_FIRST_PASSWORD). Nothing was created.", NOT_SET_UP
        )
    try:
        organisation = found_organisation(None, name=city)
        account = open_account(None, email=email, name=email.split("@", maxsplit=1)[0], password=password)
    except Refused as refused:
        return fail(refused.sentence, NOT_SET_UP)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        give_role(None, account, organisation, role)
    errors.print(f"{city} is founded. Start `parvis serve` and sign in as {email}.", markup=False)
    return DONE


def let_in(email: str, *, factor_lost: bool) -> int:
    """For the administrator who is locked out: whoever runs this holds the database anyway. The journal notes it."""
    from django.db import transaction  # noqa: PLC0415  # after set_up
    from django.urls import reverse  # noqa: PLC0415

    from parvis.access.errors import Refused  # noqa: PLC0415
    from parvis.people.actions import make_sign_in_link, remove_second_factors  # noqa: PLC0415
    from parvis.people.queries import account_at  # noqa: PLC0415

    account = account_at(email)
    if account is None:
        return fail(f"There is no account at {email}. Nothing was changed.", INPUT_UNUSABLE)
    try:
        with transaction.atomic():
            made = make_sign_in_link(None, account)
            if factor_lost:
                remove_second_factors(None, account, "lost")
    except Refused as refused:
        return fail(refused.sentence, INPUT_UNUSABLE)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": made.uid, "key": made.key})
    errors.print("Open this page of the installation within a day; it works once:", markup=False)
    errors.print(path, markup=False, soft_wrap=True)
    return DONE
