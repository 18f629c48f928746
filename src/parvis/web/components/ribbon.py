"""The thread of one place as a small bar: a box for each link, and one sentence for those who do not see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.web.components.record import part

PITCH = 12  # box of 10 and a gap of 2


@dataclass(frozen=True)
class Box:
    """Left edge and state of one link."""

    x: int
    state: str


@dataclass(frozen=True)
class Ribbon:
    """Width of the picture, its boxes and its sentence."""

    width: int
    parts: tuple[Box, ...]
    text: str


def ribbon(links: Sequence[object]) -> Ribbon:
    """Place the links side by side; the sentence names every link that is not done."""
    boxes = tuple(Box(PITCH * index, str(part(link, "state", "missing"))) for index, link in enumerate(links))
    done = sum(box.state == "done" for box in boxes)
    open_links = [
        f"{part(link, 'label', '')}: {part(link, 'state_label', '')}" for link in links if part(link, "state") != "done"
    ]
    sentence = _("%(done)s of %(all)s links done") % {"done": done, "all": len(boxes)}
    return Ribbon(max(PITCH * len(boxes) - 2, 1), boxes, "; ".join([sentence, *open_links]))
