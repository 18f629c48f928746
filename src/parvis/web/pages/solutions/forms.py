"""Forms of this room."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.content.queries import label, measures
from parvis.content.schemas.criteria import Criterion
from parvis.solutions.actions import Opinion
from parvis.solutions.models import Option, Requirement, Score
from parvis.web.pages.forms import MarkingField, OnceField, VersionField


def area(title: Any, *, hint: Any = "", required: bool = False, rows: int = 4) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=title, help_text=hint, required=required, widget=widget, max_length=8000)


def day(title: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=title, help_text=hint, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ComparisonForm(forms.Form):
    id = OnceField()
    title = forms.CharField(
        label=_("What is to be chosen"), max_length=200, help_text=_("Such as: how to keep vehicles out of the market.")
    )
    requirements = forms.ModelMultipleChoiceField(
        Requirement.objects.none(), label=_("Needs that the options have to answer"), widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip
    criteria_urn = forms.ChoiceField(label=_("Criteria"))
    marking = MarkingField()

    def __init__(self, *args: Any, needs: Any, packs: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirements"].queryset = needs  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
        self.fields["requirements"].initial = [need.pk for need in needs]
        self.fields["criteria_urn"].choices = [(pack.urn, label(pack.title)) for pack in packs]  # type: ignore[attr-defined]
        if len(packs) == 1:
            self.fields["criteria_urn"].widget = forms.HiddenInput()
            self.fields["criteria_urn"].initial = packs[0].urn


class OptionForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    description = area(_("What it would be like"), hint=_("In words that a shopkeeper would understand."))
    as_it_is = forms.BooleanField(
        label=_("Leave the place as it is"), required=False,
        help_text=_("The yardstick for all others: no measures, no cost."),
    )  # fmt: skip
    measures = forms.MultipleChoiceField(label=_("Measures"), required=False, widget=forms.CheckboxSelectMultiple)
    cost_once = forms.IntegerField(label=_("Cost once, in euros"), required=False, min_value=0, max_value=2_000_000_000)
    cost_yearly = forms.IntegerField(
        label=_("Cost each year, in euros"), required=False, min_value=0, max_value=2_000_000_000
    )

    def __init__(self, *args: Any, needs: Iterable[Requirement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs = list(needs)
        self.fields["measures"].choices = [(row.id, label(row.label)) for row in measures().values()]  # type: ignore[attr-defined]
        for need in self.needs:
            self.fields[f"meets_{need.pk}"] = forms.BooleanField(label=need.text, required=False)
            self.fields[f"how_{need.pk}"] = forms.CharField(label=_("How"), max_length=300, required=False)

    @property
    def answers(self) -> dict[UUID, str]:
        """The needs that were ticked, each with how the option meets it."""
        ticked = [need.pk for need in self.needs if self.cleaned_data.get(f"meets_{need.pk}")]
        return {pk: self.cleaned_data[f"how_{pk}"] for pk in ticked}

    @property
    def facts(self) -> dict[str, Any]:
        names = ("name", "description", "as_it_is", "measures", "cost_once", "cost_yearly")
        return {name: self.cleaned_data[name] for name in names}

    def pairs(self) -> list[dict[str, Any]]:
        """Each need with its two fields, for the template."""
        return [{"need": n, "meets": self[f"meets_{n.pk}"], "how": self[f"how_{n.pk}"]} for n in self.needs]

    def ticked(self) -> set[str]:
        value = self["measures"].value()
        return set(value or [])


class NewOptionForm(OptionForm):
    id = OnceField()


class ChangeOptionForm(OptionForm):
    version = VersionField()


def option_initial(option: Option) -> dict[str, Any]:
    names = ("name", "description", "as_it_is", "measures", "cost_once", "cost_yearly", "version")
    initial: dict[str, Any] = {name: getattr(option, name) for name in names}
    for answer in option.answers.all():
        initial |= {f"meets_{answer.requirement_id}": True, f"how_{answer.requirement_id}": answer.how}
    return initial


class ScoreForm(forms.Form):
    """A value and a reason for each criterion; what is left open is not scored yet."""

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], levels: Sequence[Any], mine: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            given = mine.get(criterion.code)
            self.fields[f"value_{criterion.code}"] = forms.TypedChoiceField(
                label=label(criterion.label), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect,
                choices=[(level.value, label(level.label)) for level in levels], initial=given.value if given else None,
            )  # fmt: skip
            self._why(criterion.code, given)

    def _why(self, code: str, given: Any) -> None:
        """The fields that say why, on what ground, and how sure."""
        self.fields[f"reason_{code}"] = forms.CharField(
            label=_("Reason"), required=False, max_length=400, initial=given.reason if given else "",
            widget=forms.TextInput(attrs={"placeholder": _("Why? A few words.")}),
        )  # fmt: skip
        self.fields[f"confidence_{code}"] = forms.ChoiceField(
            label=_("How sure"), required=False, choices=Score.Confidence.choices, widget=forms.RadioSelect,
            initial=given.confidence if given else "",
        )  # fmt: skip
        self.fields[f"evidence_{code}"] = forms.CharField(
            label=_("What it rests on"), required=False, max_length=400, initial=given.evidence if given else "",
            help_text=_("A test, a visit, a report with its file number."),
        )  # fmt: skip
        self.fields[f"link_{code}"] = forms.URLField(
            label=_("Address of the evidence"), required=False, max_length=400, assume_scheme="https",
            initial=given.link if given else "",
        )  # fmt: skip

    @property
    def given(self) -> dict[str, Opinion]:
        data = self.cleaned_data
        scored = [c.code for c in self.criteria if data[f"value_{c.code}"] is not None]
        return {code: Opinion(*(data[f"{part}_{code}"] for part in Opinion._fields)) for code in scored}

    def cards(self) -> list[dict[str, Any]]:
        """Each criterion with its two fields and its anchors, for the template."""
        return [
            {"criterion": c, "label": label(c.label), "definition": label(c.definition), "value": self[f"value_{c.code}"],
             "reason": self[f"reason_{c.code}"], "confidence": self[f"confidence_{c.code}"],
             "evidence": self[f"evidence_{c.code}"], "link": self[f"link_{c.code}"],
             "told": any(self[f"{part}_{c.code}"].value() or self[f"{part}_{c.code}"].errors for part in ("evidence", "link")),
             "anchors": [label(c.anchors.low), label(c.anchors.middle), label(c.anchors.high)]}
            for c in self.criteria
        ]  # fmt: skip
