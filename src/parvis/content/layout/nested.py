"""Tables become a method again, and every part remembers the row that it came from."""

from typing import Any

from parvis.content.layout.found import Found, Row, Rows

#: Where the levels of each owner hang, by the word in the column "of".
OWNERS = ("factor", "kind", "grid", "answer scale")


class Nested:
    """The content of a method pack in the making."""

    def __init__(self, tables: dict[str, Rows], found: Found) -> None:
        self.tables, self.found = tables, found
        self.pack: dict[str, Any] = {"kind": "method"}
        self._levels: dict[tuple[str, str], list[Any]] = {}
        self._owned: dict[tuple[str, str], bool] = {}

    def build(self) -> dict[str, Any]:
        for row in self.tables["levels"]:
            level = self._part(row, leave=("of", "code"))
            self._levels.setdefault((str(row.values.get("of")), str(row.values.get("code"))), []).append(level)
        self._head()
        self._factors()
        self._outcome()
        self._questionnaire()
        self._tiers()
        self._carried()
        for of, code in self._levels.keys() - self._owned.keys():
            row = next(r for r in self.tables["levels"] if (r.values.get("of"), r.values.get("code")) == (of, code))
            self.found.at(row, "code", "owner_unknown", f"{of} {code}")
        return self.pack

    def _part(self, row: Row, leave: tuple[str, ...] = ()) -> dict[str, Any]:
        part = {name: value for name, value in row.values.items() if name not in leave}
        self.found.came_from(part, row)
        return part

    def _parts(self, sheet: str) -> list[dict[str, Any]]:
        return [self._part(row) for row in self.tables[sheet]]

    def _put(self, into: dict[str, Any], name: str, value: Any) -> None:
        """Leave an empty list out, so that the schema's own default, or its own refusal, holds."""
        if value:
            into[name] = value

    def _of(self, owner: str, code: object) -> list[Any]:
        self._owned[(owner, str(code))] = True
        return self._levels.get((owner, str(code)), [])

    def _hang(self, sheet: str, by: str, owners: list[dict[str, Any]]) -> list[tuple[Row, dict[str, Any]]]:
        """The rows of a sheet beside the part that each belongs to."""
        known = {owner.get("code", owner.get("version")): owner for owner in owners}
        hung = []
        for row in self.tables[sheet]:
            if row.values.get(by) in known:
                hung.append((row, known[row.values[by]]))
            elif by in row.values:
                self.found.at(row, by, "owner_unknown", str(row.values[by]))
        return hung

    def _head(self) -> None:
        head = {row.values["field"]: row for row in self.tables["method"] if "field" in row.values}
        for name, row in head.items():
            self.found.field(name, row)
            value = row.values.get("value", row.values.get("text"))
            if value is not None and name not in ("outcome", "expression", "words", "questionnaire rule"):
                self.pack[name] = value
        for name, sheet in (("source", "sources"), ("steps", "steps"), ("checks", "checks"), ("bands", "bands")):
            self._put(self.pack, name, self._parts(sheet))
        self._put(self.pack, "confidence", self._parts("confidence"))

    def _value(self, field: str) -> Any:
        row = next((row for row in self.tables["method"] if row.values.get("field") == field), None)
        return row.values.get("value", row.values.get("text")) if row else None

    def _factors(self) -> None:
        factors = self._parts("factors")
        for factor in factors:
            factor["levels"] = self._of("factor", factor.get("code"))
        for row, factor in self._hang("kinds", "factor", factors):
            kind = self._part(row, leave=("factor",))
            kind["levels"] = self._of("kind", kind.get("code"))
            factor.setdefault("kinds", []).append(kind)
        self._put(self.pack, "factors", factors)

    def _outcome(self) -> None:
        by, grids = self._value("outcome"), self._parts("grids")
        for grid in grids:
            grid["values"] = []
            self._put(grid, "levels", self._of("grid", grid.get("code")))
        for row, grid in self._hang("cells", "grid", grids):
            cells = [row.values.get(f"c{n}") for n in range(1, 12)]
            while cells and cells[-1] is None:
                cells.pop()
            self.found.came_from(cells, row)
            grid["values"].append(cells)
        outcome: dict[str, Any] = {"by": by} if by else {}
        self._put(outcome, "grids", grids)
        for name in ("expression", "words"):
            self._put(outcome, name, self._value(name))
        self._put(self.pack, "outcome", outcome)

    def _questionnaire(self) -> None:
        form: dict[str, Any] = {}
        scales = self._parts("answer scales")
        for scale in scales:
            scale["levels"] = self._of("answer scale", scale.get("code"))
        self._put(form, "scales", scales)
        for name in ("sections", "questions", "verdicts"):
            self._put(form, name, self._parts(name))
        self._put(form, "rule", self._value("questionnaire rule"))
        self._put(self.pack, "questionnaire", form)

    def _tiers(self) -> None:
        tiers = self._parts("tiers")
        for tier in tiers:
            tier["expects"] = []
        for row, tier in self._hang("tier texts", "tier", tiers):
            text = row.values.get("text", {})
            self.found.came_from(text, row)
            tier.setdefault(str(row.values.get("what", "expects")), []).append(text)
        self._put(self.pack, "tiers", tiers)

    def _carried(self) -> None:
        entries = self._parts("carried over")
        fields = {"factor": "factors", "answer scale": "scales"}
        for row, entry in self._hang("carried levels", "version", entries):
            values = row.values
            maps = entry.setdefault(fields.get(str(values.get("of")), "factors"), {})
            levels = maps.setdefault(values.get("code"), {})
            self.found.came_from(levels, row)
            if "was" in values or "now" in values:
                levels[values.get("was")] = values.get("now")
        self._put(self.pack, "carried_over", entries)
