"""A spreadsheet or CSV file that comes back: what was understood in it, what it would change, and every error at once.

Nothing is written here and nothing is guessed: what can be read two ways is asked, as in `grid.amounts`. A file may be
hostile: sizes are bounded before anything is parsed, and whatever a file holds, `understood` answers in French."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter as column_letter

from capacities.figures import number
from capacities.text import clean, typo

from ...grid.address import own_row_id
from ...grid.amounts import Unreadable
from ...grid.values import NUMBERS, decimal, read
from ..lines import KINDS
from ..table import ID, LABEL, NATURE, NATURES, PLACE, SIDE, SIDES, STAKEHOLDER, cells, columns, fused, key, names
from ..workbook.book import LINES
from ..workbook.helpers import HELPERS
from ..workbook.text import restored

MAX_BYTES = 5 * 2**20
MAX_UNPACKED = 100 * 2**20
MAX_PARTS = 500  # files inside an XLSX
MAX_TAGS, MAX_ROW_TAGS = 1_500_000, 200_000  # in one of them, and in one row of a sheet
MAX_SHEETS = 30
MAX_LINES = 2000
MAX_COLUMNS = 100
MAX_ROWS = 100_000  # of a sheet, blank ones included
MAX_CELL = 20_000  # signs
MAX_TEXT, MAX_NAME = 4000, 120  # signs of a note and of a stakeholder's name, as the journal takes them
HEAD_WITHIN = 20  # rows in which the headings are looked for
NECESSARY = (STAKEHOLDER, SIDE, NATURE, LABEL)
SEPARATORS = {";": "point-virgule", "\t": "tabulation", ",": "virgule"}


class Refused(ValueError):
    """The file cannot be read at all. The message is a French sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to correct. `line` is the number of the row as a spreadsheet shows it, None for the whole file; `letter`
    that of its column; `value` what was found there."""

    message: str
    line: int | None = None
    column: str = ""
    letter: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class NewStakeholder:
    """A row to add: `id` is that of the note that will name it, `row` the row id that follows from it."""

    id: UUID
    row: str
    label: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A line ready to be written: place, text and canonical fields (those that say something). `id` is that of the line it
    corrects, "" for a new one; `changes` are (column, before, after) as people read them."""

    number: int
    id: str
    row: str
    column: str
    text: str
    fields: dict
    moved: bool = False  # to another cell of the balance
    changes: tuple = ()

    @property
    def state(self):
        return "new" if not self.id else "changed" if self.changes else "unchanged"


@dataclass
class Understanding:
    """`told` says how the file was read, as (what, how); `remarks` are sentences that forbid nothing, `faults` those that
    forbid to import."""

    told: list[tuple[str, str]] = field(default_factory=list)
    lines: list[Prepared] = field(default_factory=list)
    stakeholders: list[NewStakeholder] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def in_state(self, state):
        return [line for line in self.lines if line.state == state]

    @property
    def nothing_to_change(self):
        return not self.faults and len(self.in_state("unchanged")) == len(self.lines)

    @property
    def importable(self):
        return not self.faults and not self.nothing_to_change


@dataclass(frozen=True, slots=True)
class _Cell:
    """`text` as read; `exact` the number of a spreadsheet's numeric cell, `percent` when it is shown as one."""

    text: str
    exact: Decimal | None = None
    percent: bool = False


_EMPTY = _Cell("")


def understood(data, filename, sheet, balance, *, new_id=uuid4):
    """What the file `data` says of `balance`, whose schema is `sheet`. Never raises: what is wrong is in the answer."""
    found = Understanding(told=[("Fichier", clean(filename)[:100])])
    try:
        rows, told = _rows(data, sheet)
        found.told += told
        _Reader(found, sheet, balance, new_id).read(rows)
    except Refused as refusal:
        found.faults.append(Fault(typo(str(refusal))))
    return found


# From bytes to rows of cells


def _rows(data, sheet):
    """([(number of the row, its cells)] without the blank ones, how they were read). Raises Refused."""
    if not data:
        raise Refused("Ce fichier est vide.")
    if len(data) > MAX_BYTES:
        raise Refused(f"Ce fichier dépasse {MAX_BYTES // 2**20} Mo, la limite d’un import.")
    if data.startswith(b"PK"):
        return _spreadsheet(data, sheet)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("C’est un ancien classeur .xls, ou un classeur protégé par un mot de passe. Enregistrez-le en .xlsx.")
    return _csv(data, sheet)


