"""What a grid may say. Every id is a stable word: a later version may reorder and reword, never rename."""

from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic import Field as AnnotatedField

Word = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Evidence = Literal["source", "verified", "to-check", "inferred"]

OWN_ROW = "x-"  # prefix of the id of a row that people added; no published row may begin so


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Part):
    """A text that a question leans on. `evidence` says whether the reference itself was checked."""

    name: Text
    publisher: str = ""
    evidence: Evidence = "to-check"


class Choice(Part):
    id: Word
    label: Text
    points: int | None = None  # what an answer is worth in a score; None leaves it out of the score
    sign: Literal["smile", "even", "frown"] | None = None  # drawn beside the label, which says it in words


class Field(Part):
    """Something a note may carry beside its text, or what a question asks for. `more` keeps it behind the disclosure of
    its sheet (`Sheet.more_label`), under the heading `group`; `least` and `most` bound numbers, percentages in percent.
    `shown` repeats it beside the note on the whole sheet, and gathers notes by its choices in the summary."""

    id: Word
    label: Text
    type: Literal["choice", "text", "integer", "decimal", "money", "percent", "year", "date", "row"] = "choice"
    choices: list[Choice] = []
    suggestions: list[Text] = []
    help: str = ""
    unit: str = ""
    empty: str = ""  # what a list says while nothing is chosen: often what then holds
    least: Decimal | None = None
    most: Decimal | None = None
    more: bool = False
    group: str = ""
    shown: bool = False

    @model_validator(mode="after")
    def chooses_only_among_choices(self):
        if (self.type == "choice") != bool(self.choices):
            raise ValueError(f"le champ {self.id} propose des choix si et seulement s’il est de type « choice »")
        return self

    def label_of(self, value):
        return next((choice.label for choice in self.choices if choice.id == value), "")

    def sign_of(self, value):
        return next((choice.sign for choice in self.choices if choice.id == value), None)


Steps = Annotated[int, AnnotatedField(ge=1, le=10)]


class Area(Part):
    """A place on a sheet of ten columns and ten lines, both counted from one."""

    left: Steps
    top: Steps
    width: Steps
    height: Steps

    @property
    def squares(self):
        return {(x, y) for x in range(self.left, self.left + self.width) for y in range(self.top, self.top + self.height)}


class Row(Part):
    """`area` is where a block stands when its board is drawn as one sheet."""

    id: Word
    label: Text
    precision: str = ""
    area: Area | None = None
    colour: Literal["green", "violet", "rust", "blue", "ochre", "slate"] = "slate"

    @model_validator(mode="after")
    def leaves_room_for_own_rows(self):
        if self.id.startswith(OWN_ROW):
            raise ValueError(f"un identifiant de ligne ne commence pas par « {OWN_ROW} »")
        return self


class Column(Part):
    """Of a reference sheet: `choices` are the words that its entries may carry there, by which one filters; `brief` shows
    it on the short card of a row."""

    id: Word
    label: Text
    precision: str = ""
    kind: Literal["phase", "impact"] = "phase"
    choices: list[Choice] = []
    evidence: Evidence | None = None  # when its contents have a standing of their own, apart from their entry's
    brief: bool = False
    cites: Literal["abstract", "keywords"] | None = None  # what it is for a reference manager

    def label_of(self, word):
        return next((choice.label for choice in self.choices if choice.id == word), word)


class Question(Part):
    """Answered with one of the sheet's `answers`, or with a typed value when it has an `input`; `default` is then the
    canonical value that holds until somebody says otherwise, at prices of `price_year` where it is money."""

    id: Word
    row: Word
    column: Word
    text: Text
    indicator: str = ""
    sources: list[Text] = []
    evidence: Evidence = "inferred"
    input: Field | None = None
    default: str = ""
    price_year: int | None = None
    detail: str = ""


class Publication(Part):
    """Who published what, for people (`byline`) and for reference managers: `people` as « Belot, Luc », or `bodies`."""

    byline: Text
    people: list[Text] = []
    bodies: list[Text] = []
    year: int | None = None
    kind: Literal["report", "book", "article", "web", "standard", "law", "document"] = "document"
    url: str = ""
    licence: str = ""


