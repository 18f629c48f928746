"""Threat packs: reference threats and everyday harms, with the questions that help a team to write scenarios."""

from typing import Annotated, Literal

from pydantic import Field

from parvis.content.schemas.common import Code, Head, Once, Strict, Text, Texts, ThreatCode


class Phase(Strict):
    """A stage of an attack, seen by those who protect."""

    code: Code
    number: Annotated[int, Field(ge=1, le=9)]
    label: Text
    moment: Literal["before", "during", "after"]
    note: Text


class Threat(Strict):
    """One kind of harm. The questions ask what protects, never how harm is done."""

    code: ThreatCode
    label: Text
    scope: Text
    questions: Annotated[Texts, Field(min_length=2)]
    zones: Annotated[Once[Code], Field(min_length=1)]
    impacts: Annotated[Once[Code], Field(min_length=1)]


class ThreatsPack(Head):
    """A list of threats of one family."""

    kind: Literal["threats"]
    family: Literal["attack", "everyday"]
    phases: Once[Phase] = []
    threats: Annotated[Once[Threat], Field(min_length=1)]