def _csv(data, sheet):
    text, encoding = _decoded(data)
    known = set(_headings(sheet))
    if mark := re.match(r"sep=(.)\r?\n", text):  # what Excel writes and reads to name the separator
        text, tried = text[mark.end() :], mark[1]
    else:
        tried = "".join(SEPARATORS)
    best = max(tried, key=lambda separator: _recognised(_head_of(text, separator), known))
    try:
        rows = _parsed(text, best)
    except csv.Error as error:
        raise Refused(f"Ce fichier CSV est mal formé : {_csv_error(error)}") from error
    told = [("Format", "CSV"), ("Encodage", encoding), ("Séparateur", SEPARATORS.get(best, best))]
    return [(n, [_Cell(fused(text)) for text in row]) for n, row in rows], told


def _csv_error(error):
    if "field larger" in str(error):
        return "une case est démesurée. Un guillemet est peut-être resté ouvert."
    return "un guillemet n’est pas refermé, ou du texte suit un guillemet fermé."


def _parsed(text, separator):
    return _bounded(enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1), str.strip)


def _bounded(rows, says):
    """The rows in which some cell says something. Raises Refused when there are more than a table may have."""
    found = []
    for n, row in rows:
        if any(map(says, row)):
            found.append((n, row))
            if len(found) > HEAD_WITHIN + MAX_LINES:
                raise Refused(_TOO_LONG)
            if any(map(says, row[MAX_COLUMNS:])):
                raise Refused(f"Ce tableau dépasse {MAX_COLUMNS} colonnes.")
    return found


_TOO_LONG = f"Ce tableau dépasse {number(MAX_LINES)} lignes, la limite d’un import. Coupez-le en plusieurs fichiers."


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


def _recognised(rows, known):
    return max((sum(key(text) in known for text in row) for row in rows), default=0)


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


def _spreadsheet(data, sheet):
    try:
        _guard(data)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return _best_sheet(book, sheet)
        finally:
            book.close()
    except Refused:
        raise
    except Exception as error:  # a damaged or hostile archive fails anywhere in zipfile, the XML parser or openpyxl
        raise Refused("Ce classeur est abîmé, ou n’est pas un vrai fichier XLSX. Enregistrez-le à nouveau.") from error


def _guard(data):
    """Refuse an archive whose parsing would cost more than a table of MAX_LINES lines ever does."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise Refused("Ce fichier est protégé par un mot de passe. Enregistrez-le sans protection.")
        inside = {part.filename for part in parts}
        if "content.xml" in inside:
            raise Refused("C’est un classeur OpenDocument (.ods). Enregistrez-le en .xlsx ou en CSV.")
        if "xl/workbook.xml" not in inside:
            raise Refused("Ce fichier compressé n’est pas un classeur XLSX.")
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Refused("Ce classeur est démesuré une fois décompressé.")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                with archive.open(part) as stream:
                    _guard_tags(stream)


_ENDS = re.compile(rb"</(?:\w+:)?(?:row|si)>")


def _guard_tags(stream):
    """openpyxl keeps one row, or one shared text, in memory at a time: none may be huge. Comments and document types, which
    no spreadsheet writes, are refused: they could hide where a row ends."""
    tags, in_row = 0, 0
    while chunk := stream.read(2**16):
        if b"<!" in chunk:
            raise Refused("Ce classeur contient du code XML inattendu.")
        here = chunk.count(b"<")
        tags, in_row = tags + here, here if _ENDS.search(chunk) else in_row + here
        if tags > MAX_TAGS or in_row > MAX_ROW_TAGS:
            raise Refused("Ce classeur est démesuré une fois décompressé.")


def _best_sheet(book, sheet):
    """The rows of « Lignes », else of the sheet whose headings are best recognised."""
    known, best = set(_headings(sheet)), (0, [], "")
    if not book.worksheets:
        raise Refused("Ce classeur n’a aucune feuille de calcul.")
    wanted = sorted(book.worksheets[:MAX_SHEETS], key=lambda one: key(one.title) != key(LINES))
    for one in wanted:
        head = [[text_of(cell.value) for cell in row] for row in _iterated(one, HEAD_WITHIN)]
        score = _recognised(head, known)
        if score > best[0] or not best[2]:
            best = (score, one, one.title)
        if score >= len(NECESSARY) and key(one.title) == key(LINES):
            break
    _, one, title = best
    rows = _bounded(enumerate(_iterated(one, MAX_ROWS), 1), lambda cell: cell.value not in (None, ""))
    return [(n, [_cell(cell) for cell in row]) for n, row in rows], [("Format", "classeur XLSX"), ("Feuille lue", clean(title))]


def _iterated(one, rows):
    return one.iter_rows(max_row=rows, max_col=MAX_COLUMNS + 1)


def _cell(cell):
    value = cell.value
    if value is None:
        return _EMPTY
    if isinstance(value, int | float) and not isinstance(value, bool):
        exact = Decimal(f"{value:.15g}") if abs(value) < 10**15 else None  # the digits that a spreadsheet itself keeps
        return _Cell(text_of(value), exact, "%" in (cell.number_format or ""))
    return _Cell(text_of(value))


def text_of(value):
    """What a cell of a spreadsheet says, as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, date):  # a datetime is one too
        return f"{value:%Y-%m-%d}"
    if isinstance(value, int | float):
        return f"{Decimal(f'{value:.15g}'):f}".replace(".", ",") if abs(value) < 10**15 else str(value)
    return restored(str(value))


