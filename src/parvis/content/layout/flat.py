"""A method as tables: for every sheet of the layout its rows, in the order of the pack."""

from typing import Any

from parvis.content.layout.columns import SHEETS
from parvis.content.schemas import MethodPack

Row = dict[str, Any]
Tables = dict[str, list[Row]]


def tables_of(method: MethodPack) -> Tables:
    """What the workbook of this method holds. Nothing is left out: read back, it is the same pack."""
    pack = method.model_dump(exclude_none=True)
    tables: Tables = {sheet.name: [] for sheet in SHEETS}
    _head(pack, tables)
    tables["sources"] = pack["source"]
    tables["steps"], tables["checks"] = pack["steps"], pack["checks"]
    for factor in pack["factors"]:
        tables["factors"].append(_without(factor, "levels", "kinds"))
        _levels(tables, "factor", factor["code"], factor["levels"])
        for kind in factor["kinds"]:
            tables["kinds"].append({"factor": factor["code"], **_without(kind, "levels")})
            _levels(tables, "kind", kind["code"], kind["levels"])
    tables["confidence"], tables["bands"] = pack.get("confidence", []), pack["bands"]
    _grids(pack.get("outcome", {}), tables)
    _questionnaire(pack.get("questionnaire", {}), tables)
    for tier in pack["tiers"]:
        tables["tiers"].append(_without(tier, "raised_by", "expects"))
        for what in ("raised_by", "expects"):
            tables["tier texts"] += [{"tier": tier["code"], "what": what, "text": text} for text in tier[what]]
    _carried(pack["carried_over"], tables)
    return tables


def _head(pack: dict[str, Any], tables: Tables) -> None:
    outcome, form = pack.get("outcome", {}), pack.get("questionnaire", {})
    values = {
        name: pack[name] for name in ("urn", "version", "languages", "licence", "minutes", "threats", "aggregate")
    }
    values |= {
        "outcome": outcome.get("by"),
        "expression": outcome.get("expression"),
        "questionnaire rule": form.get("rule"),
    }
    texts = {"title": pack["title"], "summary": pack["summary"], "words": outcome.get("words")}
    tables["method"] = [{"field": name, "value": value} for name, value in values.items() if value]
    tables["method"] += [{"field": name, "text": text} for name, text in texts.items() if text]


def _without(part: Row, *names: str) -> Row:
    return {name: value for name, value in part.items() if name not in names}


def _levels(tables: Tables, of: str, code: str, levels: list[Row]) -> None:
    tables["levels"] += [{"of": of, "code": code, **level} for level in levels]


def _grids(outcome: dict[str, Any], tables: Tables) -> None:
    for grid in outcome.get("grids", []):
        tables["grids"].append(_without(grid, "values", "levels"))
        _levels(tables, "grid", grid["code"], grid.get("levels", []))
        for place, values in enumerate(grid["values"], start=1):
            cells = {f"c{column}": value for column, value in enumerate(values, start=1)}
            tables["cells"].append({"grid": grid["code"], "row": place, **cells})


def _questionnaire(form: dict[str, Any], tables: Tables) -> None:
    for scale in form.get("scales", []):
        tables["answer scales"].append(_without(scale, "levels"))
        _levels(tables, "answer scale", scale["code"], scale["levels"])
    for name in ("sections", "questions", "verdicts"):
        tables[name] = form.get(name, [])


def _carried(entries: list[Row], tables: Tables) -> None:
    for entry in entries:
        tables["carried over"].append({"version": entry["version"], "words": entry["words"]})
        for of, field in (("factor", "factors"), ("answer scale", "scales")):
            for code, levels in entry[field].items():
                named = {"version": entry["version"], "of": of, "code": code}
                pairs = [{"was": was, "now": now} for was, now in levels.items()]
                tables["carried levels"] += [named | pair for pair in pairs] or [named]
