"""`parvis-manage`: Django's own commands, for developers."""

import sys

from parvis.cli.console import set_up


def main() -> None:
    set_up()
    from django.core.management import execute_from_command_line  # noqa: PLC0415  # after set_up

    execute_from_command_line(sys.argv)
