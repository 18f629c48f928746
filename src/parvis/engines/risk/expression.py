"""The language of result formulas: numbers, names, + - * /, unary minus, parentheses, min and max.

Python's own parser reads the text and a list of what is allowed turns it into a tree of our own; nothing is ever
executed.
"""

import ast
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from parvis.engines.risk.errors import FormulaError

Floats = NDArray[np.float64]
#: A number, the name of a value, or an operation with its operands.
Node = float | str | tuple[str, tuple["Node", ...]]

MOST_CHARACTERS = 500
MOST_DEPTH = 30
MOST_NODES = 200
#: How much of the text an error quotes.
QUOTED = 40

BINARY = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
FUNCTIONS = ("min", "max")
OPERATIONS: Mapping[str, Callable[..., Floats]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "negative": np.negative,
    "min": np.minimum,
    "max": np.maximum,
}
#: Text that the language has no use for, found before Python's parser can warn of it: strings, comments, escapes.
QUOTES = re.compile(r"['\"\\#]")
NUMBER_LIKE = re.compile(r"(?<![\w.])\.?[0-9][\w.]*", re.ASCII)
NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")


def parse(text: str, names: Collection[str]) -> Node:
    """The tree of a formula over these names. FormulaError when it is not in the language."""
    text = " ".join(text.split())
    if len(text) > MOST_CHARACTERS or _parentheses(text) > MOST_DEPTH:
        raise FormulaError("too_long", f"{text[:QUOTED]} ...")
    if reserved := [name for name in names if name in FUNCTIONS]:
        raise FormulaError("name", reserved[0])
    if found := QUOTES.search(text):
        raise FormulaError("forbidden", found.group())
    for number in NUMBER_LIKE.findall(text):
        if not NUMBER.fullmatch(number):
            raise FormulaError("forbidden", number[:QUOTED])
    try:
        read = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise FormulaError("syntax", text[:QUOTED]) from None
    if sum(isinstance(node, ast.expr) for node in ast.walk(read)) > MOST_NODES:
        raise FormulaError("too_long", f"{text[:QUOTED]} ...")
    return _Reader(text, names).node(read, 1)


def evaluate(node: Node, values: Mapping[str, Floats]) -> Floats:
    """The value of a tree; nan spreads, and a division by zero gives infinity or nan without a warning."""
    if isinstance(node, tuple):
        operation, operands = node
        found = [evaluate(operand, values) for operand in operands]
        return OPERATIONS[operation](*found) if len(found) == 1 else reduce(OPERATIONS[operation], found)
    return values[node] if isinstance(node, str) else np.asarray(node)


def walk(node: Node) -> Iterator[Node]:
    """Every part of a tree, operands before their operation."""
    if isinstance(node, tuple):
        for operand in node[1]:
            yield from walk(operand)
    yield node


def _parentheses(text: str) -> int:
    """How deeply parentheses are nested: the tree no longer shows it."""
    depth = deepest = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return deepest


class _Reader:
    """Turns Python's tree into ours, or says what is not allowed."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        self.text = text
        self.names = names

    def node(self, given: ast.expr, depth: int) -> Node:
        if depth > MOST_DEPTH:
            raise FormulaError("too_long", f"{self.text[:QUOTED]} ...")
        match given:
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                return self._number(number)
            case ast.Name(id=name):
                if name not in self.names:
                    raise FormulaError("name", name)
                return name
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return "negative", (self.node(operand, depth + 1),)
            case ast.BinOp(left=left, op=sign, right=right) if type(sign) in BINARY:
                # a + b + c nests to the left in Python's tree, but not for a reader
                return BINARY[type(sign)], (
                    self.node(left, depth + (not isinstance(left, ast.BinOp))),
                    self.node(right, depth + 1),
                )
            case ast.Call(func=ast.Name(id="min" | "max" as name), args=[_, _, *_], keywords=[]):
                return name, tuple(self.node(argument, depth + 1) for argument in given.args)
        raise FormulaError("forbidden", (ast.get_source_segment(self.text, given) or self.text)[:QUOTED])

    def _number(self, number: float) -> float:
        try:
            value = float(number)
        except OverflowError:
            value = math.inf
        if not math.isfinite(value):
            raise FormulaError("forbidden", f"{self.text[:QUOTED]} ...")
        return value
