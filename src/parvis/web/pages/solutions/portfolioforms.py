"""Forms of a study under a budget: the question, the options, and the rules between them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.people.models import Organisation
from parvis.solutions.actions.portfolio import MOST_COUNTS
from parvis.solutions.models import Option, PortfolioStudy
from parvis.solutions.queries.portfolio import Numbers
from parvis.solutions.rules.life_cost import MOST_MONEY, MOST_YEARS
from parvis.web.pages.forms import MarkingField, OnceField, VersionField

FREE_NEEDS, LETTERS = 3, "ABCDE"


class StudyForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=200, help_text=gettext_lazy("Such as: what to do next year.")
    )
    budget = forms.IntegerField(
        label=gettext_lazy("Budget, in euros"), min_value=1, max_value=int(MOST_MONEY),
        help_text=gettext_lazy("For everything that is bought, built and run over the years below."),
    )  # fmt: skip
    years = forms.IntegerField(
        label=gettext_lazy("Over how many years"), min_value=1, max_value=MOST_YEARS,
        help_text=gettext_lazy("The costs of every option must be stated over the same years."),
    )  # fmt: skip
    marking = MarkingField()
    options = forms.ModelMultipleChoiceField(
        Option.objects.none(), label=gettext_lazy("Options to choose from"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, options: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["options"].queryset = options  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    def ticked(self) -> set[str]:
        return {str(getattr(one, "pk", one)) for one in self["options"].value() or []}


class NewStudyForm(StudyForm):
    id = OnceField()
    owner = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Managing body"), empty_label=None)
    field_order = ["title", "owner", "budget", "years", "marking"]

    def __init__(self, *args: Any, homes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = homes  # type: ignore[attr-defined]  # a ModelChoiceField
        if len(homes) == 1:
            self.fields["owner"].widget = forms.HiddenInput()
            self.fields["owner"].initial = homes[0].pk


class ChangeStudyForm(StudyForm):
    version = VersionField()


class RulesForm(forms.Form):
    """One line for each pair, one letter for each option, one figure for each risk."""

    version = VersionField()

    def __init__(self, *args: Any, study: PortfolioStudy, numbers: Numbers, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = [line.option for line in numbers.lines]
        self.risks = numbers.risks
        self.fields["version"].initial = study.version
        named = [("", "—"), *((str(one.pk), f"{one.name} ({one.place.name})") for one in self.options)]
        self.lines = len(study.needs) + FREE_NEEDS
        for at in range(self.lines):
            pair = study.needs[at] if at < len(study.needs) else ["", ""]
            self._choice(f"one_{at}", _("This option"), named, pair[0])
            self._choice(f"other_{at}", _("only together with"), named, pair[1])
        self._groups(study.groups)
        times = [(str(n), text) for n, text in zip(range(MOST_COUNTS + 1), self._times(), strict=True)]
        for risk in self.risks:
            self._choice(f"counts_{risk.scenario.pk}", risk.scenario.title, times, str(risk.counts))

    def _groups(self, groups: Sequence[Sequence[str]]) -> None:
        letters = LETTERS[: max(len(groups) + 1, len(LETTERS))]
        of = {one: letter for letter, group in zip(letters, groups, strict=False) for one in group}
        choices = [("", "—"), *((letter, letter) for letter in letters)]
        for option in self.options:
            self._choice(
                f"group_{option.pk}", f"{option.name} ({option.place.name})", choices, of.get(str(option.pk), "")
            )

    def _times(self) -> list[str]:
        return [_("does not count"), _("counts once"), _("counts twice"), _("counts three times")]

    def _choice(self, name: str, title: str, choices: Sequence[tuple[str, str]], initial: str) -> None:
        self.fields[name] = forms.ChoiceField(label=title, choices=choices, required=False, initial=initial)

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"one_{at}"], self[f"other_{at}"]) for at in range(self.lines)]

    def letters(self) -> list[forms.BoundField]:
        return [self[f"group_{option.pk}"] for option in self.options]

    def weights(self) -> list[tuple[Any, forms.BoundField]]:
        return [(risk, self[f"counts_{risk.scenario.pk}"]) for risk in self.risks]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for at in range(self.lines):
            if bool(data.get(f"one_{at}")) != bool(data.get(f"other_{at}")):
                self.add_error(
                    f"other_{at}", _("A rule needs both options: choose the second one, or clear the first.")
                )
        return data

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        pairs = [[data[f"one_{at}"], data[f"other_{at}"]] for at in range(self.lines) if data[f"one_{at}"]]
        groups = [
            [str(option.pk) for option in self.options if data[f"group_{option.pk}"] == letter] for letter in LETTERS
        ]
        counts = {str(risk.scenario.pk): int(data[f"counts_{risk.scenario.pk}"] or 1) for risk in self.risks}
        return {
            "version": data["version"],
            "needs": pairs,
            "groups": [group for group in groups if len(group) > 1],
            "counts": {risk: times for risk, times in counts.items() if times != 1},
        }
