"""Documents and exports, as downloads."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify

from parvis.people.models import Account
from parvis.places import queries as places
from parvis.reports.actions import DOCUMENTS, write_place, write_register
from parvis.reports.register import WRITERS
from parvis.web.pages.reading import signed_in

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
}


@signed_in
def register(request: HttpRequest, account: Account, kind: str) -> HttpResponse:
    if kind not in WRITERS:
        raise Http404
    return download(write_register(account, kind), f"register.{kind}", kind)


@signed_in
def place(request: HttpRequest, account: Account, pk: str, kind: str) -> HttpResponse:
    if kind not in DOCUMENTS:
        raise Http404
    found = places.place(account, pk)
    return download(write_place(account, found, kind), f"{slugify(found.name) or 'place'}.{kind}", kind)


def download(body: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=TYPES[kind], headers=headers)
