"""The form by which a measure is tried in the what-if of a plan."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.people.models import Account
from parvis.plans import queries
from parvis.plans.actions.whatif import EFFECT
from parvis.plans.models import Channel, Effect, Message, Plan, Resource, Task, WhatIf
from parvis.web.pages.forms import OnceField, VersionField
from parvis.web.pages.plans.fields import ClockField

TIMES = ("task", "dur_min_s", "dur_mode_s", "dur_max_s", "percent")
MEANS = ("message", "channel", "new_channel", "availability", "resource", "more")


class WhatIfForm(forms.Form):
    """The measure, what it changes first, and why somebody expects it."""

    source = forms.ChoiceField(
        label=_("A measure of this place"), required=False,
        help_text=_("An option of a comparison, a measure in one, or one that stands there."),
    )  # fmt: skip
    name = forms.CharField(
        label=_("or in your own words"), max_length=200, required=False,
        help_text=_("Left empty: the name of what was chosen."),
    )  # fmt: skip
    present = forms.TypedChoiceField(
        label=_("Is it there?"), widget=forms.RadioSelect, coerce=lambda value: value == "yes", initial="no",
        choices=[("no", _("No: the plan counts without it, and is tried with it")),
                 ("yes", _("Yes: the plan counts with it, and is tried without it"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why this is to be expected"), max_length=600, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A trial, a data sheet, another city: it stands beside the numbers."),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("What it changes"), required=False, choices=[("", "—"), *Effect.Kind.choices],
    )  # fmt: skip
    task = forms.ModelChoiceField(Task.objects.none(), label=_("Task"), required=False)
    dur_min_s = ClockField(label=_("Takes at least"), required=False)
    dur_mode_s = ClockField(label=_("Takes usually"), required=False)
    dur_max_s = ClockField(label=_("Takes at most"), required=False)
    percent = forms.IntegerField(
        label=_("Share of its time, in per cent"), required=False, min_value=1, max_value=1000,
        help_text=_("60: it takes six tenths of the time that the plan gives it."),
    )  # fmt: skip
    message = forms.ModelChoiceField(Message.objects.none(), label=_("Message"), required=False)
    channel = forms.ModelChoiceField(Channel.objects.none(), label=_("A channel of the plan"), required=False)
    new_channel = forms.CharField(label=_("or a new channel"), max_length=60, required=False)
    availability = forms.IntegerField(
        label=_("works, in per cent of events"), required=False, min_value=0, max_value=100
    )
    resource = forms.ModelChoiceField(Resource.objects.none(), label=_("Resource"), required=False)
    more = forms.IntegerField(label=_("How many more"), required=False, min_value=-1000, max_value=1000)

    def __init__(self, account: Account, plan: Plan, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = queries.measures_at(account, plan)
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in self.sources:
            groups.setdefault(one.group, []).append((one.key, one.name))
        offered = self.fields["source"]
        offered.choices = [("", "—"), *groups.items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["task"].queryset = queries.tasks(account, plan)  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["message"].queryset = queries.messages_of(account, [plan])  # type: ignore[attr-defined]
        self.fields["channel"].queryset = queries.channels(account, plan)  # type: ignore[attr-defined]
        self.fields["resource"].queryset = queries.resources(account, plan)  # type: ignore[attr-defined]

    @property
    def head(self) -> list[forms.BoundField]:
        return [self[name] for name in ("source", "name", "present", "reason")]

    @property
    def times(self) -> list[forms.BoundField]:
        return [self[name] for name in TIMES]

    @property
    def means(self) -> list[forms.BoundField]:
        return [self[name] for name in MEANS]

    @property
    def means_open(self) -> bool:
        return any(self[name].errors or self[name].value() not in {None, ""} for name in MEANS)

    def facts(self) -> dict[str, Any]:
        """What is said of the measure itself: what was chosen, with its name unless another is given."""
        given = self.cleaned_data
        chosen = next((one for one in self.sources if one.key == given["source"]), None)
        words = {"name": given["name"] or (chosen.name if chosen else ""), "reason": given["reason"]}
        sources = {"option": None, "existing": None, "measure": ""} | (chosen.facts if chosen else {})
        return words | sources | {"present": given["present"]}

    def effect(self) -> dict[str, Any] | None:
        """What it changes, or nothing where nothing is chosen."""
        given = self.cleaned_data
        if not given["kind"]:
            return None
        return {name: given[name] for name in EFFECT if given[name] not in {None, ""}}


class NewWhatIfForm(WhatIfForm):
    id = OnceField()


class ChangeWhatIfForm(WhatIfForm):
    """The measure as it is known, and room for one more thing that it changes."""

    version = VersionField()

    @staticmethod
    def known(row: WhatIf) -> dict[str, Any]:
        source = f"option:{row.option_id}" if row.option_id else f"measure:{row.measure}" if row.measure else ""
        source = f"existing:{row.existing_id}" if row.existing_id else source
        present = "yes" if row.present else "no"
        return {"source": source, "name": row.name, "present": present, "reason": row.reason, "version": row.version}


def told(effect: Effect) -> str:
    """One thing that a measure changes, as a sentence."""
    task = str(effect.task or "").rstrip(".")
    times = " / ".join(
        str(ClockField().prepare_value(value)) for value in (effect.dur_min_s, effect.dur_mode_s, effect.dur_max_s)
    )
    channel = effect.channel or f"{effect.new_channel} ({effect.availability} %)"
    sentences = {
        Effect.Kind.LASTS: gettext("%(task)s: takes %(times)s") % {"task": task, "times": times},
        Effect.Kind.SHARE: gettext("%(task)s: takes %(n)s %% of its time") % {"task": task, "n": effect.percent},
        Effect.Kind.NEEDLESS: gettext("%(task)s: not needed any more") % {"task": task},
        Effect.Kind.CHANNEL: gettext("%(message)s: also by %(channel)s") % {"message": effect.message, "channel": channel},
        Effect.Kind.RESOURCE: gettext("%(resource)s: %(n)+d") % {"resource": effect.resource, "n": effect.more or 0},
    }  # fmt: skip
    return sentences[Effect.Kind(effect.kind)]
