"""The threads of Valombre: each a function that plays what people did, in order, through the verbs of the rooms."""

from collections.abc import Callable

from parvis.cli.valombre.people import People

STORIES: tuple[Callable[[People], None], ...] = ()
