"""CSV as spreadsheets and statisticians write it: encoding and separator are recognised, never guessed from one cell."""

import csv
import io
import re

from ..table import fused
from .answer import Refused
from .rows import HEAD_WITHIN, Cell, bounded, headings, recognised

SEPARATORS = {";": "point-virgule", "\t": "tabulation", ",": "virgule"}


def read(data, sheet):
    text, encoding = _decoded(data)
    known = set(headings(sheet))
    if mark := re.match(r"sep=(.)\r?\n", text):  # what Excel writes and reads to name the separator
        text, tried = text[mark.end() :], mark[1]
    else:
        tried = "".join(SEPARATORS)
    best = max(tried, key=lambda separator: recognised(_head_of(text, separator), known))
    try:
        rows = _parsed(text, best)
    except csv.Error as error:
        raise Refused(f"Ce fichier CSV est mal formé : {_csv_error(error)}") from error
    told = [("Format", "CSV"), ("Encodage", encoding), ("Séparateur", SEPARATORS.get(best, best))]
    return [(n, [Cell(fused(text)) for text in row]) for n, row in rows], told


def _csv_error(error):
    if "field larger" in str(error):
        return "une case est démesurée. Un guillemet est peut-être resté ouvert."
    return "un guillemet n’est pas refermé, ou du texte suit un guillemet fermé."


def _parsed(text, separator):
    return bounded(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1), str.strip)


def _head_of(text, separator):
    """The first rows, as far as they can be parsed: enough to see whether `separator` is the right one."""
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) == HEAD_WITHIN:
                break
    except csv.Error:
        pass  # told when the whole file is parsed
    return rows


def _decoded(data):
    for mark, codec, name in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
    ):
        if data.startswith(mark):
            return _decoded_as(data, codec, name)
    if data[1:2] == b"\0" or data[:1] == b"\0":
        return _decoded_as(data, "utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "UTF-16")
    if b"\0" in data:
        raise Refused("Ce fichier n’est ni un tableau CSV ni un classeur XLSX.")
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _decoded_as(data, "cp1252", "Windows-1252")


def _decoded_as(data, codec, name):
    try:
        return data.decode(codec), name
    except UnicodeDecodeError as error:
        raise Refused("Ce fichier n’est ni un tableau CSV ni un classeur XLSX, ou il a été coupé.") from error
