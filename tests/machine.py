"""What this machine offers to the tests, and what happens without it: a skip that says why, a failure when STRICT=1."""

import os
import shutil
import subprocess

import pytest

STRICT = os.environ.get("STRICT") == "1"


def browser_path():
    """Chromium's command, or None. CHROMIUM names another one."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def describe_browser():
    path = browser_path()
    if not path:
        return "none found, browser journeys skipped"
    told = subprocess.run([path, "--version", "--no-sandbox"], capture_output=True, text=True, check=False).stdout
    return " ".join(told.split("built on")[0].split()) or path


def missing(what):
    """Skip the test for want of `what`, a sentence; in strict mode nothing may be missing."""
    if STRICT:
        pytest.fail(f"{what} (STRICT=1 allows no skip)", pytrace=False)
    pytest.skip(what)
