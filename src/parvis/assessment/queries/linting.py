"""The checks of an assessment for people: findings in the words of its method, what was accepted, and the grade."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.access.queries import visible_to
from parvis.assessment.models import Acceptance, Assessment
from parvis.assessment.queries.facts import facts_of
from parvis.assessment.queries.methods import method_of
from parvis.assessment.queries.results import Sheet
from parvis.assessment.rules import lint
from parvis.content.queries import label
from parvis.content.schemas.method import Check
from parvis.people.models import Account

Accepted = dict[tuple[str, str], Acceptance]  # by code and stamp of the subject


UNMET = "expectation_unmet"


@dataclass(frozen=True)
class About:
    """One subject of a finding, with the page on which it is mended, and who accepted it where somebody did."""

    label: str
    stamp: str
    url: str
    accepted: Acceptance | None = None


@dataclass(frozen=True)
class Finding:
    """Something that does not fit together: what, why it matters, a way out, and what it is about."""

    code: str
    severity: str  # error, warning, note
    text: str
    why: str
    hint: str
    about: tuple[About, ...]

    @property
    def subjects(self) -> tuple[str, ...]:
        return tuple(one.label for one in self.about if one.label)


@dataclass(frozen=True)
class Grade:
    """How many findings of each severity are open, and how many were accepted."""

    errors: int = 0
    warnings: int = 0
    notes: int = 0
    accepted: int = 0

    @property
    def words(self) -> str:
        found = [
            ngettext("%(n)d error", "%(n)d errors", self.errors) % {"n": self.errors} if self.errors else "",
            ngettext("%(n)d warning", "%(n)d warnings", self.warnings) % {"n": self.warnings} if self.warnings else "",
            ngettext("%(n)d note", "%(n)d notes", self.notes) % {"n": self.notes} if self.notes else "",
        ]
        return ", ".join(part for part in found if part) or _("nothing open")


@dataclass(frozen=True)
class Examined:
    """An assessment read once: its result, and what the checks find in it."""

    assessment: Assessment
    sheet: Sheet | None
    facts: lint.Facts
    accepted: Accepted

    def findings(self) -> tuple[list[Finding], list[Finding]]:
        """What does not fit together, the most pressing first: what is open, and what was accepted."""
        return _sorted(self.assessment, self.facts, self.accepted)

    def grade(self) -> Grade:
        """The same findings, counted without their words and addresses."""
        return _counted(self.assessment, self.facts, self.accepted)


def examined(
    account: Account | None, rows: Sequence[Assessment], required: frozenset[UUID] | None = None
) -> dict[UUID, Examined]:
    """Each assessment with its result and its facts, with a number of queries that does not grow with them."""
    facts, accepted = facts_of(account, rows, required), _accepted(account, rows)
    return {of.pk: Examined(of, facts[of.pk][1], facts[of.pk][0], accepted[of.pk]) for of in rows}


def findings(
    account: Account | None, of: Assessment, required: frozenset[UUID] | None = None
) -> tuple[list[Finding], list[Finding]]:
    """What does not fit together in one assessment: what is open, and what was accepted."""
    return examined(account, [of], required)[of.pk].findings()


def _accepted(account: Account | None, rows: Sequence[Assessment]) -> dict[UUID, Accepted]:
    found: dict[UUID, Accepted] = defaultdict(dict)
    held = visible_to(account, Acceptance).filter(assessment__in=rows, until__gte=timezone.localdate())
    for row in held.select_related("author").order_by("created", "id"):
        found[row.assessment_id][row.code, row.subject] = row
    return found


def grades(
    account: Account | None, rows: Sequence[Assessment], required: frozenset[UUID] | None = None
) -> dict[UUID, Grade]:
    """The grade of each assessment."""
    return {pk: one.grade() for pk, one in examined(account, rows, required).items()}


def _counted(of: Assessment, facts: lint.Facts, accepted: Accepted) -> Grade:
    own = {code: check.severity for code, check in _own(of, facts).items()}
    still: dict[str, str] = {}
    gone = 0
    for pointer in lint.pointers(facts):
        severity = own.get(pointer.code, lint.RULES[pointer.code].severity)
        if accepted and severity != "off" and (pointer.code, pointer.subject.stamp) in accepted:
            gone += 1
        else:
            still[pointer.code] = severity
    counts = Counter(still.values())
    return Grade(counts["error"], counts["warning"], counts["note"], gone)


def grade_of(found: tuple[list[Finding], list[Finding]]) -> Grade:
    return _grade(*found)


def _grade(still: list[Finding], accepted: list[Finding]) -> Grade:
    counts = {severity: sum(one.severity == severity for one in still) for severity in lint.SEVERITIES}
    return Grade(counts["error"], counts["warning"], counts["note"], sum(len(one.about) for one in accepted))


def _sorted(of: Assessment, facts: lint.Facts, accepted: Accepted) -> tuple[list[Finding], list[Finding]]:
    own = _own(of, facts)
    still: dict[str, list[About]] = defaultdict(list)
    gone: dict[str, list[About]] = defaultdict(list)
    for pointer in lint.pointers(facts):
        subject = pointer.subject
        by = accepted.get((pointer.code, subject.stamp))
        about = About(subject.label, subject.stamp, _url(of, subject), by)
        (gone if by else still)[pointer.code].append(about)
    return _worded(still, own), _worded(gone, own)


def _own(of: Assessment, facts: lint.Facts) -> dict[str, Check]:
    """The checks that the method words or weighs itself; a gap weighs as much as the tier says that it does."""
    own = {check.code: check for check in method_of(of).checks}
    said = own.get(UNMET)
    if facts.unmet and (said is None or said.severity != "off"):
        words = said.model_dump() if said else {"code": UNMET}
        own[UNMET] = Check.model_validate(words | {"severity": facts.unmet})
    return own


def _worded(found: dict[str, list[About]], own: dict[str, Check]) -> list[Finding]:
    rows = []
    for code, about in found.items():
        rule, check = lint.RULES[code], own.get(code)
        severity = check.severity if check else rule.severity
        if severity == "off":
            continue
        text = label(check.text) if check and check.text else str(rule.text)
        hint = label(check.hint) if check and check.hint else str(rule.hint)
        rows.append(Finding(code, severity, text, str(rule.why), hint, tuple(about)))
    return sorted(rows, key=lambda row: lint.SEVERITIES.index(row.severity))


def _url(of: Assessment, subject: lint.Subject) -> str:
    """Where it can be mended."""
    names = {"measure": "measure", "scenario": "scenario", "weakness": "weakness"}
    if subject.where in names:
        return reverse(f"assessment:{names[subject.where]}", args=[subject.pk])
    if subject.where == "place":
        return reverse("places:sheet", args=[of.place_id])
    if subject.where == "measures":
        return reverse("assessment:measures", args=[of.place_id])
    if subject.where == "result":
        anchor = f"#s-{subject.pk}" if subject.pk else ""
        return reverse("assessment:result", args=[of.pk]) + anchor
    pages = {"team": "team", "scenarios": "scenarios", "head": "change", "tier": "tier", "visit": "answers"}
    return reverse(f"assessment:{pages.get(subject.where, 'assessment')}", args=[of.pk])
