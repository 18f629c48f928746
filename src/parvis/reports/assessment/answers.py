"""What the questionnaire says in documents: every assessor's own share of what is missing, and every answer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.assessment import queries
from parvis.places.queries import zones
from parvis.reports.assessment import parts
from parvis.reports.assessment.case import Case
from parvis.reports.document import Section, Table


def sections(case: Case) -> list[Section]:
    """One line for each section and assessor; nothing where the method asks nothing or nobody answered."""
    told = case.filled
    if told is None:
        return []
    rows = [
        [label, part.words or parts.NONE, case.experts[voice.assessor.pk], *_share(voice), f"{voice.covered} %"]
        for label, part in [(_("All sections"), told.overall), *((part.label, part) for part in told.sections)]
        for voice in part.voices
    ]
    head = [_("Section"), _("Reads"), _("Expert"), _("Missing"), _("From, to"), _("Seen")]
    words = [_("0 % means that nothing is missing, 100 % that everything is. “From, to” holds what is still open. Nobody's figure is joined with another's.")]  # fmt: skip
    if told.apart:
        words.append(_("They answered these questions differently:"))
    points = [ask.text for ask in told.apart]
    return [Section(_("What is missing, by the questionnaire"), words, Table(head, rows), points=points)]


def _share(voice: queries.Voice) -> list[str]:
    found = parts.NONE if voice.percent is None else f"{voice.percent} %"
    return [found, f"{round(100 * voice.score.low)} … {round(100 * voice.score.high)} %"]


def annex(case: Case) -> list[Section]:
    """Every answer that stands, section by section."""
    told = case.filled
    if told is None:
        return []
    listed = list(lines(case, told))
    found = [Section(_("Annex: answers to the questionnaire"), own_page=True)]
    head = [_("Question"), _("Expert"), _("Zone"), _("Answer"), _("Note")]
    for part in told.sections:
        rows = [line for code, *line in listed if code == part.code]
        asked = [ask for ask in told.asks.values() if ask.question.section == part.code]
        silent = sum(not told.answered.get(ask.question.id) for ask in asked)
        words = [ngettext("%(n)d question was not answered.", "%(n)d questions were not answered.", silent) % {"n": silent}] if silent else []  # fmt: skip
        found.append(Section(part.label, words, Table(head, rows) if rows else None, level=2))
    return found


def lines(case: Case, told: queries.Filled) -> Iterator[list[str]]:
    """Section, question, who, zone, answer, notes: in the order of the questionnaire."""
    form = case.method.questionnaire
    assert form is not None
    names = {zone.pk: zone.name for zone in zones(case.account, case.place.pk)}
    for ask in told.asks.values():
        for row in told.answered.get(ask.question.id, []):
            words = " / ".join(queries.value_words(form, ask, value) for value in row.values)
            zone = names.get(row.zone, "") if row.zone else ""
            notes = " ".join(entry.note for entry in row.notes)
            yield [ask.question.section, ask.text, _who(case, row), zone or parts.NONE, words or parts.NONE, notes or parts.NONE]  # fmt: skip


def _who(case: Case, row: queries.Answered) -> str:
    """Somebody who has left a note or a photo only has no score, and no number."""
    return case.experts.get(row.assessor.pk, _("a member of the team"))
