"""The programme's content (priorities, threads, challenges, reference use cases, partners), read from its catalogue.

Pure: YAML in, checked objects out. Errors name the file, the line and the key."""

from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, RootModel, model_validator

from capacities import content

CATALOGUE = Path(__file__).parent / "catalogue"
Evidence = Literal["source", "external", "inferred"]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(Part):
    """One sentence, what it adds, and the documents or pages it comes from."""

    text: str = Field(min_length=1)
    detail: str = ""
    sources: list[str] = []


def _said(value):
    return {"text": value} if isinstance(value, str) else value


Sayings = dict[Evidence, list[Annotated[Said, BeforeValidator(_said)]]]


class Note(Said):
    evidence: Evidence


class Priority(Part):
    code: str
    name: str
    summary: str


class Thread(Part):
    number: int
    title: str
    question: str
    work: str
    outcome: str
    evidence: Evidence
    sources: list[str]


class Challenge(Part):
    number: int
    thread: int
    title: str
    related: list[int] = []


class Programme(Part):
    name: str
    meaning: str
    summary: str
    sources: dict[str, str]
    priorities_note: Note
    priorities: list[Priority]
    threads: list[Thread]
    challenges: list[Challenge]
    challenges_note: Note

    @model_validator(mode="after")
    def _threads_exist(self):
        known = {thread.number for thread in self.threads}
        for challenge in self.challenges:
            if challenge.thread not in known:
                raise ValueError(f"le défi {challenge.number} renvoie au fil {challenge.thread}, qui n’existe pas")
        return self

    @property
    def priority_by_code(self):
        return {priority.code: priority for priority in self.priorities}

    @property
    def thread_by_number(self):
        return {thread.number: thread for thread in self.threads}

    @property
    def challenge_by_number(self):
        return {challenge.number: challenge for challenge in self.challenges}

    def told(self, sources):
        """The names of `sources` in full: an id of this file, or a public page named as it is."""
        return " ; ".join(self.sources.get(source, source) for source in sources)


class ReferenceCase(Part):
    slug: str
    reference: int = Field(ge=1, le=5)
    siren: str = Field(pattern=r"^\d{9}$")
    short_name: str
    title: Sayings
    objective: Sayings
    problem: Sayings
    data: Sayings
    stakeholders: Sayings
    users: Sayings
    indicators: Sayings
    context: Sayings
    priorities: dict[Evidence, list[str]]
    threads: dict[Evidence, list[int]]
    challenges: dict[Evidence, list[int]]
    deliverables: dict[Evidence, list[str]]


class ReferenceCases(RootModel):
    root: list[ReferenceCase]


class Partner(Part):
    slug: str
    name: str
    kind: Literal["collectivite", "entreprise", "institution", "association"]
    role: str = ""
    territory: str = ""


class Partners(RootModel):
    root: list[Partner]


@cache
def programme():
    return content.read(Programme, CATALOGUE / "programme.yaml")


def reference_cases():
    """The five use cases, each pointing only at priorities, threads and challenges that exist."""
    cases = content.read(ReferenceCases, CATALOGUE / "reference.yaml").root
    known = programme()
    faults = []
    for case in cases:
        for name, there in (
            ("priorities", known.priority_by_code),
            ("threads", known.thread_by_number),
            ("challenges", known.challenge_by_number),
        ):
            asked = [code for codes in getattr(case, name).values() for code in codes]
            faults += [f"reference.yaml: {case.slug}: {name}: {c} n’existe pas" for c in asked if c not in there]
    if faults:
        raise content.ContentError(faults)
    return cases


def partners():
    return content.read(Partners, CATALOGUE / "partners.yaml").root
