"""The sheets of the layout and their columns, as data: the writer, the reader and the explanation follow it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["plain", "wording", "whole", "number", "list", "when"]

MARKS = ("verified", "inferred", "own")
RULES = ("weighted_mean", "weakest")
MOMENTS = ("before", "during", "after")
WEIGHTS = ("note", "warning", "error")


@dataclass(frozen=True)
class Column:
    """One column; a `wording` stands in one column for each language, "label en" beside "label fr"."""

    name: str
    kind: Kind = "plain"
    choices: tuple[str, ...] = ()
    needed: bool = True


@dataclass(frozen=True)
class Sheet:
    name: str
    columns: tuple[Column, ...]


def _code(*more: Column) -> tuple[Column, ...]:
    return Column("code"), Column("label", "wording"), *more


#: What stands on the first sheet, one field a row: the name of the field and what its value is.
FIELDS: dict[str, Column] = {
    column.name: column
    for column in (
        Column("urn"),
        Column("version"),
        Column("languages", "list"),
        Column("licence", choices=("CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "EUPL-1.2", "proprietary")),
        Column("minutes", "whole"),
        Column("title", "wording"),
        Column("summary", "wording"),
        Column("threats", "list", needed=False),
        Column("aggregate", choices=("median", "mean_of_bounds"), needed=False),
        Column("outcome", choices=("grids", "formula"), needed=False),
        Column("expression", needed=False),
        Column("words", "wording", needed=False),
        Column("questionnaire rule", choices=RULES, needed=False),
    )
}

METHOD = "method"
SHEETS = (
    Sheet(METHOD, (Column("field"), Column("value", needed=False), Column("text", "wording", needed=False))),
    Sheet(
        "sources",
        (Column("name"), Column("mark", choices=MARKS), Column("url", needed=False), Column("note", "wording", needed=False)),
    ),
    Sheet("steps", _code(Column("what", "wording"), Column("mark", choices=MARKS))),
    Sheet("factors", _code(Column("question", "wording"), Column("ask", choices=("level", "range"), needed=False))),
    Sheet("kinds", (Column("factor"), *_code(Column("question", "wording")))),
    Sheet(
        "levels",
        (
            Column("of", choices=("factor", "kind", "grid", "answer scale")),
            Column("code"),
            Column("value", "whole"),
            Column("label", "wording"),
            Column("anchor", "wording", needed=False),
        ),
    ),
    Sheet("confidence", (Column("value", "whole"), Column("label", "wording"), Column("anchor", "wording", needed=False))),
    Sheet("grids", _code(Column("rows"), Column("columns"))),
    Sheet("cells", (Column("grid"), Column("row", "whole"), *(Column(f"c{n}", "whole", needed=False) for n in range(1, 12)))),
    Sheet(
        "bands",
        (
            Column("value", "whole"),
            Column("from_figure", "number", needed=False),
            Column("label", "wording"),
            Column("asks", "wording"),
        ),
    ),
    Sheet("answer scales", (Column("code"), Column("better", choices=("high", "low")))),
    Sheet(
        "sections",
        _code(
            Column("intro", "wording", needed=False),
            Column("moment", choices=MOMENTS, needed=False),
            Column("rule", choices=RULES, needed=False),
            Column("weight", "number", needed=False),
        ),
    ),
    Sheet(
        "questions",
        (
            Column("id"),
            Column("section"),
            Column("text", "wording"),
            Column("why", "wording"),
            Column("scale", needed=False),
            Column("good", choices=("yes", "no"), needed=False),
            Column("weight", "number", needed=False),
            Column("when", "when", needed=False),
            Column("from_tier", "whole", needed=False),
            *(Column(name, "list", needed=False) for name in ("zones", "threats", "functions", "measures")),
        ),
    ),
    Sheet(
        "verdicts",
        (Column("value", "whole"), Column("from_share", "number"), Column("label", "wording"), Column("asks", "wording")),
    ),
    Sheet(
        "tiers",
        _code(
            Column("number", "whole"),
            Column("from_people", "whole", needed=False),
            Column("below_people", "whole", needed=False),
            Column("unmet", choices=WEIGHTS, needed=False),
        ),
    ),
    Sheet("tier texts", (Column("tier"), Column("what", choices=("expects", "raised_by")), Column("text", "wording"))),
    Sheet(
        "checks",
        (
            Column("code"),
            Column("severity", choices=("off", *WEIGHTS)),
            Column("text", "wording", needed=False),
            Column("hint", "wording", needed=False),
        ),
    ),
    Sheet("carried over", (Column("version"), Column("words", "wording"))),
    Sheet(
        "carried levels",
        (
            Column("version"),
            Column("of", choices=("factor", "answer scale")),
            Column("code"),
            Column("was", "whole", needed=False),
            Column("now", "whole", needed=False),
        ),
    ),
)  # fmt: skip
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
#: The sheet that explains the others; it is never read.
EXPLAINED = "read me - lisez-moi"
