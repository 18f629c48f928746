"""The service worker of a phone: one script, with the list of what it keeps for the pages under its address."""

import json
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static

WORKER = "built/visit-worker.js"
FONTS = tuple(
    f"built/fonts/noto-sans-{part}-{weight}-normal.woff2"
    for part in ("latin", "latin-ext", "greek")
    for weight in (400, 600, 700)
)
#: What every page needs to stand without network. Typefaces in the weights that are used.
COMMON = (
    "built/fonts.css", "built/icons.svg", "parvis/mark.svg", "parvis/tokens.css", "parvis/base.css", "parvis/layout.css",
    "parvis/components.css", "parvis/forms.css", "parvis/pictures.css", "parvis/map.css", "parvis/narrow.css",
    "parvis/print.css", *FONTS,
)  # fmt: skip


def worker_with(assets: Iterable[str], pages: Iterable[tuple[str, bytes]] = ()) -> HttpResponse:
    """`assets`: names of static files; `pages`: addresses with what stands there, the same for everybody."""
    kept = [{"url": static(name), "revision": digest(name)} for name in assets if digest(name)]
    kept += [{"url": url, "revision": sha256(page).hexdigest()[:16]} for url, page in pages]
    found = finders.find(WORKER)
    script = Path(str(found)).read_text(encoding="utf-8") if found else ""
    body = f"self.FILES_KEPT = {json.dumps(kept)};\n{script}"
    return HttpResponse(body, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


@lru_cache(maxsize=64)
def digest(name: str) -> str:
    found = finders.find(name)
    return sha256(Path(str(found)).read_bytes()).hexdigest()[:16] if found else ""
