"""Forms of the script: a message with what it waits for, one that is written in the run, a jump of the clock."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from parvis.exercises.models import Condition, ExpectedAction, Inject, Move, Objective
from parvis.plans.models import PlanRole, Task
from parvis.web.pages.forms import OnceField, VersionField
from parvis.web.pages.plans.fields import ClockField

LINES = 3  # conditions that a message may have


class WordsForm(forms.Form):
    """What is said, by whom, to whom, and what it calls for."""

    mode = forms.ChoiceField(label=_("How it comes in"), choices=Inject.Mode.choices, initial=Inject.Mode.CALL)
    sender = forms.CharField(label=_("From"), max_length=160)
    roles = forms.ModelMultipleChoiceField(
        PlanRole.objects.none(), label=_("To"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody marked: it reaches everybody. Press and social media reach everybody in any case."),
    )  # fmt: skip
    message = forms.CharField(label=_("Message"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    expected = forms.ModelMultipleChoiceField(
        Task.objects.none(), label=_("Calls for"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def limit(self, tasks: Any, roles: Any) -> None:
        """Offer the tasks and roles of the plan that is exercised only."""
        self.fields["expected"].queryset = tasks  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
        self.fields["roles"].queryset = roles  # type: ignore[attr-defined]


class SayForm(WordsForm):
    id = OnceField()


class JumpForm(forms.Form):
    to_s = ClockField(label=_("Time on the exercise clock"), help_text=_("Minutes (5) or minutes and seconds (2:30)."))
    skipping = forms.BooleanField(
        label=_("Messages in between do not come in"), required=False, initial=True,
        help_text=_("Not marked: they are due at once."),
    )  # fmt: skip


class InjectForm(WordsForm):
    offset_s = ClockField(
        label=_("Time on the exercise clock"),
        help_text=_("Minutes (5) or minutes and seconds (2:30). On a condition: not before this time."),
    )
    trigger = forms.ChoiceField(
        label=_("Comes in"), choices=Inject.Trigger.choices, initial=Inject.Trigger.CLOCK, required=False
    )
    kind = forms.ChoiceField(
        label=_("Type"), choices=Inject.Kind.choices, initial=Inject.Kind.INJECT, required=False,
        help_text=_("A contingency message is held back: it comes in only if the director finds that it is needed."),
    )  # fmt: skip
    to = forms.CharField(
        label=_("To, in words"), max_length=300, required=False, help_text=_("Left empty: the names of the roles.")
    )
    move = forms.ModelChoiceField(Move.objects.none(), label=_("Move"), required=False)
    objectives = forms.ModelMultipleChoiceField(
        Objective.objects.none(), label=_("Serves the objectives"), required=False, widget=forms.CheckboxSelectMultiple
    )
    deadline_s = ClockField(
        label=_("To be done within"), required=False, help_text=_("Left empty: the target time of each task.")
    )
    rule = forms.ChoiceField(
        label=_("Who must do it"), choices=Inject.Rule.choices, initial=Inject.Rule.ONE, required=False
    )
    note = forms.CharField(
        label=_("Note for the director"), required=False, widget=forms.Textarea(attrs={"rows": 2}), max_length=2000
    )
    field_order = (
        "offset_s",
        "trigger",
        "kind",
        "mode",
        "sender",
        "roles",
        "to",
        "message",
        "expected",
        "deadline_s",
        "rule",
    )

    def also(self, moves: Any, objectives: Any) -> None:
        """Offer the moves and objectives of the exercise only."""
        self.fields["move"].queryset = moves  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["objectives"].queryset = objectives  # type: ignore[attr-defined]

    def clean_trigger(self) -> str:
        return self.cleaned_data["trigger"] or Inject.Trigger.CLOCK

    def clean_rule(self) -> str:
        return self.cleaned_data["rule"] or Inject.Rule.ONE

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Inject.Kind.INJECT


class NewInjectForm(InjectForm):
    id = OnceField()


class ChangeInjectForm(InjectForm):
    version = VersionField()


class TermsForm(forms.Form):
    """By when and by whom one task is done that the message calls for, where it is not as the message says."""

    deadline_s = ClockField(label=_("To be done within"), required=False)
    rule = forms.ChoiceField(
        label=_("Who must do it"), choices=[("", _("as the message says")), *Inject.Rule.choices], required=False
    )


def terms_forms(data: Any, known: list[ExpectedAction]) -> list[tuple[Task, TermsForm]]:
    """One for each task that the message calls for."""
    return [
        (
            one.task,
            TermsForm(data, prefix=f"t{one.task.code}", initial={"deadline_s": one.deadline_s, "rule": one.rule}),
        )
        for one in known
    ]


class ConditionForm(forms.Form):
    """One line of what a message waits on: another message, or a task seen or not seen by a time."""

    SEEN = (
        ("", _("—")),
        ("after", _("a message came in")),
        ("done", _("a task was seen done")),
        ("start", _("a task was seen started")),
        ("not_done", _("a task was not seen done by")),
        ("not_start", _("a task was not seen started by")),
    )
    what = forms.ChoiceField(label=_("It waits until"), choices=SEEN, required=False)
    after = forms.ModelChoiceField(Inject.objects.none(), label=_("Message"), required=False)
    task = forms.ModelChoiceField(Task.objects.none(), label=_("Task of the plan"), required=False)
    by_s = ClockField(
        label=_("By, on the exercise clock"), required=False, help_text=_("After a message: how long after.")
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        what = given.get("what")
        if what == "after" and not given.get("after"):
            self.add_error("after", _now("Choose the message."))
        if what and what != "after" and not given.get("task"):
            self.add_error("task", _now("Choose the task."))
        if what in {"not_done", "not_start"} and given.get("by_s") is None:
            self.add_error("by_s", _now("Say by when: without a time nobody can know that it was not done."))
        return given

    def facts(self) -> dict[str, Any] | None:
        """The condition, or None when the line was left empty."""
        given = self.cleaned_data
        what = given.get("what")
        if not what:
            return None
        if what == "after":
            return {"after": given["after"], "by_s": given["by_s"]}
        moment = Condition.Moment.START if what.endswith("start") else Condition.Moment.DONE
        return {"task": given["task"], "moment": moment, "missing": what.startswith("not_"), "by_s": given["by_s"]}


def shown(condition: Condition) -> dict[str, Any]:
    """A condition as the line that says it."""
    if condition.after_id:
        return {"what": "after", "after": condition.after_id, "by_s": condition.by_s}
    what = ("not_" if condition.missing else "") + condition.moment
    return {"what": what, "task": condition.task_id, "by_s": condition.by_s}


def condition_forms(data: Any, known: list[Condition], injects: Any, tasks: Any) -> list[ConditionForm]:
    """Three lines, those that are filled first."""
    initial = [shown(one) for one in known][:LINES]
    found = []
    for number in range(LINES):
        form = ConditionForm(data, prefix=f"c{number}", initial=initial[number] if number < len(initial) else None)
        form.fields["after"].queryset = injects  # type: ignore[attr-defined]  # a ModelChoiceField
        form.fields["task"].queryset = tasks  # type: ignore[attr-defined]
        found.append(form)
    return found
