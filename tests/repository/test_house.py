"""The rules of the house that an import contract cannot state: names, signals, and the one way to an object."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

from tests.repository import tree
from tests.repository.tree import nothing

TRANSLATES = {"_", "gettext", "gettext_lazy", "ngettext"}
VAGUE = {"utils", "util", "helpers", "helper", "misc"}

#: Where pages and the API may touch a table of protected objects without `visible_to`, and why.
ALLOWED = {
    "web/tasks.py ImportRun": "the background task acts for nobody: the import was allowed when it was asked for",
}
#: Pages that look up the id which the form itself chose (OnceField): sent twice, it names the same record.
#: An empty queryset (`none`) reads nothing: a form gets its choices from the page.
HARMLESS = re.compile(r"\.objects\.(filter\(pk=form\.cleaned_data\[\"id\"\]|none\(\))")


def test_no_module_has_a_vague_name():
    nothing([tree.short(path) for path in tree.files() if path.stem in VAGUE])


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree.tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_signals():
    wanted = re.compile(r"\.signals?(\.|$)|^django\.dispatch")
    found = {f"{tree.short(path)} {name}" for path in tree.python() for name in imports(path) if wanted.search(name)}
    nothing(found)


def test_no_text_to_translate_hides_in_another_string():
    """Inside an f-string the collector of texts does not see it."""
    hidden = [
        f"{tree.short(path)}:{call.lineno}"
        for path in tree.python(tree.SOURCE)
        for text in ast.walk(tree.tree(path))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in TRANSLATES
    ]
    nothing(hidden)


def protected() -> set[str]:
    return {model.__name__ for model in apps.get_models() if hasattr(model, "MARKINGS")}


def direct_reads(path: Path) -> Iterator[tuple[str, str]]:
    """Each `Model.objects` of a protected model in a file, with its statement."""
    text = path.read_text(encoding="utf-8")
    for node in ast.walk(tree.tree(path)):
        if (
            isinstance(node, ast.Attribute)
            and node.attr in {"objects", "_default_manager", "_base_manager"}
            and isinstance(node.value, ast.Name)
            and node.value.id in protected()
        ):
            yield node.value.id, text.splitlines()[node.lineno - 1].strip()


def test_pages_api_and_documents_read_only_what_is_visible():
    found = []
    for room in ("web", "api", "reports", "thread"):
        for path in tree.python(tree.SOURCE / room):
            name = path.relative_to(tree.SOURCE).as_posix()
            found += [
                f"{name} {model}: {line}"
                for model, line in direct_reads(path)
                if f"{name} {model}" not in ALLOWED and not HARMLESS.search(line)
            ]
    nothing(found)


def test_a_task_needs_no_exception_that_it_does_not_use():
    used = {
        f"{path.relative_to(tree.SOURCE).as_posix()} {model}"
        for room in ("web", "api", "reports", "thread")
        for path in tree.python(tree.SOURCE / room)
        for model, _line in direct_reads(path)
    }
    nothing(set(ALLOWED) - used)


def test_html_is_written_in_the_templates_only():
    tag = re.compile(r"<(div|span|p|a|ul|li|table|h[1-6]|form|input|button)[ >]")
    found = []
    for path in tree.python():
        if path.is_relative_to(tree.SOURCE / "web"):
            continue
        strings = (node.value for node in ast.walk(tree.tree(path)) if isinstance(node, ast.Constant))
        found += [f"{tree.short(path)}: {text[:60]}" for text in strings if isinstance(text, str) and tag.search(text)]
    nothing(found)
