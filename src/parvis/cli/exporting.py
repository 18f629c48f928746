"""`parvis export`: the register, the document of a place, a practice or a pack, out of this installation."""

import argparse
from pathlib import Path
from typing import Any

from parvis.cli.console import DONE, INPUT_UNUSABLE, NOT_SET_UP, errors, fail, set_up_existing
from parvis.cli.importing import acting

READERS = {"public": 0, "partners": 1}  # the marking under which an extract leaves


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "export",
        help="take the register, a place, a practice or a pack out",
        description="Write what the account may see into a file. Every export is noted in the journal. The end of the "
        "file name says the format: .geojson, .csv or .xlsx for the register, .pdf or .docx for a place and for documents of an "
        "assessment, .parvis for a practice, "
        ".yaml for a pack and also .xlsx for a method.",
    )
    command.add_argument(
        "what",
        metavar="WHAT",
        help="register, pack, the id of a place or of a practice, or a document of an assessment: report, scenarios, "
        "measures, agenda, invitation, attendance, materials, minutes, tables; extract: what may be published of it",
    )
    command.add_argument(
        "which",
        metavar="WHICH",
        nargs="?",
        default="",
        help="of a pack its name, urn:...; of a document the assessment's id; of an extract the assessment's or the place's",
    )
    command.add_argument(
        "--format", metavar="FORMAT", help="pdf, docx, xlsx, csv, zip or geojson (default: the end of FILE)"
    )
    command.add_argument(
        "--reason", metavar="WORDS", default="", help="of an extract: why it may leave; stays in the journal"
    )
    command.add_argument(
        "--for",
        dest="wanted",
        choices=sorted(READERS),
        default="public",
        help="of an extract: public is TLP:CLEAR (default), partners TLP:GREEN",
    )
    command.add_argument("--out", type=Path, required=True, metavar="FILE")
    command.add_argument("--data", metavar="DIR", help="data folder (default: PARVIS_DATA, else ./var)")
    command.add_argument("--as", dest="email", metavar="EMAIL", help="act in the name of this account")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if problem := set_up_existing(arguments.data):
        return fail(problem, NOT_SET_UP)
    from parvis.access.errors import NotAllowed, NotVisible, Refused  # noqa: PLC0415  # after set_up
    from parvis.content.actions import export  # noqa: PLC0415
    from parvis.reports.actions import write  # noqa: PLC0415

    try:
        account, _organisation = acting(arguments.email)
        form = arguments.format or arguments.out.suffix.lstrip(".")
        decision = {"wanted": READERS[arguments.wanted], "reason": arguments.reason}
        body = (
            export(account, urn=arguments.which, form=form)
            if arguments.what == "pack"
            else write(
                account, arguments.what, form, arguments.which, **decision if arguments.what == "extract" else {}
            )
        )
    except Refused as refused:
        return fail(refused.sentence, INPUT_UNUSABLE)
    except (NotVisible, NotAllowed):
        return fail("This account cannot see that, or may not take it out.", NOT_SET_UP)
    draft = arguments.out.with_name(arguments.out.name + ".part")
    draft.write_bytes(body)
    draft.replace(arguments.out)
    errors.print(f"Written to {arguments.out}", markup=False)
    return DONE
