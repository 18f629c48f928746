"""Every table of the domain rooms says where its place is, what marks it and who wrote it: the access rule needs all three."""

from typing import Any

import pytest
from django.apps import apps

from parvis.people.models import Account, Organisation
from parvis.places.models import Place
from tests.repository import tree
from tests.repository.tree import nothing

ROOMS = ("files", "places", "assessment", "solutions", "plans", "exercises", "residents", "exchange")

#: Tables that hold nothing to protect, and why.
OPEN = {
    "residents.SpentForm": "a digest that a form was handed in: leads to no place and no answer",
    "exchange.Peer": "the public key of another installation, pinned by name",
}

MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in ROOMS and model._meta.label not in OPEN and not model._meta.auto_created
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_table_declares_what_protects_it(model: Any):
    missing = [name for name in ("PLACE", "MARKINGS", "AUTHOR") if not hasattr(model, name)]
    nothing(missing)
    assert model.MARKINGS, "without a marking the table would be open to every account"
    for path in model.MARKINGS:
        assert last_field(model, path).get_internal_type() == "PositiveSmallIntegerField"
    if model.PLACE:
        assert last_field(model, model.PLACE.removesuffix("__")).related_model is Place
    else:
        assert last_field(model, "owner_id").related_model is Organisation
    if model.AUTHOR:
        assert last_field(model, model.AUTHOR).related_model is Account


def last_field(model: Any, path: str):
    """The field at the end of a look-up, following relations; `owner_id` is the field `owner`."""
    field: Any = None
    for step in path.split("__"):
        options = (field.related_model if field else model)._meta
        field = options.get_field(step.removesuffix("_id"))
    return field


def test_the_list_of_open_tables_is_not_longer_than_needed():
    unknown = [name for name in OPEN if name not in {model._meta.label for model in apps.get_models()}]
    nothing(unknown)
    nothing([name for name in OPEN if hasattr(apps.get_model(name), "MARKINGS")])


def test_no_address_holds_a_number_that_can_be_counted_up():
    guessable = [
        f"{tree.short(path)}: {line.strip()}"
        for path in tree.python(tree.SOURCE / "web") + tree.python(tree.SOURCE / "api")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "<int:" in line or "{int:" in line
    ]
    nothing(guessable)
