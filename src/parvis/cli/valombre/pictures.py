"""Pictures for the visit: plainly drawings, of no real place, and a few kilobytes each."""

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

SIZE = (480, 320)
SKY, WALL, GROUND, KERB, INK, WOOD, GLASS, CLOTH = (
    "#dce6ea", "#cbb9a0", "#b9b4a8", "#8d887c", "#3c4043", "#8a6a4a", "#7f9aa8", "#b4584a",
)  # fmt: skip


def drawing(name: str) -> bytes:
    """One of the drawings as a JPEG file."""
    image = Image.new("RGB", SIZE, SKY)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 200, *SIZE), fill=GROUND)
    DRAWINGS[name](pen)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def _corner(pen: ImageDraw.ImageDraw) -> None:
    """A lowered kerb between bollards, and the place where a van would stand."""
    pen.polygon([(0, 235), (480, 215), (480, 228), (0, 250)], fill=KERB)
    for x in (30, 90, 150):
        pen.rounded_rectangle((x, 180, x + 16, 244), 6, fill=INK)
    pen.rectangle((230, 140, 400, 215), outline=INK, width=2)
    for x in (250, 350):
        pen.ellipse((x, 200, x + 30, 230), outline=INK, width=2)


def _passage(pen: ImageDraw.ImageDraw) -> None:
    """A passage between two houses, narrowed by a stall, with one lamp."""
    pen.rectangle((0, 30, 150, 260), fill=WALL)
    pen.rectangle((330, 30, 480, 260), fill=WALL)
    pen.rectangle((150, 210, 270, 262), fill=WOOD)
    pen.polygon([(140, 160), (280, 160), (262, 190), (158, 190)], fill=CLOTH)
    pen.line((310, 60, 310, 240), fill=INK, width=4)
    pen.ellipse((298, 46, 322, 70), fill="#f3d36b")


def _steps(pen: ImageDraw.ImageDraw) -> None:
    """Steps down to a quay, with water beyond."""
    pen.rectangle((0, 150, 480, 200), fill=GLASS)
    for step in range(5):
        pen.rectangle((120 - 14 * step, 200 + 18 * step, 360 + 14 * step, 216 + 18 * step), fill=KERB, outline=INK)


DRAWINGS: dict[str, Callable[[ImageDraw.ImageDraw], None]] = {
    "corner": _corner, "passage": _passage, "steps": _steps,
}  # fmt: skip
