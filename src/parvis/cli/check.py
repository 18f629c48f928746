"""`parvis check`: is what is stored whole?"""

import argparse
from typing import Any

from parvis.cli.console import DONE, FOUND, NOT_SET_UP, errors, fail, set_up_existing


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "check",
        help="verify the journal",
        description="Verify the chain of the journal: nothing changed, nothing missing. Names the first entry that does not fit.",
    )
    command.add_argument("what", choices=["journal"], metavar="journal")
    command.add_argument("--data", metavar="DIR", help="data folder (default: PARVIS_DATA, else ./var)")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if problem := set_up_existing(arguments.data):
        return fail(problem, NOT_SET_UP)
    from parvis.journal.queries import check  # noqa: PLC0415  # after set_up

    verdict = check()
    if verdict.whole:
        errors.print(f"The journal is whole: {verdict.entries} entries, head {verdict.head[:16]}.", markup=False)
        return DONE
    return fail(
        f"The journal is broken at entry {verdict.broken_at}: {verdict.problem}. Compare with your last backup.", FOUND
    )
