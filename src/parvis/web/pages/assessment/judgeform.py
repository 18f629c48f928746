"""The form of one judgement, made from the method: cards with worded anchors, and a range around the best value."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import Refused
from parvis.assessment.models import Judgement
from parvis.assessment.rules.judging import LEAST, MOST, Given, Range
from parvis.content.queries import label
from parvis.content.schemas import MethodPack
from parvis.content.schemas.common import Level
from parvis.content.schemas.method import Factor

FACTOR, IMPACT, LOWEST, HIGHEST, SURE = "factor_", "impact_", "lowest_", "highest_", "sure_"


@dataclass(frozen=True)
class Card:
    """One level to choose."""

    value: int
    label: str
    anchor: str
    checked: bool


@dataclass(frozen=True)
class Question:
    """One question with its cards; `span` holds the fields of the range, where the question takes one."""

    field: BoundField
    name: str
    label: str
    text: str
    cards: list[Card]
    required: bool
    span: list[BoundField]
    open_span: bool = False

    @property
    def answered(self) -> bool:
        return any(card.checked for card in self.cards)

    @property
    def wrong(self) -> bool:
        return bool(self.field.errors) or any(field.errors for field in self.span)


class JudgeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed at the ends of a scale and when confidence is low; welcome always. The others read it after the round."),
    )  # fmt: skip
    revision = forms.CharField(
        label=gettext_lazy("What made you change your value"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("A fact you heard, a visit, another reading of the words. Both values are kept, with this line."),
    )  # fmt: skip

    def __init__(
        self, data: Any, *, method: MethodPack, usual: list[str], mine: Judgement | None, version: int, second: bool
    ) -> None:
        """`mine` fills the form: the own judgement of this round, or of the one before; `version` is that of this round."""
        super().__init__(data, initial=_initial(mine, version))
        self.method, self.usual = method, usual
        for factor in method.factors:
            if not factor.kinds:
                self.fields[FACTOR + factor.code] = _scale(factor.levels, required=True)
            self._add_range(factor)
        for impact in method.impacts:
            self.fields[IMPACT + impact.code] = _scale(impact.levels, required=False)
        self.fields["confidence"] = _scale(method.confidence or [], required=True)
        if not second:
            del self.fields["revision"]

    def _add_range(self, factor: Factor) -> None:
        words = [(LOWEST, _("Lowest that is possible")), (HIGHEST, _("Highest that is possible"))]
        levels = [("", "—"), *((level.value, f"{level.value} · {label(level.label)}") for level in factor.levels)]
        required = factor.ask == "range"
        for prefix, text in words:
            self.fields[prefix + factor.code] = forms.TypedChoiceField(
                label=text, choices=levels, coerce=int, empty_value=None, required=required
            )
        self.fields[SURE + factor.code] = forms.IntegerField(
            label=_("How sure that it lies between, in percent"),
            min_value=LEAST,
            max_value=MOST,
            required=required,
            help_text=_("%(least)d is a toss-up, %(most)d is certain.") % {"least": LEAST, "most": MOST},
        )

    def clean(self) -> dict[str, Any]:
        """A range has two ends and a certainty, or nothing."""
        found = super().clean() or {}
        for factor in self.method.factors:
            names = [prefix + factor.code for prefix in (LOWEST, HIGHEST, SURE)]
            given = [name for name in names if found.get(name) is not None]
            for name in set(names) - set(given) - set(self.errors) if given else ():
                self.add_error(
                    name, _("A range needs its lowest, its highest and how sure you are; or leave all three.")
                )
        return found

    @property
    def given(self) -> Given:
        found = self.cleaned_data

        def chosen(prefix: str) -> dict[str, int]:
            named = {name.removeprefix(prefix): found[name] for name in found if name.startswith(prefix)}
            return {code: level for code, level in named.items() if level is not None}

        lowest, highest, sure = chosen(LOWEST), chosen(HIGHEST), chosen(SURE)
        ranges = {code: Range(lowest[code], highest[code], sure[code]) for code in lowest}
        reason, revision = found["reason"], found.get("revision", "")
        return Given(chosen(FACTOR), chosen(IMPACT), found["confidence"], reason, ranges, revision)

    def _question(
        self, name: str, title: str, text: str, levels: list[Level], factor: Factor | None = None
    ) -> Question:
        field = self[name]
        chosen = str(field.value())
        cards = [
            Card(
                level.value,
                label(level.label),
                label(level.anchor) if level.anchor else "",
                str(level.value) == chosen,
            )
            for level in levels
        ]
        span = self._span(factor) if factor else []
        open_span = any(part.value() not in (None, "") or part.errors for part in span)
        open_span |= factor is not None and factor.ask == "range"
        return Question(field, name, title, text, cards, field.field.required, span, open_span)

    def _span(self, factor: Factor) -> list[BoundField]:
        return [self[prefix + factor.code] for prefix in (LOWEST, HIGHEST, SURE)]

    def factors(self) -> Iterator[Question]:
        for factor in self.method.factors:
            if not factor.kinds:
                yield self._question(
                    FACTOR + factor.code, label(factor.label), label(factor.question), factor.levels, factor
                )

    def kinds_span(self) -> list[BoundField]:
        """The range of the factor that is judged kind by kind."""
        factor = self.method.kinds_factor
        return self._span(factor) if factor else []

    def kinds_question(self) -> str:
        factor = self.method.kinds_factor
        return label(factor.question) if factor else ""

    def _impacts(self, codes: set[str]) -> list[Question]:
        return [
            self._question(IMPACT + impact.code, label(impact.label), label(impact.question), impact.levels)
            for impact in self.method.impacts
            if impact.code in codes
        ]

    def usual_impacts(self) -> list[Question]:
        """The kinds of consequence that this threat usually has."""
        return self._impacts(set(self.usual)) or self.all_impacts()

    def other_impacts(self) -> list[Question]:
        shown = {question.name for question in self.usual_impacts()}
        return [question for question in self.all_impacts() if question.name not in shown]

    def all_impacts(self) -> list[Question]:
        return self._impacts({impact.code for impact in self.method.impacts})

    def wrong(self) -> list[tuple[str, str]]:
        """Where to look after a refusal: anchor and label of each question with an error."""
        asked = [*self.factors(), *self.all_impacts(), self.sureness()]
        found = [(f"q-{question.name}", question.label) for question in asked if question.wrong]
        words = [name for name in ("reason", "revision") if name in self.fields and self[name].errors]
        return [*found, *((f"id_{name}", str(self[name].label)) for name in words)]

    def sureness(self) -> Question:
        title = _("How sure are you?")
        return self._question("confidence", title, "", self.method.confidence or [])


def at_field(form: JudgeForm, refused: Refused) -> Refused:
    """The same refusal, at the field of the form that shows it."""
    for name in (refused.field, FACTOR + refused.field, LOWEST + refused.field):
        if name in form.fields:
            return Refused(str(refused), name)
    usual = form.usual_impacts()
    return Refused(str(refused), usual[0].name if usual and refused.field else "")


def _initial(mine: Judgement | None, version: int) -> dict[str, Any]:
    if mine is None:
        return {"version": version}
    found: dict[str, Any] = {"version": version, "confidence": mine.confidence, "reason": mine.reason}
    found |= {"revision": mine.revision}
    found |= {FACTOR + code: level for code, level in mine.values.items()}
    found |= {IMPACT + code: level for code, level in mine.impacts.items()}
    for code, span in mine.ranges.items():
        found |= {prefix + code: part for prefix, part in zip((LOWEST, HIGHEST, SURE), span, strict=True)}
    return found


def _scale(levels: list[Level], *, required: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=[(level.value, label(level.label)) for level in levels],
        coerce=int,
        empty_value=None,
        required=required,
        error_messages={"required": _("Choose one of the cards.")},
    )
