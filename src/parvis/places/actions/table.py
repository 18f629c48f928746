"""A register that comes as a table: CSV with a name, a category and a shape as WKT."""

import csv
import io
from dataclasses import dataclass, field

import shapely
from django.utils.translation import gettext as _

from parvis.access.errors import Refused
from parvis.content.queries import terms
from parvis.people.models import Account, Organisation
from parvis.places.actions.register import register_place, shape_refusal, twin_of
from parvis.places.rules import BadShape, check_shape

MAX_ROWS = 20_000
NEEDED = ("name", "category", "geometry")


@dataclass
class Report:
    """What came of a table: how many places were added, were there already, and which lines were left out, why."""

    added: int = 0
    known: int = 0
    refused: list[str] = field(default_factory=list)


def read_register(actor: Account, owner: Organisation, body: bytes) -> Report:
    """Add the places of a CSV table to the register. A line that cannot be used is left out with its reason."""
    report = Report()
    for number, row in enumerate(_rows(body), start=2):
        try:
            _take(actor, owner, row, report)
        except Refused as refused:
            report.refused.append(_("Line %(number)s: %(reason)s") % {"number": number, "reason": refused.sentence})
    return report


def _rows(body: bytes) -> list[dict[str, str]]:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(
            _("The table is not in UTF-8. Nothing was added: save it again as “CSV UTF-8”, then send it again.")
        ) from None
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text.partition("\n")[0], ",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), dialect=dialect)
        rows = [{str(key).strip().lower(): value or "" for key, value in row.items()} for row in reader]
    except csv.Error:
        raise Refused(_("This is not a CSV table. Nothing was added: save it again as CSV.")) from None
    missing = [name for name in NEEDED if not rows or name not in rows[0]]
    if missing:
        raise Refused(
            _("The table lacks the columns %(names)s. Nothing was added: the first line must name them.")
            % {"names": ", ".join(missing)}
        )
    if len(rows) > MAX_ROWS:
        raise Refused(_("The table has more than 20 000 lines. Nothing was added: send it in parts."))
    return rows


def _take(actor: Account, owner: Organisation, row: dict[str, str], report: Report) -> None:
    try:
        shape = shapely.force_2d(shapely.from_wkt(row["geometry"]))
        check_shape(shape, ("Polygon", "MultiPolygon"))
    except BadShape as bad:
        raise Refused(shape_refusal(bad.code)) from None
    except (shapely.errors.ShapelyError, ValueError, TypeError):
        raise Refused(_("The shape is not WKT, such as POLYGON ((5 48, 5.1 48, 5.1 48.1, 5 48)).")) from None
    name = row["name"].strip()[:200]
    if twin_of(owner.pk, shape, name):
        report.known += 1
        return
    register_place(
        actor,
        owner,
        name=name,
        category=_category(row["category"].strip()),
        geometry=shape,
        custodian=row.get("custodian", "")[:200],
        rationale=row.get("rationale", ""),
    )
    report.added += 1


def _category(word: str) -> str:
    """The code of a category that is written as code or in any language of the pack."""
    for code, labels in terms("categories").items():
        if word.casefold() in {code, *(label.casefold() for label in labels.values())}:
            return code
    return word
