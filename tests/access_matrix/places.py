"""The objects of the register in the world of the permission table."""

from shapely.geometry import Point, box

from parvis.access.models import Grant
from parvis.places.actions import ask_import, draw_entrance, draw_zone
from parvis.places.models import Candidate
from tests.access_matrix.world import World


def build(world: World) -> None:
    coordinator, place = world.people["coordinator"], world.place
    zone = draw_zone(coordinator, place, kind="inner_area", name="Inside", geometry=box(5, 48, 5.001, 48.0005))
    entrance = draw_entrance(coordinator, place, name="E1", geometry=Point(5, 48))
    run = ask_import(coordinator, world.city, file_name="city.osm.pbf", sha256="0" * 64)
    candidate = Candidate(
        owner=world.city,
        run=run,
        osm_id="way/1",
        name="Fountain",
        category="square",
        geometry=box(6, 48, 6.001, 48.001),
    )
    candidate.save()
    grant = Grant.objects.order_by("given").first()
    world.ids |= {
        "zone": zone.pk, "entrance": entrance.pk, "import": run.pk, "candidate": candidate.pk, "grant": grant and grant.pk,
        "account": world.people["reader"].pk,
        "membership": world.people["reader"].memberships.get().pk,
    }  # fmt: skip
