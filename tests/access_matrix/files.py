"""A photo in the world of the permission table."""

import io

from PIL import Image

from parvis.files.actions import take_in
from tests.access_matrix.world import World


def build(world: World) -> None:
    data = io.BytesIO()
    Image.new("RGB", (8, 6), "grey").save(data, "JPEG")
    world.ids["photo"] = take_in(world.people["coordinator"], world.place, data.getvalue()).pk
