"""`parvis` on the command line."""

import argparse
import sys

from parvis.access.errors import Refused
from parvis.cli import backup, check, demo, doctor, exporting, importing, screen, serve
from parvis.cli.console import INPUT_UNUSABLE, NOT_SET_UP, fail

COMMANDS = (serve, demo, screen, importing, exporting, check, backup, doctor)


def parser() -> argparse.ArgumentParser:
    """The whole command line; docs/run/commands.md is tested against it."""
    found = argparse.ArgumentParser(
        prog="parvis",
        description="Software with which a city protects its public spaces and keeps them open.",
        epilog="Exit codes: 0 done; 1 a check found something; 2 the command was not understood; "
        "3 the input cannot be used; 4 the installation is not set up.",
    )
    commands = found.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in COMMANDS:
        module.add_to(commands)
    return found


def main(words: list[str] | None = None) -> int:
    arguments = parser().parse_args(words)
    try:
        return int(arguments.run(arguments))
    except Refused as refused:
        return fail(refused.sentence, INPUT_UNUSABLE)
    except KeyboardInterrupt:
        return fail("Stopped. Nothing half-done was kept.", 130)
    except FileNotFoundError as missing:
        return fail(f"There is no file {missing.filename}. Nothing was changed: check the name.", INPUT_UNUSABLE)
    except PermissionError as refused:
        return fail(f"The file {refused.filename} may not be read or written by this user.", NOT_SET_UP)


if __name__ == "__main__":
    sys.exit(main())
