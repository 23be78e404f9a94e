"""The portal's own settings, with a data folder that vanishes after the run and what makes hundreds of tests quick."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="capacities-tests-")
_owner = os.getpid()
os.mkdir(f"{_data}/static")  # empty: tests read the files where they are
os.environ.update(CAPACITIES_DEMO="1", CAPACITIES_VAR=_data)
# What the shell happens to hold must not change what the tests see.
for name in (
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "DEBUG",
    "CAPACITIES_TLS",
    "REDIS_URL",
    "EMAIL_HOST",
):
    os.environ.pop(name, None)

from capacities.settings import *  # noqa: E402, F403
from capacities.settings import DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
# One database a run: two people, or two databases, may test on one machine at the same time.
DATABASES["default"].setdefault("TEST", {}).setdefault("NAME", f"test_capacities_{_owner}")


@atexit.register
def _forget():
    if os.getpid() == _owner:  # a forked child leaves the folder to its parent
        shutil.rmtree(_data, ignore_errors=True)