def _headings(sheet):
    """Heading, in the form in which they are compared → column id. The id itself is understood too."""
    found = {}
    for column in columns(sheet):
        for name in (column.label, column.label.partition("(")[0], column.id):
            found.setdefault(key(name), column.id)
    return found


# From rows to lines


class _Reader:
    def __init__(self, found, sheet, balance, new_id):
        self.found, self.sheet, self.balance, self.new_id = found, sheet, balance, new_id
        self.columns = {column.id: column for column in columns(sheet)}
        self.names = names(balance)
        self.present = {line.id: line for line in balance.lines}
        self.row_of = {key(row): row for row in balance.labels} | {key(name): row for row, name in self.names.items()}
        self.label_of = dict(self.names)
        self.where = {}  # column id → its place in the row
        self.seen = {}  # identifier → number of its line
        self.dotted = False

    def read(self, rows):
        start = self._find_headings(rows)
        if start is None:
            return
        lines = [(n, row) for n, row in rows[start + 1 :] if any(self._at(row, id).text.strip() for id in self.where)]
        if len(lines) > MAX_LINES:
            raise Refused(_TOO_LONG)
        self.found.told.append(("Décimales", self._decimals(lines)))
        self.found.told.append(("Lignes lues", number(len(lines))))
        for n, row in lines:
            self._line(n, row)
        self._remark(lines)

    def _find_headings(self, rows):
        known = _headings(self.sheet)
        scores = [sum(key(cell.text) in known for cell in row) for _, row in rows[:HEAD_WITHIN]]
        if not scores or max(scores) < 2:
            wanted = ", ".join(f"« {PLACE[id]} »" for id in NECESSARY)
            raise Refused(f"Les titres des colonnes n’ont pas été trouvés. Il faut au moins {wanted}.")
        start = scores.index(max(scores))
        ours = {key(typo(heading)) for heading, _ in HELPERS.values()}
        number_of_head, head = rows[start]
        for at, cell in enumerate(head):
            id = known.get(key(cell.text))
            if id is None:
                if cell.text.strip() and key(cell.text) not in ours:
                    self.found.remarks.append(
                        typo(f"La colonne « {clean(cell.text)[:80]} » n’est pas connue : elle est ignorée.")
                    )
            elif id in self.where:
                self._fault(f"Deux colonnes s’appellent « {self.columns[id].label} ».", number_of_head, id, cell)
            else:
                self.where[id] = at
        absent = [PLACE[id] for id in NECESSARY if id not in self.where]
        if absent:
            told = ", ".join(f"« {label} »" for label in absent)
            self._fault(f"Il manque une colonne nécessaire : {told}." if len(absent) == 1 else
                        f"Il manque des colonnes nécessaires : {told}.", number_of_head)  # fmt: skip
            return None
        return start

    def _at(self, row, id):
        at = self.where.get(id)
        return row[at] if at is not None and at < len(row) else _EMPTY

    def _decimals(self, lines):
        """How decimals are written, in words. Where points part decimals, a comma may group thousands."""
        ids = [id for id in self.where if self.columns[id].field and self.columns[id].field.type in NUMBERS]
        told = [cell for _, row in lines for id in ids if (cell := self._at(row, id)).text]
        if any(cell.exact is not None for cell in told):
            return "celles du classeur"
        comma = any(re.search(r"\d,\d", cell.text) for cell in told)
        self.dotted = any(re.search(r"\d\.(\d{1,2}|\d{4,})(?!\d)", cell.text) for cell in told)
        if comma and self.dotted:
            return "virgule et point"
        return "point" if self.dotted else "virgule" if comma else "aucune"

    def _line(self, n, row):
        before, faults = self._existing(n, row), len(self.found.faults)
        shown = dict(zip(self.columns, cells(before, self.columns.values(), self.names), strict=True)) if before else {}
        said = {}
        for id in self.where:
            if id == ID:
                continue
            cell = self._at(row, id)
            if before and clean(cell.text) in _untouched(clean(shown[id])):
                continue  # as it was given out: the present word holds, whatever it is
            try:
                said[id] = self._word(id, cell, before)
            except Unreadable as refusal:
                self._fault(str(refusal), n, id, cell)
        if faults == len(self.found.faults):
            self._prepare(n, before, said, shown)

    def _existing(self, n, row):
        """The present line that a row names, None for a new one."""
        id = self._at(row, ID).text.strip().lower()
        if id and id in self.seen:
            self._fault(f"Cet identifiant est déjà celui de la ligne {self.seen[id]}.", n, ID, self._at(row, ID))
        elif id:
            self.seen[id] = n
        return self.present.get(id)

    def _word(self, id, cell, before):
        """The canonical word of a cell. Raises Unreadable."""
        if len(cell.text) > MAX_CELL:
            raise Unreadable(f"cette case compte plus de {number(MAX_CELL)} signes.")
        if id in _PLACES:
            return _PLACES[id](self, clean(cell.text))
        schema = self.columns[id].field
        if schema.type == "choice":
            return _chosen(schema, clean(cell.text))
        if schema.type == "row":
            return self._row(clean(cell.text)) if cell.text.strip() else ""
        if schema.type == "year":
            return read(schema, _year(clean(cell.text)))
        if schema.type in NUMBERS:
            return self._number(schema, cell, before.fields.get(id, "") if before else "")
        return read(schema, clean(cell.text))

    def _number(self, schema, cell, present):
        if cell.exact is None:
            typed = clean(cell.text)
            if self.dotted and re.fullmatch(r"[-−+]?\d{1,3},\d{3}", typed):
                whole, _, rest = typed.partition(",")
                raise Unreadable(f"{typed} : {whole}\u202f{rest} ou {whole},{rest.rstrip('0') or '0'} ? Écrivez l’un des deux.")
            return read(schema, typed)
        exact = cell.exact
        if schema.type == "percent":
            if cell.percent:
                exact *= 100
            elif 0 < abs(exact) < 1:
                small, big = number(exact), number(exact * 100)
                raise Unreadable(f"{small} : {small} % ou {big} % ? Donnez à cette case le format pourcentage.")
        if present and Decimal(f"{float(decimal(present)):.15g}") == exact:
            return present  # a spreadsheet keeps fifteen digits: the others have not been changed
        return read(schema, f"{exact:f}".replace(".", ","))

    def _stakeholder(self, text):
        if not text:
            raise Unreadable("la partie prenante manque.")
        return self._row(text)

    def _row(self, text):
        """The row of that name, added when there is none."""
        name = " ".join(text.split())
        if len(name) > MAX_NAME:
            raise Unreadable(f"ce nom compte {number(len(name))} signes et la limite est de {MAX_NAME}.")
        if key(name) not in self.row_of:
            id = self.new_id()
            new = NewStakeholder(id, own_row_id(id), name)
            self.found.stakeholders.append(new)
            self.row_of[key(name)], self.label_of[new.row] = new.row, name
        return self.row_of[key(name)]

    def _label(self, text):
        if not text:
            raise Unreadable("le libellé manque.")
        if len(text) > MAX_TEXT:
            raise Unreadable(f"ce texte compte {number(len(text))} signes et la limite est de {number(MAX_TEXT)}.")
        return text

    def _side(self, text):
        return _among(SIDES, text)

    def _nature(self, text):
        return _among(NATURES, text)

    def _prepare(self, n, before, said, shown):
        side, nature = KINDS[before.column] if before else (None, None)
        side, nature = said.get(SIDE, side), said.get(NATURE, nature)
        column = next((id for id, kind in KINDS.items() if kind == (side, nature)), None)
        if column is None:
            self._fault(
                "Seuls les coûts peuvent être cachés : un bénéfice est un investissement ou un fonctionnement.", n, NATURE
            )
            return
        row, text = said.get(STAKEHOLDER, before and before.row), said.get(LABEL, before and before.text)
        fields = dict(before.fields) if before else {}
        fields |= {id: word for id, word in said.items() if id not in PLACE}
        fields = {id: word for id, word in fields.items() if word}
        line = Prepared(n, before.id if before else "", row, column, text, fields)
        if before:
            changes = tuple(self._changes(line, before, shown))
            moved = (line.row, line.column) != (before.row, before.column)
            line = Prepared(n, before.id, row, column, text, fields, moved, changes)
        self.found.lines.append(line)

    def _changes(self, line, before, shown):
        """(column, before, after) for what a prepared line says otherwise than the present one."""
        after = cells(_As(line), self.columns.values(), self.label_of)
        words = {STAKEHOLDER: (before.row, line.row), LABEL: (before.text, line.text)}
        for column, text in zip(self.columns.values(), after, strict=True):
            was, now = words.get(column.id, (shown[column.id], text))
            if column.field:
                was, now = before.fields.get(column.id, ""), line.fields.get(column.id, "")
            if was != now:
                yield column.label, shown[column.id], text

    def _remark(self, lines):
        remarks, found = self.found.remarks, self.found
        known = {id for id in self.seen if id in self.present}
        strangers, left = len(self.seen) - len(known), len(self.present) - len(known)
        if ID not in self.where:
            remarks.append(typo("Sans la colonne « Identifiant », toutes les lignes sont ajoutées comme nouvelles."))
        if strangers:
            remarks.append(typo(f"{_count(strangers, 'identifiant inconnu', 'identifiants inconnus')} dans ce livrable : "
                                "ces lignes sont ajoutées comme nouvelles."))  # fmt: skip
        if left and ID in self.where:
            remarks.append(typo(f"{_count(left, 'ligne du livrable absente', 'lignes du livrable absentes')} du fichier : "
                                "rien n’est retiré."))  # fmt: skip
        if not lines and not found.faults:
            remarks.append("Ce tableau n’a aucune ligne.")

    def _fault(self, message, line=None, id="", cell=_EMPTY):
        column = self.columns[id].label if id else ""
        letter = column_letter(self.where[id] + 1) if id in self.where else ""
        message = typo(message[:1].upper() + message[1:])
        self.found.faults.append(Fault(message, line, column, letter, clean(cell.text)[:80]))


