"""The form of a provider's answer: one page, saved as often as one likes, requirement by requirement."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.solutions.models import CallRequirement
from parvis.solutions.rules.responses import MOST_PARTNERS, Content, Paper
from parvis.web.pages.forms import VersionField

MEETS = [("yes", _("meets it")), ("partly", _("partly")), ("no", _("does not meet it")), ("", _("no answer yet"))]
KINDS = [
    ("", "—"), ("company", _("company")), ("association", _("association")), ("research", _("research")),
    ("public", _("public body")), ("other", _("other")),
]  # fmt: skip
TECHNOLOGY = [
    ("no", _("no: people, design, upkeep, procedure")),
    ("yes", _("yes, at least in part")),
    ("", _("not said")),
]
TRL = [("", "—"), *((n, str(n)) for n in range(1, 10))]
PLAIN = (
    "organisation", "kind", "country", "contact", "solution", "technology", "summary", "readiness", "readiness_evidence",
    "once_low", "once_high", "yearly_low", "yearly_high", "prices_note", "conditions", "demonstrates",
)  # fmt: skip


def line(title: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=title, help_text=hint, max_length=200, required=False)


def euros(title: Any) -> forms.IntegerField:
    return forms.IntegerField(label=title, min_value=0, max_value=1_000_000_000, required=False)


def words(title: Any, hint: Any = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=title, help_text=hint, max_length=4000, required=False, widget=widget)


class AnswerForm(forms.Form):
    version = VersionField()
    organisation = line(_("Who answers"), _("Company, association, institute, city."))
    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS, required=False)
    country = line(_("Country"))
    contact = line(_("How to reach you"), _("Read only by those who evaluate, after closing."))
    solution = line(_("Name of your answer"))
    technology = forms.ChoiceField(
        label=_("Does it need technology?"), choices=TECHNOLOGY, required=False, widget=forms.RadioSelect
    )
    summary = words(_("Your answer in short"), _("What would be different, for whom, from when."), 6)
    readiness = forms.TypedChoiceField(
        label=_("Technology readiness level (1 to 9)"), choices=TRL, coerce=int, empty_value=None, required=False,
        help_text=_("1 principles observed, 4 tried in a laboratory, 7 prototype in use, 9 proven in use. Leave empty without technology."),
    )  # fmt: skip
    readiness_evidence = words(_("Where it was used or tried"))
    once_low, once_high = euros(_("Once, from (euros)")), euros(_("Once, to (euros)"))
    yearly_low, yearly_high = euros(_("Each year, from (euros)")), euros(_("Each year, to (euros)"))
    prices_note = words(_("What the prices hold and do not hold"))
    partners = words(_("With whom"), _("One partner a line: name: what they do."))
    conditions = words(
        _("What it needs here"), _("Power, network, people, training, permits; personal data and AI, if any.")
    )
    demonstrates = forms.BooleanField(label=_("We would show it on site"), required=False)
    confidential = forms.MultipleChoiceField(
        label=_("Which parts are confidential?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Those who evaluate read everything. Marked parts go into no document beyond them."),
    )  # fmt: skip

    def __init__(self, *args: Any, asked: Iterable[CallRequirement], papers: list[Paper], **more: Any) -> None:
        super().__init__(*args, **more)
        self.asked, self.papers = list(asked), papers
        for row in self.asked:
            n = row.number
            self.fields[f"meets-{n}"] = forms.ChoiceField(
                label=_("Does your answer meet it?"),
                choices=MEETS,
                required=False,
                widget=forms.RadioSelect,
                initial="",
            )
            self.fields[f"how-{n}"] = words(_("How"))
            self.fields[f"evidence-{n}"] = words(_("How one can check that"), rows=2)
        parts: list[tuple[str, Any]] = [
            ("solution", _("the short description")), ("readiness", _("readiness and references")), ("prices", _("prices")),
            ("partners", _("partners")), ("conditions", _("what it needs")),
        ]  # fmt: skip
        parts += [(f"r{row.number}", _("requirement %(n)d") % {"n": row.number}) for row in self.asked]
        parts += [(f"p{paper.id}", paper.name) for paper in papers]
        self.fields["confidential"].choices = parts  # type: ignore[attr-defined]  # a MultipleChoiceField

    def clean(self) -> None:
        for low, high in (("once_low", "once_high"), ("yearly_low", "yearly_high")):
            first, last = self.cleaned_data.get(low), self.cleaned_data.get(high)
            if first is not None and last is not None and first > last:
                self.add_error(high, _("A range ends after it begins. Nothing was saved yet."))
        if len(self.cleaned_data.get("partners", "").splitlines()) > MOST_PARTNERS:
            self.add_error("partners", _("At most eight partners. Nothing was saved yet."))

    @property
    def content(self) -> Content:
        """What was written, with the files that were attached before."""
        given, marked = self.cleaned_data, set(self.cleaned_data["confidential"])
        lines = [text for text in given["partners"].splitlines() if text.strip()]
        return Content.model_validate(
            {name: given[name] for name in PLAIN}
            | {
                "partners": [dict(zip(("name", "part"), (part[:200] for part in _split(text)), strict=True)) for text in lines],
                "met": {
                    str(row.number): {
                        "meets": given[f"meets-{row.number}"], "how": given[f"how-{row.number}"],
                        "evidence": given[f"evidence-{row.number}"],
                    }
                    for row in self.asked
                },
                "confidential": sorted(part for part in marked if not part.startswith("p") or part in {"prices", "partners"}),
                "papers": [paper.model_copy(update={"confidential": f"p{paper.id}" in marked}).model_dump() for paper in self.papers],
            }
        )  # fmt: skip

    def groups(self) -> list[dict[str, Any]]:
        """The requirements, each with its three fields."""
        return [
            {"row": row, "fields": [self[f"{part}-{row.number}"] for part in ("meets", "how", "evidence")]}
            for row in self.asked
        ]


def _split(text: str) -> tuple[str, str]:
    name, _colon, part = text.partition(":")
    return name.strip(), part.strip()


def initial_of(content: Content, version: int) -> dict[str, Any]:
    """A draft as the form shows it."""
    found = {name: getattr(content, name) for name in PLAIN} | {"version": version}
    found["partners"] = "\n".join(f"{one.name}: {one.part}" for one in content.partners)
    found["confidential"] = [*content.confidential, *(f"p{one.id}" for one in content.papers if one.confidential)]
    for number, met in content.met.items():
        found |= {f"meets-{number}": met.meets, f"how-{number}": met.how, f"evidence-{number}": met.evidence}
    return found
