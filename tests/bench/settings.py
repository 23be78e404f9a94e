"""The portal as served, on a database and files that vanish after the run, with two empty pages to compare with."""

import atexit
import os
import shutil
import tempfile

_shared = os.environ.get("CAPACITIES_BENCH")  # set for the server that a bench starts on its own data
_data = _shared or tempfile.mkdtemp(prefix="capacities-bench-")
_owner = None if _shared else os.getpid()
os.environ.update(CAPACITIES_DEMO="1", CAPACITIES_VAR=_data, CAPACITIES_BENCH=_data)
os.environ.pop("DATABASE_URL", None)

from capacities.settings import *  # noqa: E402, F403

ROOT_URLCONF = "tests.bench.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# No write is refused for coming too fast: the clock is what is watched here.
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_CLASSES": []}  # noqa: F405


@atexit.register
def _forget():
    if os.getpid() == _owner:
        shutil.rmtree(_data, ignore_errors=True)
