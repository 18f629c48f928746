"""What is wrong with a pack: a sentence with its place in the file, or in the workbook."""

from collections.abc import Sequence
from typing import Any

from pydantic_core import ErrorDetails

from parvis.content.wording import SENTENCES, sentence

#: As many as somebody repairs in one go; the rest shows up the next time.
MOST_AT_ONCE = 20

#: How a pattern begins, and the sentence that says what it wants.
WRITTEN = {
    "^urn": "written_urn",
    "^[0-9]+(": "written_version",
    "^[A-Z]": "written_threat",
    "^[a-z0-9]+(-": "written_slug",
    "^[a-z][a-z0-9_]": "written_code",
}
LIMITS = {"ge": "value_least", "le": "value_most", "min_length": "value_short", "max_length": "value_long"}


class PackError(ValueError):
    """A pack that cannot be used; `str(error)` and `error.text(language)` say why in a sentence.

    `error.every` holds this one and all others that were found in the same file, at most twenty.
    """

    def __init__(
        self, code: str, *, detail: str = "", field: str = "", file: str = "", line: int | None = None,
        sheet: str = "", column: str = "", words: str = "",
    ) -> None:  # fmt: skip
        """`words` names another sentence than that of the code, where a code has several."""
        self.words = words or code
        self.code, self.detail, self.field, self.file, self.line = code, detail, field, file, line
        self.sheet, self.column = sheet, column
        self.every: Sequence[PackError] = (self,)
        super().__init__(code)

    def __str__(self) -> str:
        return self.text("en")

    def text(self, language: str) -> str:
        """The sentence in that language, English where there is none."""
        return sentence(
            self.words, language, detail=self.detail, field=self.field, file=self.file, line=self.line,
            sheet=self.sheet, column=self.column,
        )  # fmt: skip


def explained(error: ErrorDetails, **where: Any) -> PackError:
    """What the schema says against a value, as a sentence of ours."""
    name = next((str(part) for part in reversed(error["loc"]) if part != "[key]"), "")
    if error["type"] == "extra_forbidden":
        return PackError("extra", detail=name, **where)
    if error["type"] == "missing":
        return PackError("missing", detail=name, **where)
    if error["type"] == "value_error":
        raised = str(error["ctx"]["error"])
        code, _, detail = raised.partition(":")
        if code in SENTENCES:
            return PackError(code, detail=detail, **where)
        return PackError("grid_rows", **where)  # zip(strict=True) in a grid
    return _of_value(error, where)


def _of_value(error: ErrorDetails, where: dict[str, Any]) -> PackError:
    """A value that does not fit, in words of ours for what happens often."""
    given, limits = str(error["input"])[:60], error.get("ctx", {})
    if error["type"] == "string_pattern_mismatch":
        start = next((start for start in WRITTEN if limits["pattern"].startswith(start)), "")
        return PackError("value", words=WRITTEN.get(start, "value"), detail=given, **where)
    if error["type"] == "literal_error":
        return PackError("value", words="value_one_of", detail=str(limits["expected"]).replace(" or ", ", "), **where)
    for kind, words in LIMITS.items():
        if kind in limits and isinstance(limits[kind], int | float):
            return PackError("value", words=words, detail=f"{limits[kind]:g}", **where)
    return PackError("value", detail=error["msg"].rstrip("."), **where)


def together(errors: Sequence[PackError]) -> PackError:
    """The first of several, which knows the others."""
    first = errors[0]
    first.every = tuple(errors[:MOST_AT_ONCE])
    return first
