"""The mark as a picture in pixels, for phones that put the visit beside their other programs."""

import io
from functools import lru_cache

from PIL import Image, ImageDraw

GROUND, INK = "#1f5f74", "#fffefb"
UNITS = 32  # the mark is drawn on 22 units, with room around it for phones that cut the corners off
FINER = 4


@lru_cache(maxsize=4)
def app_icon(size: int) -> bytes:
    """A square PNG with the arch of the mark."""
    scale = size * FINER / UNITS
    picture = Image.new("RGB", (size * FINER, size * FINER), GROUND)
    pen = ImageDraw.Draw(picture)
    for left, right, top, thick in ((7, 25, 5, 2), (12, 20, 12, 2)):
        box = [at * scale for at in (left, top, right, top + right - left)]
        width = round(thick * scale)
        pen.arc(box, 180, 360, INK, width)
        foot, middle = 25 * scale, (top + (right - left) / 2) * scale
        pen.rectangle([box[0], middle, box[0] + width, foot], INK)
        pen.rectangle([box[2] - width, middle, box[2], foot], INK)
    out = io.BytesIO()
    picture.resize((size, size), Image.Resampling.LANCZOS).save(out, "PNG")
    return out.getvalue()
