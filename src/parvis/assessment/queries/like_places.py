"""A place beside like places of the same installation, from what the reader may see of them and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from parvis.access.models import Marking
from parvis.assessment.models import Assessment, Vulnerability
from parvis.assessment.queries.asking import expected
from parvis.assessment.queries.given import answers_of, bands, grave, middle_share, shares
from parvis.assessment.queries.methods import method_of
from parvis.assessment.queries.reading import assessments, judgements_shown, vulnerabilities_at
from parvis.assessment.queries.tier import Proportion, proportions
from parvis.assessment.rules import states
from parvis.assessment.rules.beside import ENOUGH, Standing, standing
from parvis.content.queries import label
from parvis.content.schemas import MethodPack
from parvis.people.models import Account

#: More than this many places are not looked at: the newest assessments count.
MOST = 60


@dataclass(frozen=True)
class Figure:
    """One figure of this place beside those of the others; `section` of a questionnaire, else empty."""

    code: str  # grave, weak, expected, section
    section: str
    label: str
    own: float | None
    beside: Standing | None  # None where fewer than three others have this figure


@dataclass(frozen=True)
class Beside:
    """The like places, in the order of their names, and every figure. No figures where there are too few places."""

    others: list[Assessment]
    figures: list[Figure]

    @property
    def enough(self) -> bool:
        return len(self.others) >= ENOUGH


Plain = dict[tuple[str, str], float | None]


def beside(account: Account | None, of: Assessment) -> Beside:
    """This assessment beside the newest ones of like places: the same kind of place and tier, the same method.

    What is marked TLP:RED does not come in, nor does anything that the reader may not open.
    """
    method = method_of(of)
    near = _near(account, of)
    tiers = proportions(account, [of, *near])
    mine = tiers[of.pk].tier
    others = [row for row in near if mine and tiers[row.pk].tier == mine]
    if len(others) < ENOUGH:
        return Beside(others, [])
    plain = _figures(account, [of, *others], method, tiers)
    words = (
        {section.code: label(section.label) for section in method.questionnaire.sections}
        if method.questionnaire
        else {}
    )
    figures = []
    for key in plain[of.pk]:
        found = [plain[row.pk].get(key) for row in others]
        figures.append(Figure(*key, words.get(key[1], ""), plain[of.pk][key], standing(plain[of.pk][key], found)))
    return Beside(others, figures)


def _near(account: Account | None, of: Assessment) -> list[Assessment]:
    """The newest assessment of each other place of this kind whose judgements may be read, by name of the place."""
    rows = (
        assessments(account)
        .filter(method_urn=of.method_urn, method_version=of.method_version, place__category=of.place.category)
        .filter(marking__lt=Marking.RED, place__marking__lt=Marking.RED)
        .exclude(place=of.place_id)
        .exclude(state__in=states.BLIND)
        .select_related("place")
        .order_by("-created", "id")
    )
    newest: dict[UUID, Assessment] = {}
    for row in rows:
        newest.setdefault(row.place_id, row)
    return sorted(list(newest.values())[:MOST], key=lambda row: (row.place.name, str(row.pk)))


def _figures(
    account: Account | None, rows: Sequence[Assessment], method: MethodPack, tiers: dict[UUID, Proportion]
) -> dict[UUID, Plain]:
    """Every figure of every one of them, with four queries."""
    given, answers = judgements_shown(account, list(rows)), answers_of(account, rows)
    weak: dict[UUID, int] = {}
    for row in vulnerabilities_at(account, [row.place_id for row in rows]).filter(state=Vulnerability.State.OPEN):
        weak[row.place_id] = weak.get(row.place_id, 0) + 1
    found: dict[UUID, Plain] = {}
    for of in rows:
        tier, plain = tiers[of.pk], Plain()
        if method.factors:
            stand = bands(given[of.pk], method)
            plain["grave", ""] = grave(stand, method) if stand else None
        plain["weak", ""] = weak.get(of.place_id, 0)
        plain["expected", ""] = tier.met / tier.asked if tier.asked and tier.open < tier.asked else None
        missing = shares(method, expected(of, tier.tier), answers[of.pk])
        for section in method.questionnaire.sections if method.questionnaire else []:
            plain["section", section.code] = middle_share(missing.get(section.code, []))
        found[of.pk] = plain
    return found
