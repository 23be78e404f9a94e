"""What a grid may say. Every id is a stable word: a later version may reorder and reword, never rename."""

from collections import Counter
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

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


class Field(Part):
    """Something a note may carry beside its text."""

    id: Word
    label: Text
    type: Literal["choice"] = "choice"
    choices: list[Choice]

    def label_of(self, value):
        return next((choice.label for choice in self.choices if choice.id == value), "")


class Row(Part):
    id: Word
    label: Text
    precision: str = ""
    colour: Literal["green", "violet", "rust", "blue", "ochre", "slate"] = "slate"

    @model_validator(mode="after")
    def leaves_room_for_own_rows(self):
        if self.id.startswith(OWN_ROW):
            raise ValueError(f"un identifiant de ligne ne commence pas par « {OWN_ROW} »")
        return self


class Column(Part):
    id: Word
    label: Text
    precision: str = ""
    kind: Literal["phase", "impact"] = "phase"


class Question(Part):
    id: Word
    row: Word
    column: Word
    text: Text
    indicator: str = ""
    sources: list[Text] = []
    evidence: Evidence = "inferred"


class Sheet(Part):
    """Rows × columns. `extensible` lets people add rows of their own, each called a `row_word`."""

    id: Word
    layout: Literal["matrix"]
    title: Text
    prompt: str = ""
    row_word: Text = "ligne"
    extensible: bool = False
    rows: list[Row]
    columns: list[Column]
    fields: list[Field] = []
    answers: list[Choice] = []
    questions: list[Question] = []

    @model_validator(mode="after")
    def hangs_together(self):
        for what, parts in (
            ("ligne", self.rows),
            ("colonne", self.columns),
            ("champ", self.fields),
            ("réponse", self.answers),
            ("question", self.questions),
        ):
            twice = [id for id, times in Counter(part.id for part in parts).items() if times > 1]
            if twice:
                raise ValueError(f"{what} en double : {', '.join(twice)}")
        for question in self.questions:
            if question.row not in self.row_by_id or question.column not in self.column_by_id:
                raise ValueError(f"la question {question.id} est hors de la grille : {question.row}.{question.column}")
        return self

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
    grid: Word
    version: int
    title: Text
    short_title: Text
    purpose: Text
    guidance: list[Text] = []
    licence: Text
    reviewed: date
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
        return self

    def source_of(self, citation):
        """The source that a citation such as « RGPD art. 5 » leans on: the longest key that begins it."""
        keys = [key for key in self.sources if citation == key or citation.startswith(key + " ")]
        return self.sources[max(keys, key=len)] if keys else None

    @cached_property
    def sheet_by_id(self):
        return {sheet.id: sheet for sheet in self.sheets}
