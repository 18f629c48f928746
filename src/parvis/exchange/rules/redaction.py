"""What in a sheet would give a person or a place away, and what a person allowed to stay."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from parvis.engines.privacy import redact
from parvis.people.queries import personal

Texts = Mapping[str, Mapping[str, str]]  # language -> part -> words
AROUND = 60


@dataclass(frozen=True)
class Finding:
    """One suspicious piece of one part of the sheet, with some text around it to judge it by."""

    language: str
    part: str
    code: str
    text: str
    before: str
    after: str
    why: redact.Span

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The same words in the same part are one question, however often they stand there."""
        return self.language, self.part, self.code, self.text.casefold()


def findings(texts: Texts, names: Iterable[str], places: Iterable[str]) -> list[Finding]:
    """Every finding once, in the order of the sheet. `names` of people, `places` and entrances that stay unnamed."""
    everything = plain(" ".join(words for parts in texts.values() for words in parts.values()))
    people = [name for name in names if personal(name) and _may_occur(name, everything)]
    unnamed = [name for name in places if _may_occur(name, everything)]
    found: dict[tuple[str, str, str, str], Finding] = {}
    for language, parts in texts.items():
        for part, words in parts.items():
            for span in redact.findings(words, people, unnamed):
                before, after = _around(words, span)
                finding = Finding(language, part, span.code, span.text, before, after, span)
                found.setdefault(finding.key, finding)
    return list(found.values())


def _around(words: str, span: redact.Span) -> tuple[str, str]:
    """Some whole words before and after, with dots where more follows."""
    before, after = words[: span.start], words[span.end :]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return before, after


def _may_occur(name: str, everything: str) -> bool:
    """A quick look before the exact one: a register of thousands of names must not be searched name by name."""
    return any(word in everything for word in re.split(r"[\s.-]+", plain(name)) if word)


def plain(text: str) -> str:
    """Without case and accents, as the engine compares."""
    marks = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in marks if not unicodedata.combining(character))


def unresolved(found: Iterable[Finding], allowed: Iterable[Mapping[str, str]]) -> list[Finding]:
    """The findings that nobody allowed yet."""
    keys = {(entry["language"], entry["part"], entry["code"], entry["text"].casefold()) for entry in allowed}
    return [finding for finding in found if finding.key not in keys]
