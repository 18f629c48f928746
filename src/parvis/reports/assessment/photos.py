"""The photos as an annex: small, each with what it is about, the zone and the day."""

import base64
import io

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from PIL import Image

from parvis.files.queries import content
from parvis.reports.assessment import parts
from parvis.reports.assessment.case import Case
from parvis.reports.assessment.shots import Shot
from parvis.reports.document import Picture, Section

LARGEST = (900, 900)  # pixels: half a page in print
QUALITY = 80
#: So many; whoever wants more looks at them on the pages.
MOST = 24


def annex(case: Case) -> list[Section]:
    """Nothing where nobody took a photo."""
    if not case.photos:
        return []
    pictures, lost = [], 0
    for shot in case.photos[:MOST]:
        try:
            pictures.append(_picture(shot))
        except FileNotFoundError:
            lost += 1
    words = []
    more = len(case.photos) - MOST
    if more > 0:
        words.append(ngettext("%(n)d more photo stands on the pages.", "%(n)d more photos stand on the pages.", more) % {"n": more})  # fmt: skip
    if lost:
        words.append(ngettext("%(n)d photo could not be read.", "%(n)d photos could not be read.", lost) % {"n": lost})
    return [Section(_("Annex: photos"), words, pictures=pictures, own_page=True, columns=2)]


def _picture(shot: Shot) -> Picture:
    width, height, jpeg = _small(content(shot.photo))
    image = f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{jpeg}"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">{image}</svg>'
    words = " · ".join(filter(None, [shot.about, shot.zone, parts.day(shot.photo.taken_on), shot.photo.caption]))
    return Picture(svg, words, jpeg=jpeg)


def _small(body: bytes) -> tuple[int, int, str]:
    with Image.open(io.BytesIO(body)) as found:
        image = found.convert("RGB")
    image.thumbnail(LARGEST)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY)
    return image.width, image.height, base64.b64encode(out.getvalue()).decode()
