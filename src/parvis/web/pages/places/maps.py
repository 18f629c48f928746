"""What the maps draw: GeoJSON of what the reader may see, and the base map of the city."""

import json
from typing import Any, Protocol
from uuid import UUID

import shapely
from django.conf import settings
from django.db.models import BinaryField
from django.db.models.functions import Cast
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.formats import localize

from parvis.assessment import queries as assessment
from parvis.content.queries import choices, term
from parvis.people.models import Account
from parvis.places import queries
from parvis.places.actions import title
from parvis.places.models import Place, Shaped
from parvis.web.pages.reading import signed_in

NOBODY = UUID(int=0)  # stands in an address for the place that comes there
dumps = json.dumps


class Drawn(Protocol):
    geometry: Any


def feature(row: Drawn, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": json.loads(shapely.to_geojson(row.geometry)), "properties": properties}


def collection(features: list[dict[str, Any]]) -> HttpResponse:
    return as_geojson(JsonResponse({"type": "FeatureCollection", "features": features}))


def as_geojson(response: HttpResponse) -> HttpResponse:
    response["Content-Type"] = "application/geo+json"
    response["Cache-Control"] = "private, no-store"
    return response


def in_view(request: HttpRequest) -> Any:
    """The part of the map that is asked for (?bbox=west,south,east,north), or everything."""
    try:
        west, south, east, north = (float(part) for part in request.GET.get("bbox", "").split(","))
    except ValueError:
        return None
    return Shaped.within(west, south, east, north)


@signed_in
def register(request: HttpRequest, account: Account) -> HttpResponse:
    """The places that the reader may see. A whole city at once, so it is written as text: the shapes by one call."""
    rows = queries.places(account)
    view = in_view(request)
    rows = rows.filter(view) if view is not None else rows
    raw = Cast("geometry", BinaryField())  # thousands of shapes: read by one call, too
    found = list(rows.order_by("id").values_list("id", "name", "category", raw))
    shapes = shapely.to_geojson(shapely.from_wkb([bytes(shape) for *_rest, shape in found]))
    labels = dict(choices("categories"))
    words = {
        code: f'"detail":{dumps(labels.get(code, code))},"category":{dumps(code)}' for code in {row[2] for row in found}
    }
    before, after = reverse("places:place", args=[NOBODY]).split(str(NOBODY))
    parts = (
        f'{{"type":"Feature","geometry":{shape},"properties":'
        f'{{"kind":"place","name":{dumps(name)},{words[code]},"url":"{before}{pk}{after}"}}}}'
        for (pk, name, code, _raw), shape in zip(found, shapes, strict=True)
    )
    return as_geojson(HttpResponse(f'{{"type":"FeatureCollection","features":[{",".join(parts)}]}}'))


@signed_in
def candidates(request: HttpRequest, account: Account) -> HttpResponse:
    """The candidates that wait for a decision."""
    rows = queries.candidates(account).filter(state="new")
    return collection(
        [
            feature(
                row, kind="candidate", name=title(row), detail=term("categories", row.category), category=row.category
            )
            for row in rows
        ]
    )


@signed_in
def place(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """One place with its zones, entrances and existing measures."""
    found = queries.place(account, pk)
    features = [feature(found, kind="outline", name=found.name, detail="")]
    features += [
        feature(zone, kind="zone", name=zone.name, detail=term("zone_kinds", zone.kind))
        for zone in queries.zones(account, found.pk)
    ]
    for entrance in queries.entrances(account, found.pk):
        width = f"{localize(entrance.width_m)} m" if entrance.width_m is not None else ""
        features.append(feature(entrance, kind="entrance", name=entrance.name, detail=width))
    return collection(features + measure_features(account, found))


def measure_features(account: Account, of: Place) -> list[dict[str, Any]]:
    """The existing measures of a place that have a position, with their state."""
    return [
        feature(
            row,
            kind="measure",
            state=row.state,
            name=assessment.measure_name(row),
            detail=row.note,
            state_label=term("measure_states", row.state),
        )
        for row in assessment.measures(account, of.pk)
        if row.geometry is not None
    ]


@signed_in
def city(request: HttpRequest, account: Account) -> HttpResponseBase:
    """The base map made from the city's own extract, in byte ranges: no other server learns what is looked at."""
    path = settings.DATA / "tiles" / "city.pmtiles"
    if not path.exists():
        raise Http404
    size = path.stat().st_size
    wanted = byte_range(request.headers.get("Range", ""), size)
    if wanted is None:
        return FileResponse(path.open("rb"), content_type="application/vnd.pmtiles")
    first, last = wanted
    with path.open("rb") as file:
        file.seek(first)
        response = HttpResponse(file.read(last - first + 1), status=206, content_type="application/vnd.pmtiles")
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, max-age=3600"
    response["ETag"] = f'"{path.stat().st_mtime_ns:x}"'
    return response


def byte_range(header: str, size: int) -> tuple[int, int] | None:
    """The first and last byte of a single range (RFC 9110, section 14.1.2), or None for the whole file."""
    unit, _sign, span = header.partition("=")
    first, dash, last = span.partition("-")
    if unit != "bytes" or not dash or not first.isdigit() or (last and not last.isdigit()):
        return None
    start, end = int(first), min(int(last) if last else size - 1, size - 1)
    return (start, end) if start <= end else None
