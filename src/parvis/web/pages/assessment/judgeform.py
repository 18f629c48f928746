"""The form of one judgement, made from the method: cards with worded anchors."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.assessment.models import Judgement
from parvis.assessment.rules.judging import Given
from parvis.content.queries import label
from parvis.content.schemas import MethodPack
from parvis.content.schemas.common import Level
from parvis.content.schemas.method import FactorCode

IMPACT = "impact_"
TWO: tuple[FactorCode, ...] = ("probability", "vulnerability")


@dataclass(frozen=True)
class Card:
    """One level to choose."""

    value: int
    label: str
    anchor: str
    checked: bool


@dataclass(frozen=True)
class Question:
    """One question with its cards."""

    field: BoundField
    name: str
    label: str
    text: str
    cards: list[Card]
    required: bool

    @property
    def answered(self) -> bool:
        return any(card.checked for card in self.cards)


class JudgeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    reason = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed at the ends of a scale and when confidence is low; welcome always. The others read it after the round."),
    )  # fmt: skip

    def __init__(
        self, data: Any, *, method: MethodPack, usual: list[str], mine: Judgement | None, version: int
    ) -> None:
        """`mine` fills the form: the own judgement of this round, or of the one before; `version` is that of this round."""
        super().__init__(data, initial=self._initial(mine, version))
        self.method, self.usual = method, usual
        for name in TWO:
            self.fields[name] = self._scale(method.factor(name).levels, required=True)
        for impact in method.impacts:
            self.fields[IMPACT + impact.code] = self._scale(impact.levels, required=False)
        self.fields["confidence"] = self._scale(method.confidence, required=True)

    @staticmethod
    def _initial(mine: Judgement | None, version: int) -> dict[str, Any]:
        if mine is None:
            return {"version": version}
        names = ("probability", "vulnerability", "confidence", "reason")
        return (
            {name: getattr(mine, name) for name in names}
            | {IMPACT + code: level for code, level in mine.impacts.items()}
            | {"version": version}
        )

    @staticmethod
    def _scale(levels: list[Level], *, required: bool) -> forms.TypedChoiceField:
        return forms.TypedChoiceField(
            choices=[(level.value, label(level.label)) for level in levels],
            coerce=int,
            empty_value=None,
            required=required,
            error_messages={"required": _("Choose one of the cards.")},
        )

    @property
    def given(self) -> Given:
        found = self.cleaned_data
        impacts = {name.removeprefix(IMPACT): found[name] for name in found if name.startswith(IMPACT)}
        return Given(
            found["probability"],
            found["vulnerability"],
            {code: level for code, level in impacts.items() if level is not None},
            found["confidence"],
            found["reason"],
        )

    def _question(self, name: str, title: str, text: str, levels: list[Level]) -> Question:
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
        return Question(field, name, title, text, cards, field.field.required)

    def factors(self) -> Iterator[Question]:
        for name in TWO:
            factor = self.method.factor(name)
            yield self._question(name, label(factor.label), label(factor.question), factor.levels)

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
        found = [(f"q-{question.name}", question.label) for question in asked if question.field.errors]
        return [*found, *([("id_reason", str(self["reason"].label))] if self["reason"].errors else [])]

    def sureness(self) -> Question:
        title = _("How sure are you?")
        return self._question("confidence", title, "", self.method.confidence)