_PLACES = {STAKEHOLDER: _Reader._stakeholder, SIDE: _Reader._side, NATURE: _Reader._nature, LABEL: _Reader._label}


class _As:
    """A prepared line seen as a line of the balance, for the table to tell it."""

    def __init__(self, line):
        self.id, self.row, self.text, self.fields = line.id, line.row, line.text, line.fields
        self.side, self.nature = KINDS[line.column]


def _untouched(text):
    """How a cell that nobody touched may come back: as it went out, with the apostrophe that a spreadsheet shows, or through
    Windows-1252, where the signs it lacks become « ? », a minus sign a hyphen, a narrow space an ordinary one."""
    found = {text, f"'{text}"}
    for minus in "−-":
        for space in "\u202f ":
            near = text.replace("−", minus).replace("\u202f", space)
            found.add(near.encode("cp1252", "replace").decode("cp1252"))
    return found


def _among(words, text):
    """The member of `words` that `text` says, plural or not."""
    for member, word in words.items():
        if text and key(text).removesuffix("s") == key(word):
            return member
    raise Unreadable(f"« {text[:80]} » n’est pas compris. Écrivez {' ou '.join(words.values())}.")


def _chosen(schema, text):
    """The id of the choice that `text` names."""
    if not text:
        return ""
    for choice in schema.choices:
        if key(text) in (key(choice.label), key(choice.id)):
            return choice.id
    proposed = ", ".join(choice.label for choice in schema.choices)
    raise Unreadable(f"« {text[:80]} » n’est pas proposé. Choix possibles : {proposed}.")


def _year(text):
    """The year of a date, the text itself otherwise."""
    found = re.fullmatch(r"(?:\d{1,2}[/.-]\d{1,2}[/.-])(\d{4})|(\d{4})-\d{2}-\d{2}", text, re.ASCII)
    return found[1] or found[2] if found else text


def _count(many, one, several):
    return f"{number(many)} {one if many == 1 else several}"
