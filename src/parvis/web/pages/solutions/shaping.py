"""The page of an option: its measures on the place, its risks before and after, its side effects, its costs, its stages."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.access.queries import may
from parvis.access.roles import Can
from parvis.content.queries import label, term
from parvis.exercises.queries import reopening
from parvis.people.models import Account
from parvis.solutions import queries
from parvis.solutions.models import Comparison, DesignStage, Option, Placement
from parvis.solutions.rules import ITEMS, SideSum, life_cost
from parvis.web.components.effects import effect_words
from parvis.web.pages.assessment.existing import bounds
from parvis.web.pages.places.maps import collection, feature
from parvis.web.pages.reading import signed_in
from parvis.web.pages.solutions.shapeforms import COST_LABELS
from parvis.web.templatetags.parvis import tlp

COUNTED = {"staff_hours", "years", "discount_rate"}  # items that are no euros


@signed_in
def option(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """All that is known of one option at a stage of its design; `?stage=` looks back."""
    found = queries.option(account, pk)
    reached = queries.stages(account, found)
    wanted = request.GET.get("stage", "")
    stage = next((row for row in reached if row.kind == wanted), reached[-1] if reached else None)
    now = stage is None or stage == reached[-1]
    choice = found.comparison
    moving = choice.state == Comparison.State.DRAFT or _chosen(account, found)
    context = {
        "option": found,
        "comparison": choice,
        "place": found.place,
        "tlp": tlp(max(choice.marking, found.place.marking)),
        "stage": stage,
        "tabs": _tabs(reached, stage),
        "lessons": reopening(account, option=found),
        "bounds": bounds(found.place),
        "layers": json.dumps(
            [reverse("solutions:option_map", args=[found.pk]) + (f"?stage={stage.kind}" if stage else "")]
        ),
        "placements": [_placed(row) for row in queries.placements(account, stage)],
        "unplaced": _unplaced(account, found, stage),
        "shifts": queries.shifts(account, found, stage),
        "effects": [_effect(row) for row in queries.side_effects(found)],
        "costs": _costs(stage),
        "promise": queries.promises(account, found, reached) if len(reached) > 1 else None,
        "may_shape": now and moving and may(account, Can.SOLVE, found),
        "may_judge": now and may(account, Can.JUDGE, found) and (moving or choice.state != Comparison.State.DECIDED),
        "may_go_on": now and moving and may(account, Can.SOLVE, found) and _later(stage),
    }
    return render(request, "solutions/option_page.html", context)


def _chosen(account: Account, option: Option) -> bool:
    return queries.decisions(account, option.place_id).filter(option=option).exists()


def _later(stage: DesignStage | None) -> list[DesignStage.Kind]:
    """The stages that may follow."""
    order = list(DesignStage.Kind)
    return order[order.index(DesignStage.Kind(stage.kind)) + 1 :] if stage else order[1:]


def _tabs(reached: list[DesignStage], stage: DesignStage | None) -> list[dict[str, object]]:
    if len(reached) < 2:  # noqa: PLR2004 - one stage needs no choice
        return []
    return [{"label": row.get_kind_display(), "url": f"?stage={row.kind}", "current": row == stage} for row in reached]


def named(code: str) -> str:
    """A measure in the words of the catalogue, or its id where the catalogue no longer has it."""
    row = queries.measure(code)
    return label(row.label) if row else code


def _placed(row: Placement) -> dict[str, Any]:
    zone = row.zone.name if row.zone else (term("zone_kinds", row.zone_kind) if row.zone_kind else "")
    where = zone or (_("as drawn") if row.geometry is not None else _("the whole place"))
    return {"row": row, "name": named(row.measure), "where": where, "drawn": row.geometry is not None}


def _unplaced(account: Account, option: Option, stage: DesignStage | None) -> list[dict[str, str]]:
    """The measures of the option that stand nowhere yet."""
    placed = set(queries.placements(account, stage).values_list("measure", flat=True))
    return [
        {"id": row.id, "label": label(row.label)} for row in queries.picked(option.measures) if row.id not in placed
    ]


def _effect(row: SideSum) -> dict[str, Any]:
    return {
        "label": queries.vocabulary("side_effects").get(row.code, row.code),
        "worst": effect_words(row.worst) if row.worse else "",
        "best": effect_words(row.best) if row.better else "",
        "total": row.total,
        "worse": ", ".join(label(one.label) for one in row.worse),
        "better": ", ".join(label(one.label) for one in row.better),
        "silent": row.silent,
    }


def _costs(stage: DesignStage | None) -> dict[str, Any]:
    """Every item with its figure or None, and the sums."""
    given = stage.costs if stage else {}
    lines = [{"label": COST_LABELS[item][0], "value": given.get(item), "euros": item not in COUNTED} for item in ITEMS]
    return {"lines": lines, "sums": life_cost(given), "stated": bool(given), "years": given.get("years")}


@signed_in
def features(request: HttpRequest, account: Account, pk: str) -> HttpResponse:
    """The measures of an option that are drawn, for the map."""
    found = queries.option(account, pk)
    wanted = request.GET.get("stage", "")
    stage = next((row for row in queries.stages(account, found) if row.kind == wanted), queries.newest(account, found))
    rows = [_placed(row) for row in queries.placements(account, stage)]
    return collection(
        [
            feature(line["row"], kind="option", name=line["name"], detail=line["row"].note, label=_amount(line["row"]))
            for line in rows
            if line["drawn"]
        ]
    )


def _amount(row: Placement) -> str:
    return f"{row.quantity.normalize():f} {row.get_unit_display()}".strip() if row.quantity is not None else ""
