"""The parts of a plan as tables: every row changed on one page, and nobody's work lost when two people do so at once."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.engines import drill
from parvis.people.models import Account
from parvis.plans import queries, tables
from parvis.plans.rules import Whole, next_code
from parvis.plans.tables import terms
from parvis.web.pages.reading import form_page
from parvis.web.templatetags.parvis import tlp

PER_PAGE = 40  # a form of more fields than Django reads would be refused
BLANK = 3
#: Columns by which a row that is there stays known: they are shown, not changed.
FIXED = {"tasks": ("code",), "duty": ("role", "period"), "functions": ("name",)}
#: Rows of these come from somewhere else: functions from the duties that name them.
CLOSED = ("functions",)


@dataclass
class Line:
    """One row of the form: as it stands in the plan, and as it was typed."""

    sheet: str
    prefix: str
    key: tuple[str, ...] | None
    words: tables.Words
    errors: dict[str, str] = field(default_factory=dict)
    conflict: str = ""
    seen: str = ""

    @property
    def name(self) -> str:
        keys = tables.SHEETS[self.sheet].keys
        return " → ".join(filter(None, (self.words.get(name, "") for name in keys))) if self.key else _("new")

    @property
    def key_json(self) -> str:
        return json.dumps(self.key)


def _editable(sheet: str, words: tables.Words, *, new: bool) -> tables.Words:
    fixed = () if new else FIXED.get(sheet, ())
    return {name: text for name, text in words.items() if name not in fixed}


def _seen(sheet: str, words: tables.Words) -> str:
    return tables.fingerprint(_editable(sheet, words, new=False))


def shown(sheet: str, rows: list[tables.Words], whole: Whole) -> list[Line]:
    """The rows of the plan, and room for a few more."""
    lines = [Line(sheet, f"r{n}", tables.key_of(sheet, row), row, seen=_seen(sheet, row)) for n, row in enumerate(rows)]
    if sheet in CLOSED:
        return lines
    codes = [*whole.plan.tasks.values_list("code", flat=True)] if sheet == "tasks" else []
    for n in range(BLANK):
        words = {column.name: column.empty for column in tables.SHEETS[sheet].columns}
        if sheet == "tasks":
            words["code"] = next_code(codes)
            codes.append(words["code"])
        lines.append(Line(sheet, f"n{n}", None, words))
    return lines


def typed(request: HttpRequest, sheet: str) -> list[Line]:
    """The rows of the form as they were sent."""
    found = []
    prefixes = [name.removesuffix("-seen") for name in request.POST if name.endswith("-seen")]
    for prefix in prefixes:
        key = _key(request.POST.get(f"{prefix}-key", "null"))
        given = {
            column.name: request.POST.get(f"{prefix}-{column.name}", "")
            for column in tables.SHEETS[sheet].columns
            if key is None or column.name not in FIXED.get(sheet, ())
        }
        found.append(Line(sheet, prefix, key, tables.normal(sheet, given), seen=request.POST[f"{prefix}-seen"]))
    return found


def _key(text: str) -> tuple[str, ...] | None:
    try:
        found = json.loads(text)
    except ValueError:
        return None
    return tuple(str(part) for part in found) if isinstance(found, list) else None


def _wanted(
    request: HttpRequest, sheet: str, lines: list[Line], whole: Whole
) -> dict[str, tables.Change]:  # fmt: skip
    """The change of each line that is one, by its prefix. A line that somebody else changed meanwhile says so instead."""
    rows = tables.tables_of(whole)[sheet]
    now = {tables.key_of(sheet, row): row for row in rows}
    found = {}
    for line in lines:
        before = now.get(line.key or tables.key_of(sheet, line.words))
        if line.key is None:
            if not _blank(sheet, line.words) and before != line.words:
                found[line.prefix] = tables.Change(sheet, None, line.words)
            continue
        gone = f"{line.prefix}-gone" in request.POST
        if tables.fingerprint(line.words) == line.seen and not gone:
            continue
        if before is None:
            if not gone:
                line.conflict = _(
                    "Somebody took this row out meanwhile. What you typed is kept below: save again to add it anew."
                )
                line.key = None
        elif before == before | line.words and not gone:
            continue
        elif _seen(sheet, before) == line.seen:
            found[line.prefix] = tables.Change(sheet, line.key, None if gone else before | line.words, before)
        else:
            line.conflict = _meanwhile(sheet, before, line, _saved(whole, sheet, before))
            line.seen = _seen(sheet, before)
    return found


def _blank(sheet: str, words: tables.Words) -> bool:
    return all(
        not words.get(column.name) or words[column.name] == column.empty or (sheet, column.name) == ("tasks", "code")
        for column in tables.SHEETS[sheet].columns
    )


def _saved(whole: Whole, sheet: str, row: tables.Words) -> str:
    """Who saved a row last, and when. Who holds a role is part of the role."""
    own = "roles" if sheet == "duty" else sheet
    if sheet == "messages":
        keys = [tables.key_of(sheet, words) for words in tables.tables_of(whole)[sheet]]
        pk = str(whole.messages[keys.index(tables.key_of(sheet, row))].pk)
    else:
        pk = tables.marks_of(whole)[own][row[tables.SHEETS[sheet].keys[0]]]
    return queries.said_of(queries.last_change(whole.plan, pk))


def _meanwhile(sheet: str, before: tables.Words, line: Line, saved: str) -> str:
    other = tables.Change(sheet, line.key, before | line.words, before)
    stands = "; ".join(f"{head}: {old or '—'}" for head, old, _new in other.cells)
    return _(
        "Somebody changed this row meanwhile. %(saved)s It now says: %(stands)s. What you typed is kept below: save again to put it in place of that."
    ) % {"saved": saved, "stands": stands}  # fmt: skip


@form_page
def table(request: HttpRequest, account: Account, pk: str, sheet: str) -> HttpResponse:
    """One table of a plan. What can be saved is saved; a row that cannot keeps what was typed and says why."""
    plan = queries.plan_by_id(account, pk)
    require(account, Can.PLAN, plan)
    if sheet not in tables.SHEETS:
        raise Http404
    whole = queries.whole(account, plan)
    rows = tables.tables_of(whole)[sheet]
    status = 200
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = shown(sheet, list(page), whole)
    if request.method == "POST":
        sent = typed(request, sheet)
        open_lines, saved = save(account, whole, sheet, sent, _wanted(request, sheet, sent, whole))
        told(request, account, whole, saved)
        if not open_lines:
            return redirect(f"{reverse('plans:table', args=[pk, sheet])}?page={page.number}")
        whole, status = queries.whole(account, plan), 422
        page = Paginator(tables.tables_of(whole)[sheet], PER_PAGE).get_page(request.GET.get("page"))
        lines = merged(shown(sheet, list(page), whole), open_lines)
    return render(request, "plans/grid.html", context(whole, sheet, lines, page), status=status)


def save(
    account: Account, whole: Whole, sheet: str, lines: list[Line], wanted: dict[str, tables.Change]
) -> tuple[list[Line], int]:
    """The lines that are still open, with what stands against them; and how many rows were saved."""
    with transaction.atomic():
        refused = tables.apply(account, whole.plan, list(wanted.values()))
    by_words = {id(change.words): prefix for prefix, change in wanted.items()}
    by_key: dict[tuple[str, ...] | None, str] = {change.key: prefix for prefix, change in wanted.items() if change.key}
    for one in refused:
        prefix = by_words.get(id(one.change.words)) or by_key.get(one.change.key) or _same(wanted, one.change)
        line = next(line for line in lines if line.prefix == prefix)
        line.errors.setdefault(one.field, one.sentence)
    still = [line for line in lines if line.errors or line.conflict]
    return still, len(wanted) - sum(1 for line in still if line.errors)


def _same(wanted: dict[str, tables.Change], change: tables.Change) -> str:
    """The line of a new row, which is begun with few of its words."""
    given = (change.words or {}).items()
    return next(
        (prefix for prefix, one in wanted.items() if one.key is None and given <= (one.words or {}).items()), ""
    )


def merged(lines: list[Line], still: list[Line]) -> list[Line]:
    """The rows as they stand now; in place of those that are open, what was typed."""
    by_key: dict[tuple[str, ...] | None, Line] = {line.key: line for line in still if line.key is not None}
    found = [
        _typed_over(line, by_key[line.key]) if line.key in by_key else line for line in lines if line.key is not None
    ]
    new, blank = [line for line in still if line.key is None], [line for line in lines if line.key is None]
    for number, line in enumerate([*new, *blank]):
        line.prefix = f"n{number}"
    return [*found, *new, *blank]


def _typed_over(line: Line, open_line: Line) -> Line:
    line.words = line.words | open_line.words
    line.errors, line.conflict = open_line.errors, open_line.conflict
    return line


def told(request: HttpRequest, account: Account, whole: Whole, saved: int) -> None:
    """How many rows were saved; and the circle, if tasks now wait for one another in one."""
    if saved:
        text = ngettext("%(n)d row was saved.", "%(n)d rows were saved.", saved) % {"n": saved}
        messages.success(request, text)
        for sentence in circles(queries.whole(account, whole.plan)):
            messages.warning(request, sentence)


def circles(whole: Whole) -> list[str]:
    names = queries.names_of(whole)
    return [
        error.sentence(_, names) for error in drill.refusals(queries.engine_plan(whole)) if error.code == "cycle"
    ]  # fmt: skip


def context(whole: Whole, sheet: str, lines: list[Line], page: Any) -> dict[str, Any]:
    own = tables.SHEETS[sheet]
    groups: dict[str, list[tables.Column]] = {}
    for column in own.columns:
        groups.setdefault(str(column.group), []).append(column)
    return {
        "plan": whole.plan,
        "tlp": tlp(whole.plan.marking),
        "sheet": own,
        "groups": list(groups),
        "page": page,
        "rows": [
            {"line": line, "groups": [_cells(line, columns, FIXED.get(sheet, ())) for columns in groups.values()]}
            for line in lines
        ],
        "whole": whole,
        "tabs": [
            {"label": other.title, "url": reverse("plans:table", args=[whole.plan.pk, code]), "current": code == sheet}
            for code, other in tables.SHEETS.items()
        ],
        "functions": sorted({duty.function.name for role in whole.roles for duty in role.duties.all()}),
        "closed": sheet in CLOSED,
    }  # fmt: skip


def _options(column: tables.Column, value: str) -> list[tuple[str, str]]:
    """What can be chosen; words from before there was a list stay, and say so."""
    if not column.terms:
        return [(code, str(text)) for code, text in column.choices]
    found = terms.options(column.terms)
    if value and value not in dict(found):
        found.insert(0, (value, _("%(words)s (not in the list)") % {"words": value}))
    return found


LISTS = {"role": "roles", "end": "ends", "task": "codes", "period": "periods"}


def _cells(line: Line, columns: list[tables.Column], fixed: tuple[str, ...]) -> list[dict[str, Any]]:
    return [
        {
            "column": column,
            "name": f"{line.prefix}-{column.name}",
            "value": line.words.get(column.name, ""),
            "error": line.errors.get(column.name, ""),
            "fixed": line.key is not None and column.name in fixed,
            "options": _options(column, line.words.get(column.name, "")),
            "list": LISTS.get(column.kind, "functions" if column.name == "holder" else ""),
        }
        for column in columns
    ]
