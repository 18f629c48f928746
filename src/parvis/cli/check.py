"""`parvis check`: is what is stored whole?"""

import argparse
from typing import Any

from parvis.cli.console import DONE, FOUND, NOT_SET_UP, errors, fail, set_up_existing


def add_to(commands: Any) -> None:
    command = commands.add_parser(
        "check",
        help="verify the journal or the files",
        description="journal: verify the chain, nothing changed, nothing missing; names the first entry that does not fit. "
        "files: no photo without its file, no file without its photo, and every file as it was kept.",
    )
    command.add_argument("what", choices=["journal", "files"], metavar="journal|files")
    command.add_argument("--sweep", action="store_true", help="files: delete those that no photo of the register names")
    command.add_argument("--data", metavar="DIR", help="data folder (default: PARVIS_DATA, else ./var)")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    if problem := set_up_existing(arguments.data):
        return fail(problem, NOT_SET_UP)
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
