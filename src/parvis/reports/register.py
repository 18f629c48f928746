"""The register as GeoJSON, CSV and Excel: what the account may see, and nothing else."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

import shapely
import xlsxwriter
from django.utils.translation import gettext as _

from parvis.access.models import Marking
from parvis.content.queries import term
from parvis.places.models import Place

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, CSV injection)."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def columns() -> dict[str, str]:
    return {
        "urn": _("Stable name"),
        "name": _("Name"),
        "category": _("Category"),
        "owner": _("Managing body"),
        "custodian": _("Custodian"),
        "rationale": _("Why it is in the register"),
        "marking": _("Marking"),
        "geometry": _("Shape (WKT, longitude and latitude)"),
    }


def rows(places: Iterable[Place]) -> list[list[Any]]:
    return [
        [
            place.urn,
            place.name,
            term("categories", place.category),
            place.owner.name,
            place.custodian,
            place.rationale,
            Marking(place.marking).label,
            shapely.to_wkt(place.geometry, rounding_precision=7),
        ]
        for place in places
    ]


def to_csv(places: Sequence[Place]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns().values())
    writer.writerows([harmless(value) for value in row] for row in rows(places))
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(places: Sequence[Place]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("Places"))
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, list(columns().values()), bold)
        for number, row in enumerate(rows(places), start=1):
            for column, value in enumerate(row):
                sheet.write_string(number, column, str(value)[:32_000])
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(places), len(columns()) - 1)
        sheet.set_column(0, len(columns()) - 1, 24)
        marking = max((place.marking for place in places), default=Marking.CLEAR)
        sheet.set_header(f"&R{Marking(marking).label}")
        sheet.set_footer(f"&C&P / &N&R{Marking(marking).label}")
    return out.getvalue()


def to_geojson(places: Sequence[Place]) -> bytes:
    features = [
        {
            "type": "Feature",
            "id": place.urn,
            "geometry": json.loads(shapely.to_geojson(place.geometry)),
            "properties": {
                "name": place.name,
                "category": place.category,
                "owner": place.owner.name,
                "custodian": place.custodian,
                "rationale": place.rationale,
                "marking": Marking(place.marking).label,
            },
        }
        for place in places
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


WRITERS = {"csv": to_csv, "xlsx": to_xlsx, "geojson": to_geojson}
