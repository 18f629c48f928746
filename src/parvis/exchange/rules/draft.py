"""The first draft of a sheet, from the facts of a thread: words of the packs and numbers, never what people wrote.

Narratives, reasons, weaknesses and names stay where they are: they are need-to-know. What only people can tell is
left empty, and the page asks for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

BANDS = ("none", "low", "medium", "high", "very_high")
UPPER = {"none": 0, "low": 5_000, "medium": 50_000, "high": 500_000}  # euros, as the vocabulary of the measures says


@dataclass(frozen=True)
class Chosen:
    """How a decision came about, without anybody's words: `others` are the measures of options that were not taken."""

    options: int
    criteria: int
    others: Mapping[str, str]  # id -> label
    dissents: int
    conditions: int


@dataclass(frozen=True)
class Told:
    """What a thread gives to a sheet: codes for the fields, labels for the sentences."""

    category: tuple[str, str]  # code and label
    threats: Mapping[str, str]  # code -> label
    weaknesses: int
    experts: int
    measures: Mapping[str, str]  # id -> label, what was decided
    cost_bands: tuple[str, ...]  # of those measures
    cost_once: int | None
    cost_yearly: int | None
    levels: tuple[str, ...]  # of governance, of who takes part: never the organisations themselves
    exercises: tuple[tuple[str, int, int, int], ...]  # kind, tasks in time, late, never done; the oldest first
    lessons: tuple[str, ...]  # elements that the lessons touch
    felt: tuple[str, int, int] | None  # label, per cent, answers
    chosen: Chosen | None = None

    @property
    def cost_band(self) -> str:
        """Of what was decided, in its first year; where no cost was written, the highest band of the measures: one unknown makes the whole unknown."""
        if self.cost_once is not None:
            first_year = self.cost_once + (self.cost_yearly or 0)
            return next((band for band, limit in UPPER.items() if first_year <= limit), "very_high")
        if not self.cost_bands or "unknown" in self.cost_bands:
            return "unknown"
        return max(self.cost_bands, key=BANDS.index)


def draft(told: Told) -> dict[str, str]:
    """The parts that the thread can fill, in the language that is active."""
    parts = {
        "title": _title(told),
        "intelligence": _intelligence(told),
        "intervention": _intervention(told),
        "implementation": _cost(told),
        "involvement": _involvement(told),
        "impact": _impact(told),
    }
    return {part: words for part, words in parts.items() if words}


def _listed(names: Mapping[str, str] | tuple[str, ...]) -> str:
    return "\n".join(f"- {name}" for name in (names.values() if isinstance(names, Mapping) else names))


def _title(told: Told) -> str:
    first = next(iter(told.measures.values()), "")
    kind = told.category[1].lower()
    return _("%(measure)s: %(category)s") % {"measure": first, "category": kind} if first else ""


def _intelligence(told: Told) -> str:
    if not told.threats:
        return ""
    about = _("A place of the kind “%(category)s” was assessed.") % {"category": told.category[1]}
    who = ngettext("%(n)d person judged, each alone first.", "%(n)d people judged, each alone first.", told.experts)
    weak = ngettext("%(n)d weakness was written down.", "%(n)d weaknesses were written down.", told.weaknesses)
    lead = f"{about} {who % {'n': told.experts}} {weak % {'n': told.weaknesses}}"
    return lead + "\n\n" + _("Scenarios looked at:") + "\n" + _listed(told.threats)


def _intervention(told: Told) -> str:
    if not told.measures:
        return ""
    parts = [_("Decided, after options were compared:") + "\n" + _listed(told.measures)]
    return "\n\n".join([*parts, *(_choice(told.chosen) if told.chosen else [])])


def _choice(chosen: Chosen) -> list[str]:
    compared = ngettext("%(n)d option was compared", "%(n)d options were compared", chosen.options)
    by = ngettext("by %(n)d criterion.", "by %(n)d criteria.", chosen.criteria)
    parts = [f"{compared % {'n': chosen.options}} {by % {'n': chosen.criteria}}"]
    if chosen.others:
        parts.append(_("Looked at and not taken:") + "\n" + _listed(chosen.others))
    if chosen.dissents:
        words = ngettext("%(n)d partner saw it otherwise.", "%(n)d partners saw it otherwise.", chosen.dissents)
        parts.append(words % {"n": chosen.dissents})
    if chosen.conditions:
        words = ngettext(
            "The decision is tied to %(n)d condition.", "The decision is tied to %(n)d conditions.", chosen.conditions
        )
        parts.append(words % {"n": chosen.conditions})
    return parts


def _cost(told: Told) -> str:
    lines = []
    if told.cost_once is not None:
        lines.append(_("Cost once: %(euros)s euros.") % {"euros": number_format(told.cost_once, force_grouping=True)})
    if told.cost_yearly is not None:
        lines.append(
            _("Cost each year: %(euros)s euros.") % {"euros": number_format(told.cost_yearly, force_grouping=True)}
        )
    return " ".join(lines)


def _involvement(told: Told) -> str:
    return _("Levels that took part:") + "\n" + _listed(told.levels) if told.levels else ""


def _impact(told: Told) -> str:
    lines = []
    for kind, in_time, late, never in told.exercises:
        line = _("Tried in an exercise (%(kind)s): tasks in time %(in_time)d, late %(late)d, not done %(never)d.")
        lines.append(line % {"kind": kind, "in_time": in_time, "late": late, "never": never})
    if told.lessons:
        lines.append(_("What had to change afterwards: %(elements)s.") % {"elements": ", ".join(told.lessons)})
    if told.felt:
        name, percent, answers = told.felt
        line = _("Residents asked: %(name)s, %(percent)d %% of %(answers)d answers.")
        lines.append(line % {"name": name, "percent": percent, "answers": answers})
    return "\n\n".join(lines)
