"""Settings of the test suite: the product's own, with a throw-away data folder and quick password hashing."""

import os
import tempfile

os.environ.setdefault("PARVIS_DATA", tempfile.mkdtemp(prefix="parvis-test-"))

from parvis.config.settings import *  # noqa: F403
from parvis.config.settings import TASKS as _TASKS

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": _TASKS["default"] | {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
