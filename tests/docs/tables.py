"""The tables of the documentation that are made from the code, between marks in the pages.

    .venv/bin/python -m tests.docs.tables      writes them into the pages

`test_tables.py` fails when a page and the code disagree.
"""

import argparse
import importlib
import os
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def head(*cells: str) -> list[str]:
    return [row(*cells), "|" + "---|" * len(cells)]


def import_all() -> None:
    """Events and verbs make themselves known when their modules are imported."""
    import parvis  # noqa: PLC0415  # after the settings are chosen

    for module in pkgutil.walk_packages(parvis.__path__, "parvis."):
        if ".actions" in module.name or module.name.endswith(".events"):
            importlib.import_module(module.name)


def field(name: str, annotation: Any) -> str:
    kind = annotation.__name__ if isinstance(annotation, type) and not hasattr(annotation, "__args__") else annotation
    return f"`{name}` {str(kind).replace('uuid.', '').replace('typing.', '')}"


def events() -> Iterator[str]:
    from parvis.journal.actions import VERBS  # noqa: PLC0415  # after the settings are chosen
    from parvis.journal.events import catalogue  # noqa: PLC0415
    from parvis.web.pages.journal.wording import SENTENCES  # noqa: PLC0415

    import_all()
    room = ""
    for name, kind in catalogue().items():
        if name.split(".")[0] != room:
            room = name.split(".")[0]
            yield from ("", f"## {room}", "", *head("Event", "Written by", "Payload", "Meaning"))
        verbs = sorted(verb for verb, event in VERBS.items() if event is kind)
        written = ", ".join(f"`{verb.rpartition('.')[2]}`" for verb in verbs)
        payload = ", ".join(field(key, info.annotation) for key, info in kind.model_fields.items())
        yield row(f"`{name}`", written, payload, str(SENTENCES.get(name, "")))
    yield ""


def roles() -> Iterator[str]:
    from parvis.access.roles import ROLES, Can  # noqa: PLC0415  # after the settings are chosen

    yield ""
    yield from head("may", *(role.value for role in ROLES))
    for can in Can:
        yield row(can.value.replace("_", " "), *("yes" if can in may else "" for may in ROLES.values()))
    yield ""


def commands() -> Iterator[str]:
    from parvis.cli.main import parser  # noqa: PLC0415  # after the settings are chosen

    top = parser()
    choices: dict[str, argparse.ArgumentParser] = next(
        action.choices
        for action in top._actions  # argparse offers no other way to its commands
        if isinstance(action, argparse._SubParsersAction)
    )
    for name, command in choices.items():
        yield from ("", f"## parvis {name}", "", command.description or "", "")
        if any(action.dest != "help" for action in command._actions):
            yield from head("Option", "Meaning")
            yield from (option(action) for action in command._actions if action.dest != "help")
        if command.epilog:
            yield from ("", "```text", command.epilog, "```")
    yield from ("", "## Exit codes", "", (top.epilog or "").removeprefix("Exit codes: "), "")


def checks() -> Iterator[str]:
    from parvis.assessment.rules.lint import RULES, SUBJECTS  # noqa: PLC0415  # after the settings are chosen

    for module in SUBJECTS:
        about = module.__name__.rpartition(".")[2]
        yield from ("", (module.__doc__ or "").splitlines()[0], "", *head("Code", "Weight", "What", "Why", "A way out"))
        for rule in RULES.values():
            if rule.about == about:
                yield row(f"`{rule.code}`", rule.severity, str(rule.text), str(rule.why), str(rule.hint))
    yield ""


def plan_rules() -> Iterator[str]:
    from parvis.engines.drill.rules import RULES, SUBJECTS  # noqa: PLC0415  # after the settings are chosen
    from parvis.engines.drill.wording import FIXES, REASONS  # noqa: PLC0415

    for module in SUBJECTS:
        own = [rule for rule in RULES.values() if rule.find.__module__ == module.__name__]
        yield from ("", (module.__doc__ or "").splitlines()[0], "", *head("Code", "Weight", "What", "Why", "A way out"))
        for rule in sorted(own, key=lambda rule: rule.code):
            yield row(f"`{rule.code}`", rule.severity, rule.meaning, REASONS[rule.code], FIXES[rule.code])
    yield ""


