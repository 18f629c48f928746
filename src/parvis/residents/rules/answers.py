"""From what a form sends to answers that fit the questions, and nothing else."""

from collections.abc import Mapping, Sequence
from typing import Literal

from parvis.content.schemas import IndicatorsPack
from parvis.content.schemas.indicators import Item

MAX_WORDS = 1000
Answer = str | int | list[str]
Given = Mapping[str, Sequence[str]]  # item code -> what came for it, as forms send it
Problem = Literal["missing", "unknown_option", "too_many", "off_scale", "too_long"]


class AnswerError(ValueError):
    """An answer that does not fit its question."""

    def __init__(self, item: str, problem: Problem) -> None:
        super().__init__(f"{item}: {problem}")
        self.item = item
        self.problem = problem


def asked(pack: IndicatorsPack) -> list[Item]:
    """The questions of the page. Spots on a map are left out: the page asks for no script and loads no map."""
    return [item for item in pack.items if item.type != "spot"]


def accept(pack: IndicatorsPack, given: Given) -> dict[str, Answer]:
    """The answers as they are kept: only known questions, only known options, nothing for what was left open.

    Raises AnswerError for the first answer that does not fit.
    """
    kept: dict[str, Answer] = {}
    for item in asked(pack):
        values = [value.strip() for value in given.get(item.code, ()) if value.strip()]
        if values:
            kept[item.code] = _fitting(item, values)
        elif item.required:
            raise AnswerError(item.code, "missing")
    return kept


def _fitting(item: Item, values: list[str]) -> Answer:
    if item.type == "words":
        return _words(item, values[0])
    if item.type == "scale":
        return _on_scale(item, values[0])
    known = {option.code for option in item.options}
    if not known.issuperset(values):
        raise AnswerError(item.code, "unknown_option")
    if item.type == "single":
        return values[0]
    chosen = list(dict.fromkeys(values))
    if item.most and len(chosen) > item.most:
        raise AnswerError(item.code, "too_many")
    return chosen


def _words(item: Item, value: str) -> str:
    if len(value) > MAX_WORDS:
        raise AnswerError(item.code, "too_long")
    return value.replace("\x00", "")


def _on_scale(item: Item, value: str) -> int:
    assert item.lowest is not None  # the schema: a scale has its ends
    assert item.highest is not None
    if not (value.isascii() and value.isdigit() and item.lowest <= int(value[:3]) <= item.highest):
        raise AnswerError(item.code, "off_scale")
    return int(value[:3])
