"""The WSGI application that granian serves."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "parvis.config.settings")
application = get_wsgi_application()

# Loads every page now, not for the first reader. What is loaded stays, so the collector need not walk through it again:
# each such walk held up all readers of the process for more than a tenth of a second (bench/pages.py).
get_resolver().url_patterns  # noqa: B018  # reading it is what loads the pages
gc.freeze()
gc.set_threshold(20_000, 10, 10)
gc.enable()  # `parvis serve` switches it off while it starts

# A thread that comes back from a question to the database waits for Python until the other has had its turn, as a rule 5 ms:
# with forty questions a page that adds up to more than the page itself (bench/pages.py).
sys.setswitchinterval(0.0005)
