"""`parvis import`: extracts, registers, packs and practices into this installation."""

import argparse
import hashlib
from pathlib import Path
from typing import Any

from parvis.cli.console import DONE, INPUT_UNUSABLE, NOT_SET_UP, errors, fail, progress

KINDS = {
    "osm": "an OpenStreetMap extract (.osm.pbf or .osm): candidates for the register and the map of the city",
    "csv": "a register of places as CSV (columns name, category, geometry as WKT)",
    "pack": "a content pack (.yaml), or a method in the Excel layout (.xlsx)",
    "practice": "a signed practice package from another installation",
    "visit": "the file that a phone kept of a visit it could not send (needs --as: whose visit it is)",
}


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "import",
        help="bring an extract, a register, a pack or a practice in",
        description="Bring something in. Importing the same file again duplicates nothing.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="kinds:\n" + "\n".join(f"  {kind:9} {text}" for kind, text in KINDS.items()),
    )
    command.add_argument("kind", choices=sorted(KINDS), metavar="KIND", help=", ".join(KINDS))
    command.add_argument("file", type=Path, metavar="FILE")
    command.add_argument("--data", metavar="DIR", help="data folder (default: PARVIS_DATA, else ./var)")
    command.add_argument("--as", dest="email", metavar="EMAIL", help="act in the name of this account")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    arguments.file.stat()  # a file that is not there is said before anything else
    from parvis.cli.serve import prepare  # noqa: PLC0415  # settings read the environment first

    prepare(arguments.data)
    from parvis.access.errors import NotAllowed, Refused  # noqa: PLC0415  # after set_up

    readers = {"osm": read_osm, "csv": read_csv, "pack": read_pack, "practice": read_practice, "visit": read_visit}
    try:
        return readers[arguments.kind](arguments)
    except Refused as refused:
        return fail(refused.sentence, INPUT_UNUSABLE)
    except NotAllowed as refused:
        return fail(refused.reason, NOT_SET_UP)


def acting(email: str | None) -> Any:
    """The account and the organisation in whose name a command acts: --as, else the first coordinator."""
    from parvis.access.errors import Refused  # noqa: PLC0415  # after set_up
    from parvis.people.models import Account, Membership, Role  # noqa: PLC0415

    held = Membership.objects.filter(Membership.current(), role=Role.COORDINATOR, account__is_active=True)
    held = held.select_related("account", "organisation").order_by("account__date_joined")
    if email:
        held = held.filter(account__email__iexact=email)
        if not Account.objects.filter(email__iexact=email).exists():
            raise Refused(f"There is no account {email}. Nothing was changed: see `parvis doctor` for who is there.")
    first = held.first()
    if first is None:
        raise Refused(
            "No safety coordinator is known yet. Nothing was changed: run `parvis doctor --found CITY EMAIL` first."
        )
    return first.account, first.organisation


def read_osm(arguments: argparse.Namespace) -> int:
    from parvis.places.actions import ask_import  # noqa: PLC0415  # after set_up
    from parvis.places.actions.reading import carry_out, sentence_of_problem  # noqa: PLC0415

    account, organisation = acting(arguments.email)
    with arguments.file.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    run = ask_import(account, organisation, file_name=arguments.file.name, sha256=digest)
    with progress(arguments.file.name) as tell:
        run = carry_out(run.pk, arguments.file, tell)
    if run.problem:
        return fail(sentence_of_problem(run.problem), INPUT_UNUSABLE)
    counts = run.counts
    errors.print(
        f"{counts['new']} new candidates, {counts['same']} unchanged, {counts['changed']} changed, {counts['gone']} gone.",
        markup=False,
    )
    return DONE


def read_csv(arguments: argparse.Namespace) -> int:
    from parvis.places.actions.table import read_register  # noqa: PLC0415  # after set_up

    account, organisation = acting(arguments.email)
    report = read_register(account, organisation, arguments.file.read_bytes())
    for line in report.refused:
        errors.print(line, markup=False)
    errors.print(
        f"{report.added} places added, {report.known} known already, {len(report.refused)} lines left out.",
        markup=False,
    )
    return DONE if not report.refused else INPUT_UNUSABLE


def read_pack(arguments: argparse.Namespace) -> int:
    from parvis.content.actions import load  # noqa: PLC0415  # after set_up
    from parvis.content.load import PackError, load_pack  # noqa: PLC0415

    account = acting(arguments.email)[0] if arguments.email else None  # whoever has the machine may load a pack
    try:
        kept = load(account, load_pack(arguments.file))
    except PackError as bad:
        for one in bad.every:
            errors.print(str(one), markup=False, soft_wrap=True)
        return INPUT_UNUSABLE
    errors.print(f"{kept.urn} {kept.version} is loaded.", markup=False)
    return DONE


def read_practice(arguments: argparse.Namespace) -> int:
    from parvis.exchange.actions import receive  # noqa: PLC0415  # after set_up

    account, _organisation = acting(arguments.email)
    practice = receive(account, arguments.file.read_bytes())
    errors.print(f"Received: {practice}", markup=False)
    return DONE


def read_visit(arguments: argparse.Namespace) -> int:
    from parvis.access.errors import Refused  # noqa: PLC0415  # after set_up
    from parvis.assessment.actions import bring_in  # noqa: PLC0415
    from parvis.people.models import Account  # noqa: PLC0415

    account = Account.objects.filter(email__iexact=arguments.email or "", is_active=True).first()
    if account is None:
        raise Refused("Nobody brings a visit in for somebody else. Nothing was changed: say whose it is, --as EMAIL.")
    found = bring_in(account, arguments.file.read_bytes())
    for sentence in found.refused:
        errors.print(sentence, markup=False)
    errors.print(f"{found.fresh} entries kept, {found.known} were here already.", markup=False)
    return INPUT_UNUSABLE if found.refused else DONE
