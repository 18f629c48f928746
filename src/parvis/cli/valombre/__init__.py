"""The invented town of Valombre: its map, its people, its threads. Nothing in it stands for a real place or person."""

from parvis.cli.valombre.build import build_town
from parvis.cli.valombre.people import People, found_people
from parvis.cli.valombre.town import write_extract

__all__ = ["People", "build_town", "found_people", "write_extract"]
