"""`parvis check`: is what is stored whole?"""

import argparse
from typing import Any

from parvis.cli.console import DONE, FOUND, NOT_SET_UP, errors, fail, set_up_existing


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "check",
        help="verify the journal, the files or the answers to calls",
        description="journal: verify the chain, nothing changed, nothing missing; names the first entry that does not fit. "
        "files: no photo without its file, no file without its photo, and every file as it was kept. "
        "calls: no answer opened without an entry in the journal, none changed since it was sent, none lost.",
    )
    command.add_argument("what", choices=["journal", "files", "calls"], metavar="journal|files|calls")
    command.add_argument("--sweep", action="store_true", help="files: delete those that no photo of the register names")
    command.add_argument("--data", metavar="DIR", help="data folder (default: PARVIS_DATA, else ./var)")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if problem := set_up_existing(arguments.data):
        return fail(problem, NOT_SET_UP)
    if arguments.what == "calls":
        return _calls()
    return _journal() if arguments.what == "journal" else _files(sweep=arguments.sweep)


def _journal() -> int:
    from parvis.journal.queries import check  # noqa: PLC0415  # after set_up

    verdict = check()
    if verdict.whole:
        errors.print(f"The journal is whole: {verdict.entries} entries, head {verdict.head[:16]}.", markup=False)
        return DONE
    return fail(
        f"The journal is broken at entry {verdict.broken_at}: {verdict.problem}. Compare with your last backup.", FOUND
    )


def _files(*, sweep: bool) -> int:
    from parvis.files import actions, queries  # noqa: PLC0415  # after set_up

    verdict = queries.check()
    for name in verdict.missing:
        errors.print(f"missing: files/{name} (a photo names it; look for it in your last backup)", markup=False)
    for name in verdict.changed:
        errors.print(f"changed: files/{name} (not what was kept; take it from your last backup)", markup=False)
    swept = [name for name in verdict.orphans if sweep and actions.sweep(name)]
    for name in sorted(set(verdict.orphans) - set(swept)):
        errors.print(f"no photo names: files/{name} (an upload that was interrupted; --sweep deletes it)", markup=False)
    if swept:
        errors.print(f"{len(swept)} files that no photo named were deleted.", markup=False)
    if verdict.missing or verdict.changed or len(swept) < len(verdict.orphans):
        return FOUND
    errors.print(f"The files are whole: {verdict.rows} photos.", markup=False)
    return DONE


FLAWS = {
    "silent": "opened without an entry: answer {0} can be read, and the journal knows of no opening of its call",
    "changed": "changed: answer {0} is not what was sent",
    "unknown": "not sent by anybody: the journal knows nothing of answer {0}",
    "lost": "lost: answer {0} was sent, and is not there any more",
}


def _calls() -> int:
    from parvis.solutions.queries.calls import flaws  # noqa: PLC0415  # after set_up

    found = list(flaws())
    for flaw in found:
        errors.print(FLAWS[flaw.code].format(flaw.receipt), markup=False)
    if found:
        return fail("Answers to calls and the journal do not agree. Compare with your last backup.", FOUND)
    errors.print("The answers to calls are whole, and none was opened without an entry in the journal.", markup=False)
    return DONE
