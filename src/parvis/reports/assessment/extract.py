"""The extract for the public or for partners: what may be told of a place and its assessment, in plain words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.access.models import Marking
from parvis.reports.assessment import parts
from parvis.reports.assessment.case import Case
from parvis.reports.assessment.publishing import Kind, Sifted
from parvis.reports.document import Document, Section, Table
from parvis.reports.frame import framed
from parvis.reports.workbook import Grid


def document(case: Case, found: Sifted, wanted: Marking) -> Document:
    """Nothing but the pieces that entered, and sentences that are the same for every place."""
    made = [
        _place(found), _looked_at(found), _how(found), _expected(found), _protects(found), _decided(found),
        _residents(found), _not_told(),
    ]  # fmt: skip
    method = [source for piece in found.of(Kind.METHOD) for source in piece.words[1:]]
    return framed(
        title=_("Safe and open: %(place)s") % {"place": case.place.name},
        subtitle=_("For everyone") if wanted == Marking.CLEAR else _("For partners"),
        tlp=wanted.label,
        made=case.today,
        made_words=_("Made on %(date)s") % {"date": date_format(case.today, "DATE_FORMAT")},
        sections=[section for section in made if section],
        sources=[_("What the managing body has marked for this purpose, as it stood on %(date)s") % {"date": parts.day(case.today)}, *method],
    )  # fmt: skip


def _place(found: Sifted) -> Section:
    words = [f"{piece.words[0]} · {piece.words[1]}" for piece in found.of(Kind.PLACE)]
    return Section(_("The place"), [*words, *_told(found, Kind.ROLE)])


def _told(found: Sifted, *kinds: Kind) -> list[str]:
    return [text for piece in found.of(*kinds) for text in piece.words if text]


def _looked_at(found: Sifted) -> Section | None:
    words = _told(found, Kind.PURPOSE)
    words += [_("The place was looked at in this condition: %(condition)s.") % {"condition": text} for text in _told(found, Kind.CONDITION)]  # fmt: skip
    dates = " ".join(_told(found, Kind.DATES))
    return Section(_("What was looked at"), [*words, *filter(None, [dates])]) if words or dates else None


def _how(found: Sifted) -> Section | None:
    words = [
        _("Method: %(method)s. Its questions and scales are open to everyone.") % {"method": piece.words[0]}
        for piece in found.of(Kind.METHOD)
    ]
    words += _told(found, Kind.EXPERTS)
    levels = ", ".join(_told(found, Kind.LEVELS))
    if levels:
        words.append(_("Took part: %(levels)s.") % {"levels": levels})
    return Section(_("How it was done, and who took part"), words) if words else None


def _expected(found: Sifted) -> Section | None:
    points = _told(found, Kind.EXPECTED)
    words = [_("The method expects this of every place of this size and meaning. It does not say what is there and what is not.")]  # fmt: skip
    return Section(_("What is expected of a place like this"), words, points=points) if points else None


def _protects(found: Sifted) -> Section | None:
    names = _told(found, Kind.MEASURE)
    words = [
        _("These protect the place today, and everybody can see them. The list is not whole on purpose: that something is not in it says nothing.")
    ]  # fmt: skip
    table = Table([_("Measure"), _("How many")], [[name, str(names.count(name))] for name in dict.fromkeys(names)])
    return Section(_("What already protects the place"), words, table) if names else None


def _decided(found: Sifted) -> Section | None:
    """Decision and actions in one table, the decision first."""
    rows = [
        [what, _("decided by %(body)s") % {"body": body}, when]
        for what, body, when in (piece.words for piece in found.of(Kind.DECISION))
    ]
    rows += [[title, state, _("by %(month)s") % {"month": due}] for title, state, due in _actions(found)]
    head = [_("What"), _("State"), _("When")]
    return Section(_("What was decided, and what comes next"), table=Table(head, rows)) if rows else None


def _actions(found: Sifted) -> list[tuple[str, ...]]:
    return [piece.words for piece in found.of(Kind.ACTION)]


def _residents(found: Sifted) -> Section | None:
    rows = [list(piece.words) for piece in found.of(Kind.RESIDENTS)]
    words = [_("Answers are given without a name. Nothing is published about fewer than 11 people.")]
    head = [_("Question"), _("Result"), _("Answers and time")]
    return Section(_("What residents say"), words, Table(head, rows)) if rows else None


def _not_told() -> Section:
    words = [
        _("What could go wrong, what experts think of it and what is still weak is known to those who work on it. It is not published, because it would help most those who want to do harm."),
        _("If something here worries you, tell the municipality: every remark helps to keep the place safe and open."),
    ]  # fmt: skip
    return Section(_("What is not told here, and why"), words)


def grids(made: Document) -> list[Grid]:
    """The same as tables: one sheet of words, and one for each table."""
    told = [[section.title, text] for section in made.sections for text in (*section.words, *section.points)]
    head = [[made.title, made.subtitle], [made.tlp, made.made_words]]
    sheets = [
        Grid(
            _("Extract"),
            [_("Section"), _("Text")],
            [*head, *told, *([made.sources_title, text] for text in made.sources)],
        )
    ]
    sheets += [
        Grid(section.title, section.table.head, section.table.rows) for section in made.sections if section.table
    ]
    return sheets
