"""A deliverable as a file for a spreadsheet: the live table of a cost-benefit analysis, every note of any other grid. A file
knows its ETag before it is made, so that what somebody holds already is not made again."""

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.core.cache import caches
from django.http import HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter as letter

from capacities import figures, text
from capacities.accounts.models import shown_name
from capacities.pdf import digest_of
from capacities.pdf.sources import TOKENS
from capacities.pdf.tokens import tokens

from .costbenefit.lines import BALANCE, balance_of
from .costbenefit.table import csv_text, defused
from .costbenefit.workbook import About, stored, workbook
from .grid.address import Address, own_row_id
from .grid.layout import ANSWER, NOTE, ROW, STATE, STATES
from .grid.values import shown
from .live import notes_at, notes_now, sheets_at, sheets_now

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KINDS = {NOTE: "note", ROW: "ligne ajoutée", ANSWER: "réponse", STATE: "état"}
HERE = Path(__file__).resolve().parent
COMPUTING = ("api", "appraisal", "costbenefit", "grid")  # the packages that make what a file says
SHARED = (Path(figures.__file__), Path(text.__file__), TOKENS)  # how it says it


@dataclass(frozen=True)
class File:
    etag: str
    label: str
    kind: str
    make: Callable[[], bytes]

    def body(self):
        """The bytes, made the first time only."""
        cache, key = caches["documents"], hashlib.sha256(f"{self.kind}{self.label}{self.etag}".encode()).hexdigest()
        found = cache.get(key)
        if found is None:
            found = self.make()
            cache.set(key, found)
        return found


def table(deliverable, kind, *, snapshot=None, url=""):
    """The deliverable as it is now, or as it was frozen in `snapshot`. `url` is where the portal shows it."""
    grid = (snapshot or deliverable).grid_version.grid
    status = f"Version {snapshot.number}" if snapshot else "Brouillon"
    if grid.results == "cost-benefit":
        make, names = _balance_made(deliverable, grid, kind, snapshot, status, url), []
    else:
        make, names = _notes_made(deliverable, grid, kind, snapshot), shown_names(deliverable)
    label = f"{deliverable.title} {deliverable.usecase.title} {status}"
    return File(etag_of(deliverable, kind, snapshot and snapshot.number, url, *names), label, kind, make)


def etag_of(deliverable, *parts):
    """Tells all that is shown and the code that shows it, but names: a file that carries some gives `shown_names` among its
    `parts`. Weak: two workbooks that say the same differ by the hour at which they were made."""
    sources = sorted([*SHARED, *HERE.glob("*.py"), *(path for folder in COMPUTING for path in (HERE / folder).rglob("*.py"))])
    told = (
        digest_of(sources), deliverable.pk, deliverable.epoch, deliverable.revision, deliverable.grid_version.digest,
        deliverable.title, deliverable.usecase.title, *parts,
    )  # fmt: skip
    return f'W/"{deliverable.revision}-{hashlib.sha256(repr(told).encode()).hexdigest()[:16]}"'


def shown_names(deliverable):
    """The names under which its authors are read today: they change, or go with the account, without a revision. One query."""
    authors = deliverable.changes.order_by("author").values_list("author__name", "author__email").distinct()
    return [shown_name(name, email) for name, email in authors]


def delivered(request, file):
    """The answer that hands `file` over, or 304 when the asker holds it. Nobody else may keep it."""
    response = get_conditional_response(request, etag=file.etag)
    if response is None:
        response = HttpResponse(file.body(), content_type=TYPES[file.kind])
        response["Content-Disposition"] = disposition(file.label, file.kind)
    response["ETag"] = file.etag
    response["Cache-Control"] = "private, no-cache"
    return response


def disposition(label, extension):
    """`attachment` under a name that says what the file is, with its accents for those who read them (RFC 5987)."""
    ascii_name = f"{slugify(label)[:120].strip('-') or 'livrable'}.{extension}"
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(label, safe='')}.{extension}"


def _balance_made(deliverable, grid, kind, snapshot, status, url):
    def make():
        balance = balance_of(sheets_at(snapshot) if snapshot else sheets_now(deliverable), deliverable.begun)
        sheet = grid.sheet_by_id[BALANCE]
        if kind == CSV:
            return csv_text(balance, sheet).encode()
        day = timezone.localdate(snapshot.at if snapshot else deliverable.updated_at)
        about = About(deliverable.title, deliverable.usecase.title, day, grid.licence, tokens(), status, url)
        return workbook(balance, sheet, about)

    return make


def _notes_made(deliverable, grid, kind, snapshot):
    def make():
        notes = notes_at(deliverable, snapshot.revision) if snapshot else notes_now(deliverable.notes)
        head, rows = notes_table(grid, notes)
        return _notes_csv(head, rows) if kind == CSV else _notes_xlsx(head, rows)

    return make


def notes_table(grid, notes):
    """(headings, rows of texts): everything that was written, struck notes too, in the order in which it was."""
    fields = list(dict.fromkeys(f.label for sheet in grid.sheets for f in (*sheet.fields, *sheet.row_fields)))
    head = ["Feuille", "Ligne", "Colonne", "Genre", "Question", "Texte", "Réponse", *fields, "Par", "Le", "Barrée"]
    own = {own_row_id(note.id): note.text for note in notes if note.kind == ROW}
    rows = []
    for note in notes:
        address, carried, answer = Address.parse(note.address), {}, ""
        sheet = grid.sheet_by_id.get(address.sheet)
        question = sheet.question_by_id.get(address.question) if sheet else None
        if note.kind == ANSWER:
            answer = _answered(sheet, question, note.fields)
        elif sheet:
            labels = {row.id: row.label for row in sheet.rows} | own
            known = sheet.row_fields if note.kind == ROW else sheet.fields
            carried = {field.label: shown(field, note.fields.get(field.id, ""), labels) for field in known}
        rows.append([
            sheet.title if sheet else address.sheet,
            own.get(address.row) or _label(sheet and sheet.row_by_id, address.row),
            _label(sheet and sheet.column_by_id, address.column),
            KINDS[note.kind],
            question.text if question else address.question,
            STATES.get(note.text, note.text) if note.kind == STATE else note.text,
            answer,
            *(carried.get(label, "") for label in fields),
            str(note.author),
            f"{timezone.localtime(note.updated_at):%d/%m/%Y %H:%M}",
            "oui" if note.struck else "",
        ])  # fmt: skip
    return head, rows


def _label(parts, id):
    """The name of a row or column, its id when the grid knows it no more."""
    return parts[id].label if parts and id in parts else id


def _answered(sheet, question, fields):
    if question is None:
        return fields.get("value") or fields.get("choice", "")
    if question.input:
        return shown(question.input, fields.get("value", ""))
    choice = sheet.answer_by_id.get(fields.get("choice", ""))
    return choice.label if choice else ""


def _notes_csv(head, rows):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([defused(text) for text in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def _notes_xlsx(head, rows):
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Notes")
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", f"A1:{letter(len(head))}{len(rows) + 1}"
    for at in range(1, len(head) + 1):
        sheet.column_dimensions[letter(at)].width = 60 if head[at - 1] in ("Texte", "Question") else 20
    sheet.append([_text(sheet, text, font=Font(bold=True)) for text in head])
    for row in rows:
        sheet.append([_text(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _text(sheet, text, font=None):
    """A cell that holds a text whatever it begins with: « =1+1 » is what somebody wrote, no formula."""
    cell = WriteOnlyCell(sheet, stored(text))
    cell.data_type = "s"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if font:
        cell.font = font
    return cell
