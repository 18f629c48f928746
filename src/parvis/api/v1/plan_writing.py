"""Plans written over the API: begun, their tables as JSON or as a workbook. The same verbs and refusals as on the pages."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from ninja import File, Schema, Status
from ninja.files import UploadedFile
from pydantic import ConfigDict, Field

from parvis.access.errors import Refused
from parvis.access.models import Marking
from parvis.access.queries import require
from parvis.access.roles import Can
from parvis.api.v1.places import ProblemOut, account_of
from parvis.api.v1.plan_rows import TablesIn, TablesOut, read_of
from parvis.api.v1.plan_shapes import parts_shown
from parvis.api.v1.plans import UNREAD, UNWRITTEN, WholePlanOut, router, whole
from parvis.content.layout.guard import MAX_WORKBOOK
from parvis.content.schemas import ExercisePack, PlanPack
from parvis.exercises.queries import exercised
from parvis.people.models import Account
from parvis.places.models import Place
from parvis.places.queries import place as the_place
from parvis.plans import actions, queries, tables
from parvis.reports.plan.workbook import plan_xlsx

__all__ = ["router"]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 20  # sentences of a refusal


class PlanIn(Schema):
    model_config = ConfigDict(extra="forbid")

    id: UUID = Field(description="chosen by you: sent twice, the plan is begun once")
    place: UUID
    title: str = Field(min_length=1, max_length=200)
    kind: str = Field("site", pattern="^(site|event|municipal|other)$")
    starter: str = Field("", max_length=200, description="URN of a plan or exercise pack in use; empty: an empty plan")
    channels: list[str] = Field([], max_length=20, description="names of the usual ones")
    review_on: date | None = None


class RemarkOut(Schema):
    cell: str
    text: str


class TakenOut(Schema):
    """`edition`: of the plan now. `rows`: how many differ. `remarks`: what was not taken as it stands."""

    edition: int
    rows: int
    remarks: list[RemarkOut]


@router.post("", response={201: WholePlanOut, 409: ProblemOut, **UNWRITTEN}, url_name="plans_new")
def begin(request: HttpRequest, data: PlanIn) -> Status[dict[str, Any]]:
    """Begin a plan, empty or with what a pack holds, in the language of the request."""
    account = account_of(request)
    place = the_place(account, data.place)
    known = queries.plans(account).filter(pk=data.id, place=place).first()
    made = known or actions.write_plan(
        account, place, pack=_starter(account, place, data.starter), **data.model_dump(exclude={"place", "starter"})
    )
    return Status(201, whole(account, queries.plan_by_id(account, made.pk)))


def _starter(account: Account, place: Place, urn: str) -> ExercisePack | PlanPack | None:
    if not urn:
        return None
    for one in queries.starters_for(account, place, plans=True):
        if one.pack.urn == urn:
            return one.pack
    raise Refused(_("No pack in use with which a plan begins has this name. Nothing was written."), "starter")


@router.get("/{uuid:pk}/tables", response={200: TablesOut, **UNREAD}, url_name="plan_tables")
def tables_out(request: HttpRequest, pk: UUID) -> dict[str, Any]:
    """The tables of a plan, in the shape in which they can be put back."""
    account = account_of(request)
    plan = queries.plan_by_id(account, pk)
    return parts_shown(queries.whole(account, plan)) | {"edition": plan.edition}


@router.put("/{uuid:pk}/tables", response={200: TablesOut, 409: ProblemOut, **UNWRITTEN}, url_name="plan_tables_put")
def tables_in(request: HttpRequest, pk: UUID, data: TablesIn) -> dict[str, Any]:
    """Put tables in place of those that are there: all of it, or nothing. A row with the id of another name is renamed."""
    account = account_of(request)
    plan = queries.plan_by_id(account, pk)
    require(account, Can.PLAN, plan)
    read = read_of(data)
    _refuse(tables.take(account, plan, data.edition, read, exercised(account, plan), whole=True)[1])
    return tables_out(request, pk)


@router.get("/{uuid:pk}/workbook", response={200: None, **UNREAD}, url_name="plan_workbook")
def workbook_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The tables of a plan as an Excel workbook."""
    account = account_of(request)
    plan = queries.plan_by_id(account, pk)
    data = plan_xlsx(queries.whole(account, plan), Marking(plan.marking).label)
    name = f"{slugify(plan.title) or 'plan'}.xlsx"
    return HttpResponse(data, XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@router.post("/{uuid:pk}/workbook", response={200: TakenOut, 409: ProblemOut, **UNWRITTEN}, url_name="plan_workbook_in")
def workbook_in(
    request: HttpRequest, pk: UUID, edition: int, file: File[UploadedFile], *, look: bool = False
) -> dict[str, Any]:
    """Take a workbook in: all of it, or nothing. With `look` nothing is changed: what would be, and what stands against it."""
    account = account_of(request)
    plan = queries.plan_by_id(account, pk)
    require(account, Can.PLAN, plan)
    read = tables.read(file.read(MAX_WORKBOOK + 1))
    changes, against = tables.take(account, plan, edition, read, exercised(account, plan), whole=True, look=look)
    if not look:
        _refuse(against)
    plan.refresh_from_db(fields=["edition"])
    remarks = [{"cell": one.cell, "text": one.text} for one in (*read.remarks, *against)]
    return {"edition": plan.edition, "rows": len(changes), "remarks": remarks}


def _refuse(against: list[tables.Remark]) -> None:
    if against:
        said = " ".join(f"{one.cell}: {one.text}" for one in against[:SHOWN])
        raise Refused(_("Nothing was changed. %(sentences)s") % {"sentences": said})
