"""One thing that a rule found in a plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from parvis.engines.drill.wording import FIXES, REASONS, state
from parvis.engines.statement import Number, Statement, Translate, plain

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """`rule` is the rule's code, `subject` the code of the task or role. `values` hold codes, numbers, tuples of codes.

    `error`: the plan cannot work as written. `warning`: it is likely to fail under stress. `note`: worth a look.
    """

    rule: str
    severity: Severity
    subject: str
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def wording(self) -> str:
        """The code of its sentence: that of the rule, or of its variant for this evidence."""
        variants = {
            "R01": "periods" if self.values.get("periods") else "",
            "S04": "late" if "added" in self.values else "",
        }
        variants["C04"] = "" if self.values.get("callers") else "outside"
        if self.rule in {"O01", "O03"}:
            variants[self.rule] = "last" if "last" in self.values else ""
        variant = variants.get(self.rule, "")
        return f"{self.rule}_{variant}" if variant else self.rule

    def sentence(
        self, translate: Translate = str, names: Mapping[str, str] | None = None, number: Number = plain
    ) -> str:
        """What was found; `names` gives a person's name for a task or role in place of its code."""
        return state(self.wording, **self._named(names)).sentence(translate, number)

    def why(self, translate: Translate = str) -> str:
        """Why it matters."""
        return translate(REASONS[self.rule])

    def fix(self, translate: Translate = str, names: Mapping[str, str] | None = None, number: Number = plain) -> str:
        """What would mend it."""
        return Statement(self.rule, self._named(names), FIXES[self.rule]).sentence(translate, number)

    def _named(self, names: Mapping[str, str] | None) -> dict[str, object]:
        known = names or {}

        def name(value: object) -> object:
            if isinstance(value, tuple):
                return ", ".join(str(name(part)) for part in value)
            return known.get(value, value) if isinstance(value, str) else value

        return {key: name(value) for key, value in {"subject": self.subject, **self.values}.items()}