class Entry(Part):
    """What a reference sheet says of one row: column id → its texts, or the words it picks among the column's choices.
    `unsure` says what nobody has checked yet."""

    cells: dict[Word, list[Text]]
    evidence: Evidence = "to-check"
    unsure: str = ""
    sources: list[Source] = []
    publication: Publication | None = None


class Weight(Part):
    """What an answer says of some rows, and why. Nothing else orders them."""

    side: Literal["for", "against", "rules-out"]
    reason: Text
    rows: list[Word]


class GuideAnswer(Part):
    id: Word
    label: Text
    weights: list[Weight] = []


class GuideQuestion(Part):
    id: Word
    text: Text
    help: str = ""
    answers: list[GuideAnswer]


TAKEN_PARAMETERS = {"q", "fiche"}  # of the addresses of a reference sheet, beside the ids of its columns and questions


class Sheet(Part):
    """Rows × columns. `extensible` lets people add rows of their own, each called a `row_word` and described by
    `row_fields`. A `board` is a sheet of blocks: rows with one column; `parameters` a list of values that all stand on.
    A `reference` sheet is read, not filled: its `entries` say everything, its `guide` helps to pick rows, which may be
    compared side by side when it has a `shortlist`; `notice` is what one must know before leaning on it."""

    id: Word
    layout: Literal["matrix", "board", "parameters", "reference"]
    title: Text
    tab: str = ""
    prompt: str = ""
    row_word: Text = "ligne"
    row_words: Text = "lignes"
    row_examples: str = ""
    row_fields: list[Field] = []
    extensible: bool = False
    rows: list[Row]
    columns: list[Column]
    fields: list[Field] = []
    more_label: str = ""
    answers: list[Choice] = []
    questions: list[Question] = []
    notice: str = ""
    entries: dict[Word, Entry] = {}
    guide: list[GuideQuestion] = []
    shortlist: bool = False

    @model_validator(mode="after")
    def hangs_together(self):
        for what, parts in (
            ("ligne", self.rows),
            ("colonne", self.columns),
            ("champ", self.fields),
            ("champ de ligne", self.row_fields),
            ("réponse", self.answers),
            ("question", self.questions),
        ):
            twice = [id for id, times in Counter(part.id for part in parts).items() if times > 1]
            if twice:
                raise ValueError(f"{what} en double : {', '.join(twice)}")
        for question in self.questions:
            if question.row not in self.row_by_id or question.column not in self.column_by_id:
                raise ValueError(f"la question {question.id} est hors de la grille : {question.row}.{question.column}")
            if question.default and (question.input is None or self._faulty_default(question)):
                raise ValueError(f"la valeur par défaut de la question {question.id} n’est pas lisible : {question.default}")
        if self.layout not in ("matrix", "reference") and len(self.columns) != 1:
            raise ValueError("hors d’une matrice, une feuille a une seule colonne")
        return self

    @model_validator(mode="after")
    def says_something_of_every_row(self):
        if self.layout != "reference":
            if self.entries or self.guide or self.shortlist:
                raise ValueError("fiches, questionnaire et comparaison sont le propre d’une feuille de référence")
            return self
        if self.entries.keys() != self.row_by_id.keys():
            odd = ", ".join(sorted(self.entries.keys() ^ self.row_by_id.keys()))
            raise ValueError(f"chaque ligne a une fiche, et une seule : {odd}")
        for row, entry in self.entries.items():
            for column, said in entry.cells.items():
                if column not in self.column_by_id:
                    raise ValueError(f"la fiche {row} remplit une colonne inconnue : {column}")
                words = {choice.id for choice in self.column_by_id[column].choices}
                if words and not words.issuperset(said):
                    raise ValueError(f"la fiche {row} prend un mot inconnu dans {column} : {', '.join(said)}")
        parameters = [column.id for column in self.columns if column.choices] + [question.id for question in self.guide]
        twice = {id for id in parameters if id in TAKEN_PARAMETERS or parameters.count(id) > 1}
        if twice:
            raise ValueError(f"déjà pris dans les adresses : {', '.join(sorted(twice))}")
        weighed = {row for q in self.guide for a in q.answers for weight in a.weights for row in weight.rows}
        if unknown := weighed - self.row_by_id.keys():
            raise ValueError(f"le questionnaire parle de lignes inconnues : {', '.join(sorted(unknown))}")
        return self

    @model_validator(mode="after")
    def gives_each_block_a_place_of_its_own(self):
        areas = [row.area for row in self.rows if row.area]
        if areas and (self.layout != "board" or self.extensible or len(areas) < len(self.rows)):
            raise ValueError("les places sont celles de tous les blocs d’une feuille de blocs, ou d’aucun")
        taken = [square for area in areas for square in area.squares]
        if len(taken) > len(set(taken)) or any(max(square) > 10 for square in taken):
            raise ValueError("deux blocs prennent la même place, ou l’un d’eux sort de la feuille")
        return self

    @property
    def placed(self):
        """Whether its blocks are drawn as one sheet, each at its place."""
        return any(row.area for row in self.rows)

    @property
    def guiding(self):
        """Whether it asks questions to think with, rather than values to give."""
        return any(question.input is None for question in self.questions)

    @property
    def cited(self):
        """Whether its rows are publications, which go out to reference managers."""
        return any(entry.publication for entry in self.entries.values())

    def _faulty_default(self, question):
        from .values import Unreadable, read

        try:
            return read(question.input, question.default, self.row_by_id) != question.default
        except Unreadable:
            return True

    @property
    def name(self):
        """What its tab says."""
        return self.tab or ("Matrice" if self.layout == "matrix" else self.title)

    @property
    def tracked(self):
        """Whether its cells have states to go through: parameters stand on their defaults."""
        return self.layout != "parameters"

    @cached_property
    def row_by_id(self):
        return {row.id: row for row in self.rows}

    @cached_property
    def column_by_id(self):
        return {column.id: column for column in self.columns}

    @cached_property
    def question_by_id(self):
        return {question.id: question for question in self.questions}

    @cached_property
    def field_by_id(self):
        return {field.id: field for field in self.fields}

    @cached_property
    def row_field_by_id(self):
        return {field.id: field for field in self.row_fields}

    @cached_property
    def answer_by_id(self):
        return {answer.id: answer for answer in self.answers}

    @cached_property
    def questions_at(self):
        """(row id, column id) → its questions, in the file's order."""
        found = {}
        for question in self.questions:
            found.setdefault((question.row, question.column), []).append(question)
        return found


