"""What an exercise already has, by which the words of a sheet are recognised: objectives, moves, roles, target times."""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

#: One task of a message under terms of its own: code, seconds, rule ("every" or "").
Terms = tuple[str, int | None, str]

NUMBER = re.compile(r"\W*[A-Za-z]?\s?(\d{1,3})\b")
TERM = re.compile(
    r"([A-Z]{1,3}\d{1,3})\b[^\d]*?(?:(\d{1,5})(?::(\d\d))?)?\s*(?:min\w*)?[\s,;:]*((?:every|each) role|chaque rôle)?\W*"
)
EVERYBODY = {"everybody", "everyone", "all", "all players", "tous", "tous les joueurs", "tout le monde"}
NEAR = 0.6


@dataclass(frozen=True)
class Known:
    """`objectives` and `moves` by number; `targets` in seconds by code of a task; `roles`: every name by which a role of
    the plan is known, in small letters, with its name in the plan."""

    objectives: Mapping[int, str] = field(default_factory=dict)
    moves: Mapping[int, str] = field(default_factory=dict)
    targets: Mapping[str, int] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)


def numbered(text: str, known: Mapping[int, str]) -> int | None:
    """The one that is meant: by its words, else by its number (“2”, “O2 Who decides”)."""
    said = text.strip().casefold()
    by_words = next((number for number, words in known.items() if words.casefold() == said), None)
    if by_words is not None:
        return by_words
    match = NUMBER.match(text)
    return int(match[1]) if match and int(match[1]) in known else None


def addressees(text: str, roles: Container[str]) -> tuple[list[str], list[str]]:
    """Whom a list names: the names that are known, in small letters, and those that are not; everybody left out.

    A name may hold a comma itself ("Municipal police, team leader"): the longest that is known counts.
    """
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    found, unknown, at = [], [], 0
    while at < len(parts):
        joined = {end: ", ".join(parts[at:end]).casefold() for end in range(len(parts), at, -1)}
        end = next((end for end, name in joined.items() if name in roles), None)
        if end is not None:
            found.append(joined[end])
        elif parts[at].casefold() not in EVERYBODY:
            unknown.append(parts[at])
        at = end or at + 1
    return list(dict.fromkeys(found)), unknown


def nearest(name: str, roles: Mapping[str, str]) -> str:
    """The role of the plan whose name is most like it; "" when none is."""
    found = get_close_matches(name.casefold(), list(roles), 1, NEAR)
    return roles[found[0]] if found else ""


def term(line: str, known: Known) -> Terms | None:
    """“T02: within 5:00, every role”. What the plan says anyway is no term of its own."""
    match = TERM.fullmatch(line.strip())
    if match is None or not (match[2] or match[4]):
        return None
    within = int(match[2]) * 60 + int(match[3] or 0) if match[2] else None
    return match[1], None if within == known.targets.get(match[1]) else within, "every" if match[4] else ""


def term_line(code: str, within_s: int | None, rule: str) -> str:
    parts = [f"within {within_s // 60}:{within_s % 60:02}"] if within_s else []
    return f"{code}: {', '.join([*parts, *(['every role'] if rule == 'every' else [])])}"