def option(action: argparse.Action) -> str:
    value = action.metavar or (action.dest.upper() if action.nargs != 0 else "")
    words = " ".join(value) if isinstance(value, tuple) else value
    name = ", ".join(action.option_strings)
    needed = " (needed)" if action.option_strings and action.required else ""
    return row(f"`{f'{name} {words}'.strip()}`{needed}", action.help or "")


def coverage() -> Iterator[str]:
    """How many questions of each shipped method are about a zone, a threat or a function."""
    from parvis.content.load import shipped_packs  # noqa: PLC0415  # after the settings are chosen
    from parvis.content.schemas import MethodPack, PlacesPack, ThreatsPack  # noqa: PLC0415

    packs = shipped_packs()
    methods = [pack for pack in packs if isinstance(pack, MethodPack)]
    zones = [term for pack in packs if isinstance(pack, PlacesPack) for term in pack.zone_kinds]
    threats = [threat for pack in packs if isinstance(pack, ThreatsPack) for threat in pack.threats]
    yield ""
    yield from head("questions about", *(method.urn.rpartition(":")[2] for method in methods))
    for field_name, things in (("zones", zones), ("threats", threats)):
        for thing in things:
            asked = [_asked(method, field_name, thing.code) for method in methods]
            yield row(thing.label["en"], *(str(number or "") for number in asked))
    yield row(
        "all questions", *(str(len(method.questionnaire.questions)) for method in methods if method.questionnaire)
    )
    yield ""


def _asked(method: Any, field_name: str, code: str) -> int:
    return sum(code in getattr(question, field_name) for question in method.questionnaire.questions)


def table_tops() -> Iterator[str]:
    """The table-tops that ship, by title."""
    from parvis.content.load import shipped_packs  # noqa: PLC0415  # after the settings are chosen
    from parvis.content.schemas import ExercisePack, PlacesPack, ThreatsPack  # noqa: PLC0415

    packs = shipped_packs()
    threats = {t.code: t.label["en"] for pack in packs if isinstance(pack, ThreatsPack) for t in pack.threats}
    kinds = {t.code: t.label["en"] for pack in packs if isinstance(pack, PlacesPack) for t in pack.categories}
    yield ""
    yield from head("Title", "What it finds out", "About", "Fits best", "Minutes", "Roles", "Tasks", "Messages")
    for pack in packs:
        if isinstance(pack, ExercisePack):
            players = sum(one.kind == "player" for one in pack.roles)
            numbers = (pack.duration_min, players, len(pack.tasks), len(pack.injects))
            named = (", ".join(threats[code] for code in pack.threats), ", ".join(kinds[code] for code in pack.places))
            yield row(pack.title["en"], pack.purpose["en"], *named, *map(str, numbers))
    yield ""


TABLES: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "events": ("docs/develop/events.md", events),
    "roles": ("docs/security/access.md", roles),
    "coverage": ("docs/use/packs.md", coverage),
    "checks": ("docs/use/checks.md", checks),
    "plan-rules": ("docs/develop/plan-check.md", plan_rules),
    "table-tops": ("docs/use/exercises.md", table_tops),
    "commands": ("docs/run/commands.md", commands),
}


def marked(name: str, page: str) -> tuple[str, str, str]:
    """What stands before, between and after the marks of a table in a page."""
    start, end = f"<!-- {name}: made from the code -->\n", f"<!-- /{name} -->"
    before, found, rest = page.partition(start)
    table, found_too, after = rest.partition(end)
    assert found, f"the mark that begins the table {name} is missing"
    assert found_too, f"the mark that ends the table {name} is missing"
    return before + start, table, end + after


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.test")
    import django  # noqa: PLC0415  # after the settings are chosen

    django.setup()
    for name, (file, make) in TABLES.items():
        path = ROOT / file
        before, _old, after = marked(name, path.read_text(encoding="utf-8"))
        path.write_text(before + "\n".join(make()) + "\n" + after, encoding="utf-8")


if __name__ == "__main__":
    main()
