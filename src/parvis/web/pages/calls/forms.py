"""Forms of calls."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.solutions.models import Requirement
from parvis.web.pages.forms import MarkingField, OnceField, VersionField
from parvis.web.pages.solutions.forms import area

KINDS = [
    ("pdf", _("PDF")),
    ("picture", _("Pictures (JPEG, PNG, WebP)")),
    ("office", _("Office documents without macros (docx, xlsx, pptx, odt, ods, odp)")),
    ("text", _("Plain text")),
]


class MomentField(forms.DateTimeField):
    """Day and hour in the browser's own picker, in the time zone of the installation."""

    def __init__(self, **more: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=widget, **more)


class CallForm(forms.Form):
    title = forms.CharField(
        label=_("Public title"), max_length=200,
        help_text=_("What is looked for, for everybody: “Waiting without fear at a busy stop”."),
    )  # fmt: skip
    description = area(
        _("Public description"), required=True, rows=8,
        hint=_("The problem and what would be better, without saying where or what is weak. Say what else matters: people, trees, upkeep."),
    )  # fmt: skip
    public_place = forms.CharField(
        label=_("Name of the place in public"), max_length=200, required=False,
        help_text=_("Leave it empty and the place is not named."),
    )  # fmt: skip
    contact = forms.CharField(
        label=_("Who is in charge"), max_length=200, help_text=_("A function with a shared address, not a person.")
    )
    questions_until = MomentField(label=_("Questions until"))
    closes = MomentField(label=_("Answers until"), help_text=_("The clock of this server decides."))
    attachments = forms.MultipleChoiceField(
        label=_("What may be attached"), choices=KINDS, required=False, widget=forms.CheckboxSelectMultiple,
        initial=["pdf", "picture"],
    )  # fmt: skip
    marking = MarkingField()

    def __init__(self, *args: Any, needs: Iterable[Requirement], **more: Any) -> None:
        super().__init__(*args, **more)
        self.needs = list(needs)
        for need in self.needs:
            self.fields[f"need-{need.pk}"] = forms.CharField(
                label=need.text, max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("In words for the public. Empty: this need is not asked about."),
            )  # fmt: skip

    @property
    def words(self) -> dict[UUID, str]:
        """The needs that are asked about, in words for the public."""
        given = {need.pk: self.cleaned_data[f"need-{need.pk}"].strip() for need in self.needs}
        return {pk: text for pk, text in given.items() if text}

    @property
    def facts(self) -> dict[str, Any]:
        left_out = {"id", "version"}
        return {n: v for n, v in self.cleaned_data.items() if n not in left_out and not n.startswith("need-")}

    @property
    def wordings(self) -> list[Any]:
        return [self[f"need-{need.pk}"] for need in self.needs]

    @property
    def others(self) -> list[Any]:
        return [field for field in self.visible_fields() if not field.name.startswith("need-")]


class NewCallForm(CallForm):
    id = OnceField()


class ChangeCallForm(CallForm):
    version = VersionField()


class AmendForm(forms.Form):
    why = forms.CharField(
        label=_("Why"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads this with its date, and what stood there before and after."),
    )  # fmt: skip
    description = area(_("Public description"), required=True, rows=8)
    contact = forms.CharField(label=_("Who is in charge"), max_length=200)
    questions_until = MomentField(label=_("Questions until"), help_text=_("A date only moves later."))
    closes = MomentField(label=_("Answers until"), help_text=_("A date only moves later."))
    version = VersionField()


class QuestionForm(forms.Form):
    answer = area(_("Answer for everybody"), rows=4)
    reason = forms.CharField(
        label=_("Or: why the question is not published"), max_length=400, required=False,
        help_text=_("For example because its words would give something away. Everybody reads the reason."),
    )  # fmt: skip


class ScreenForm(forms.Form):
    admitted = forms.ChoiceField(
        label=_("Does it go on?"), widget=forms.RadioSelect,
        choices=[("yes", _("yes, to the evaluation")), ("no", _("no, it is left out"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why"), max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Needed when it is left out."),
    )  # fmt: skip
