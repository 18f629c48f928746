"""Words of the threat lists in use that a cell may hold: codes within, words of the language without."""

from collections.abc import Mapping

from parvis.assessment.queries import picks
from parvis.content.queries import current, label
from parvis.content.schemas import ThreatsPack


def _said(vocabulary: str) -> dict[str, Mapping[str, str]]:
    """By code the words in every language."""
    if vocabulary == "threats":
        return {code: pick.threat.label for code, pick in picks().items()}
    return {phase.code: phase.label for pack in current(ThreatsPack) for phase in pack.phases}


def options(vocabulary: str) -> list[tuple[str, str]]:
    """The codes of a list with their words in the reader's language, in the order of the list."""
    return [(code, label(dict(words))) for code, words in _said(vocabulary).items()]


def code_of(vocabulary: str, words: str) -> str:
    """The code for a code or for words in any language; what is not in the list stays as it is."""
    known = _said(vocabulary)
    for code, labels in known.items():
        if words.casefold() in {code.casefold(), *(text.casefold() for text in labels.values())}:
            return code
    return words


def shown(vocabulary: str, code: str) -> str:
    """The words for a code; what is not in the list as it is."""
    return dict(options(vocabulary)).get(code, code)
