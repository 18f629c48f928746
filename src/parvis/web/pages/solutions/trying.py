"""Demonstrations and table-tops: prepared with script and indicators, written down run by run, scored, and closed."""

import re
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.access.errors import NotVisible, Refused
from parvis.access.queries import may, require, visible_to
from parvis.access.roles import Can
from parvis.assessment.models import Scenario
from parvis.exercises import actions as playing
from parvis.exercises import queries as played
from parvis.exercises.models import Exercise
from parvis.people.models import Account
from parvis.solutions import actions, queries
from parvis.solutions.actions import Watched
from parvis.solutions.models import Comparison, Evaluation, Kind, Measured, Option
from parvis.web.pages.exercises.times import versus_rows
from parvis.web.pages.forms import DayField, blame
from parvis.web.pages.reading import form_page, press, signed_in
from parvis.web.pages.solutions.forms import area
from parvis.web.templatetags.parvis import tlp

TARGET = re.compile(r"^(<=|>=|≤|≥)\s*(-?\d+(?:[.,]\d+)?)$")
ANSWERS = range(5)
MOST = 12  # indicators and questions: more than that nobody fills in on the spot


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class EvaluationForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        widget=forms.RadioSelect,
        choices=[(k.value, k.label) for k in Kind if k != Kind.DESK],
    )
    options = forms.ModelMultipleChoiceField(
        Option.objects.none(), label=gettext_lazy("Options that are tried"), widget=forms.CheckboxSelectMultiple
    )
    on = DayField(label=gettext_lazy("Date"), initial=timezone.localdate)
    where = forms.CharField(label=gettext_lazy("Where"), max_length=200, required=False)
    scenario = forms.ModelChoiceField(
        Scenario.objects.none(),
        label=gettext_lazy("Scenario that is played"),
        required=False,
        empty_label=gettext_lazy("none"),
    )
    script = area(
        gettext_lazy("Script"),
        hint=gettext_lazy("One step a line, from the scenario. It is walked through twice before the run that counts."),
        rows=6,
    )
    indicators = area(
        gettext_lazy("What is measured"), rows=4,
        hint=gettext_lazy("One a line: name; unit; target. For example: Time until the edge is closed; s; <= 60"),
    )  # fmt: skip
    questions = area(
        gettext_lazy("Questions to those who watched or took part"),
        rows=4,
        hint=gettext_lazy("One a line, answered from 0 (not at all) to 4 (fully), on paper."),
    )

    def __init__(self, *args: Any, choices: Any, scenarios: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["options"].queryset = choices  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
        self.fields["scenario"].queryset = scenarios  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["questions"].initial = "\n".join(
            [
                _("I understood what I had to do."),
                _("It did what the scenario asks for."),
                _("The place stayed open and pleasant."),
            ]
        )

    def clean_script(self) -> list[str]:
        return _lines(self.cleaned_data["script"])

    def clean_questions(self) -> list[str]:
        found = _lines(self.cleaned_data["questions"])
        if len(found) > MOST or any(len(line) > 300 for line in found):  # noqa: PLR2004 - the width of the column
            raise ValidationError(_("At most 12 questions of 300 characters. Nothing was saved."))
        return found

    def clean_indicators(self) -> list[Watched]:
        lines = _lines(self.cleaned_data["indicators"])
        if len(lines) > MOST:
            raise ValidationError(_("At most 12 indicators. Nothing was saved."))
        return [self._indicator(number, line) for number, line in enumerate(lines, start=1)]

    @staticmethod
    def _indicator(number: int, line: str) -> Watched:
        parts = [part.strip() for part in line.split(";")]
        target = TARGET.match(parts[-1])
        if len(parts) != 3 or not parts[0] or target is None:  # noqa: PLR2004 - name, unit, target
            raise ValidationError(
                _("Line %(n)d: write name; unit; target, the target with a number such as “<= 60”. Nothing was saved.")
                % {"n": number}
            )
        sign, value = target.groups()
        return Watched(parts[0][:120], parts[1][:40], float(value.replace(",", ".")), sign in {">=", "≥"})


class RunForm(forms.Form):
    """What was measured in one run of one option, and how often each answer stands on the sheets."""

    def __init__(self, evaluation: Evaluation, *args: Any, known: dict[str, float], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = dict(known)
        self.indicators, self.questions = list(evaluation.indicators.all()), list(evaluation.questions.all())
        for one in self.indicators:
            hint = _("target: at least %(value)s") if one.more_is_better else _("target: at most %(value)s")
            self.fields[f"value_{one.pk}"] = forms.FloatField(
                label=str(one), required=False, localize=True, help_text=hint % {"value": f"{one.target:g}"}
            )
        for question in self.questions:
            for answer in ANSWERS:
                self.fields[f"count_{question.pk}_{answer}"] = forms.IntegerField(
                    label=str(answer), required=False, min_value=0, max_value=1000
                )

    def asked(self) -> list[dict[str, Any]]:
        return [
            {"text": q.text, "fields": [self[f"count_{q.pk}_{answer}"] for answer in ANSWERS]} for q in self.questions
        ]

    def measured(self) -> list[forms.BoundField]:
        return [self[f"value_{one.pk}"] for one in self.indicators]

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        values = {one.pk: data[f"value_{one.pk}"] for one in self.indicators if data[f"value_{one.pk}"] is not None}
        counts = {q.pk: [data[f"count_{q.pk}_{answer}"] or 0 for answer in ANSWERS] for q in self.questions}
        return {"values": values, "tallies": {pk: found for pk, found in counts.items() if any(found)}}


def _tlp(found: Evaluation | Comparison) -> str:
    marking = found.comparison.marking if isinstance(found, Evaluation) else found.marking
    return tlp(max(marking, found.place.marking))


@form_page
def new(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Prepare a demonstration or a table-top after the desk evaluation."""
    found = queries.comparison(account, pk)
    require(account, Can.SOLVE, found)
    scenarios = visible_to(account, Scenario).filter(place=found.place_id).order_by("title", "pk")
    choices = queries.options(account, found.pk).order_by("created", "pk")
    form = EvaluationForm(request.POST or None, choices=choices, scenarios=scenarios)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare_trial(account, found, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:evaluation", pk=made.pk)
    context = {"comparison": found, "place": found.place, "form": form, "tlp": _tlp(found)}
    return render(request, "solutions/new_evaluation.html", context)


@signed_in
def evaluation(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Script, result sheet and answers of a demonstration; of a table-top the clocks with and without the option."""
    found = queries.evaluation(account, pk)
    table = found.kind == Kind.TABLETOP
    running = not found.ended and found.comparison.state == Comparison.State.SCORED
    free = (
        played.exercises(account).filter(place=found.place_id, evaluation=None)
        if table and running
        else Exercise.objects.none()
    )
    context = {
        "evaluation": found, "comparison": found.comparison, "place": found.place, "tlp": _tlp(found),
        "options": found.options.order_by("created", "pk"), "runs": Measured.Run.choices,
        "measured": queries.measured(account, found), "answers": queries.answers(account, found),
        "observers": found.observers.order_by("name", "pk"), "observes": found.observers.filter(pk=account.pk).exists(),
        "may_observe": running and may(account, Can.OBSERVE, found), "may_judge": running and may(account, Can.JUDGE, found),
        "may_solve": running and may(account, Can.SOLVE, found),
        "trial": _clocks(played.trial(account, found)) if table else None,
        "free": [one for one in free if may(account, Can.DIRECT, one)],
    }  # fmt: skip
    return render(request, "solutions/evaluation.html", context)


def _clocks(trial: played.Trial) -> dict[str, Any]:
    """The exercises of a table-top, and each task with its time under the name of each."""
    names = [
        _("with %(option)s") % {"option": one.with_option.name} if one.with_option else _("without")
        for one in trial.exercises
    ]
    rows = [
        {
            "code": row.code,
            "text": row.text,
            "target_s": row.target_s,
            "named": list(zip(names, row.took_s, strict=True)),
        }
        for row in trial.rows
    ]
    return {"exercises": trial.exercises, "rows": rows, "versus": versus_rows(trial)}


@press
def observe(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Join as an observer."""
    actions.observe(account, queries.evaluation(account, pk))
    return redirect("solutions:evaluation", pk=pk)


@press
def end(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Close the scoring of this evaluation; its scores count from now on."""
    try:
        actions.end_evaluation(account, queries.evaluation(account, pk))
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("solutions:evaluation", pk=pk)


@form_page
def run(request: HttpRequest, account: Account, pk: str, option: str, run: str) -> HttpResponse:
    """Write down one run of one option, on the spot or from the sheets of paper afterwards."""
    found = queries.evaluation(account, pk)
    require(account, Can.OBSERVE, found)
    shown = queries.option(account, option)
    rows = [row for row in queries.measured(account, found) if row.option.pk == shown.pk]
    known = {
        f"value_{row.indicator.pk}": cell.value
        for row in rows
        for cell in row.cells
        if cell.run == run and cell.value is not None
    }
    form = RunForm(found, request.POST or None, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_run(account, found, shown, run, **form.facts)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("solutions:evaluation", pk=pk)
    context = {"evaluation": found, "place": found.place, "form": form, "option": shown, "tlp": _tlp(found),
               "run": dict(Measured.Run.choices).get(run, run)}  # fmt: skip
    return render(request, "solutions/run.html", context)


@press
def link(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """Name an exercise as the table-top with an option, or as the one without."""
    found = queries.evaluation(account, pk)
    chosen = {name: request.POST.get(name, "") for name in ("exercise", "option")}
    exercise = next((one for one in played.exercises(account) if str(one.pk) == chosen["exercise"]), None)
    option = next((one for one in found.options.all() if str(one.pk) == chosen["option"]), None)
    if exercise is None or (chosen["option"] and option is None):
        raise NotVisible
    try:
        playing.try_option(account, exercise, found, option)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect("solutions:evaluation", pk=pk)
