"""What a reader looks for in the catalogue: typed words and filters, shown as chips that can be taken away."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.solutions import queries
from parvis.solutions.rules import Ask, amount, understand, without
from parvis.web.components.cost import euros

LONGEST = 200


@dataclass(frozen=True)
class Chip:
    """One ask in words, with the address of the same search without it."""

    ask: Ask
    facet: str
    words: str
    without: str


@dataclass(frozen=True)
class Loosened:
    """The chip to take away when nothing was found, and what that gives."""

    chip: Chip
    words: str


class Sought:
    """The search of one request."""

    def __init__(self, asked: QueryDict) -> None:
        self.asked = asked
        self.text = asked.get("q", "").strip()[:LONGEST]
        self.known = queries.facets()
        self.typed = understand(self.text, queries.lexicon()) if self.text else []

    @cached_property
    def filters(self) -> list[Ask]:
        """The filters that say something the catalogue knows; others are left out."""
        found = [
            Ask(facet, tuple(code for code in self.asked.getlist(facet) if code in codes))
            for facet, codes in (self.known | {"evidence": self.grades}).items()
        ]
        if self.sum is not None:
            found.append(Ask("budget", (str(self.sum),)))
        return [ask for ask in found if ask.codes]

    @property
    def asks(self) -> list[Ask]:
        return [*self.filters, *self.typed]

    @cached_property
    def grades(self) -> dict[str, str]:
        names = queries.vocabulary("evidence_grades")
        return {str(grade): names[f"grade_{grade}"] for grade in range(1, 6)}

    @property
    def entered(self) -> str:
        return self.asked.get("budget", "").strip()[:LONGEST]

    @property
    def sum(self) -> int | None:
        return amount(self.entered)

    @property
    def unreadable(self) -> bool:
        """Whether the field for the budget holds something that is no amount."""
        return bool(self.entered) and self.sum is None

    @property
    def budget(self) -> int | None:
        """The smallest budget that was asked for."""
        return min((int(ask.codes[0]) for ask in self.asks if ask.facet == "budget"), default=None)

    @property
    def titles(self) -> dict[str, str]:
        return {
            "threat": _("Threat"),
            "place": _("Kind of place"),
            "temporal": _("Permanent or for an event"),
            "reversible": _("Reversible"),
            "function": _("What it is for"),
            "phase": _("Phase"),
            "kind": _("Kind"),
            "category": _("Category"),
            "technique": _("Technique of prevention"),
            "evidence": _("Evidence at least"),
            "budget": _("Budget, first year"),
            "text": _("Word"),
        }

    @property
    def fields(self) -> list[dict[str, object]]:
        """The filters as the form shows them."""
        choices = self.known | {"evidence": self.grades}
        return [
            {"name": name, "label": title, "choices": choices[name], "value": self.asked.get(name, "")}
            for name, title in self.titles.items()
            if name in choices
        ]

    @cached_property
    def chips(self) -> list[Chip]:
        return [self._chip(ask) for ask in self.asks]

    def _chip(self, ask: Ask) -> Chip:
        rest = self.asked.copy()
        rest.pop("page", None)
        if ask.typed:
            rest["q"] = without(self.text, ask.typed)
        else:
            rest.pop(ask.facet, None)
        for name in [name for name, value in rest.items() if not value]:
            del rest[name]
        return Chip(ask, self.titles[ask.facet], self._words(ask), f"?{rest.urlencode()}")

    def _words(self, ask: Ask) -> str:
        if ask.facet == "text":
            return _("“%(word)s” in the text") % {"word": ask.typed[0]}
        if ask.facet == "budget":
            return _("up to %(amount)s") % {"amount": euros(int(ask.codes[0]))}
        names = self.grades if ask.facet == "evidence" else self.known[ask.facet]
        return _(" or ").join(names.get(code, code) for code in ask.codes)

    def loosened(self) -> Loosened | None:
        """Which single ask to drop when nothing was found."""
        found = queries.loosened(self.asks)
        if found is None:
            return None
        chip = next(chip for chip in self.chips if chip.ask is found[0])
        words = ngettext("%(n)d measure", "%(n)d measures", found[1]) % {"n": found[1]}
        return Loosened(chip, words)