class Grid(Part):
    """`results` says what the answers and notes amount to: a score for each row, or the figures of an appraisal."""

    grid: Word
    version: int
    title: Text
    short_title: Text
    purpose: Text
    guidance: list[Text] = []
    licence: Text
    reviewed: date
    results: Literal["scores", "cost-benefit"] = "scores"
    gathered: bool = False  # small and many: shown together on a board of the use case rather than one by one
    sources: dict[str, Source] = {}
    sheets: list[Sheet]

    @model_validator(mode="after")
    def quotes_known_sources(self):
        unknown = {
            source
            for sheet in self.sheets
            for question in sheet.questions
            for source in question.sources
            if self.source_of(source) is None
        }
        if unknown:
            raise ValueError(f"sources inconnues : {', '.join(sorted(unknown))}")
        if self.reference and len(self.sheets) > 1:
            raise ValueError("une feuille de référence est seule dans son modèle")
        return self

    def source_of(self, citation):
        """The source that a citation such as « RGPD art. 5 » leans on: the longest key that begins it."""
        keys = [key for key in self.sources if citation == key or citation.startswith(key + " ")]
        return self.sources[max(keys, key=len)] if keys else None

    @property
    def fillable(self):
        """Whether one begins a deliverable with it; a grid of reference sheets is read, and has nothing to fill."""
        return self.reference is None

    @cached_property
    def reference(self):
        """Its sheet to read and pick from; None in a grid to fill."""
        return next((sheet for sheet in self.sheets if sheet.layout == "reference"), None)

    @property
    def scored(self):
        """Whether answers are worth points."""
        return any(answer.points is not None for sheet in self.sheets for answer in sheet.answers)

    @cached_property
    def illustrated(self):
        """Whether its pages need the style of places and signs."""
        return any(sheet.placed or any(field.shown for field in sheet.fields) for sheet in self.sheets)

    @cached_property
    def extensible_sheet(self):
        """The sheet to which people add rows; None when no sheet takes any."""
        return next((sheet for sheet in self.sheets if sheet.extensible), None)

    @cached_property
    def sheet_by_id(self):
        return {sheet.id: sheet for sheet in self.sheets}
