"""Copies the programme's content into the database: the five reference use cases and the partners."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from capacities.alone import alone
from capacities.content import ContentError
from usecases import programme
from usecases.models import Organisation, Statement, Territory, UseCase

Section = Statement.Section
SENTENCES = {
    "objective": Section.OBJECTIVE,
    "problem": Section.PROBLEM,
    "data": Section.DATA,
    "stakeholders": Section.STAKEHOLDER,
    "users": Section.USER,
    "indicators": Section.INDICATOR,
    "context": Section.CONTEXT,
}
CODES = {
    "priorities": Section.PRIORITY,
    "threads": Section.THREAD,
    "challenges": Section.CHALLENGE,
    "deliverables": Section.DELIVERABLE,
}


class Command(BaseCommand):
    help = "Charge les cas d’usage de référence et les partenaires. Sans effet si rien n’a changé."

    def handle(self, **options):
        try:
            cases, partners = programme.reference_cases(), programme.partners()
        except ContentError as error:
            raise CommandError(str(error)) from error
        with alone("load_content"), transaction.atomic():
            changed = sum(load_case(case) for case in cases) + sum(load_partner(partner) for partner in partners)
        total = len(cases) + len(partners)
        self.stdout.write(f"Contenus : {changed} mis à jour sur {total}." if changed else f"Contenus : déjà à jour ({total}).")


def territory_of(siren):
    try:
        return Territory.objects.get(kind=Territory.Kind.EPCI, code=siren)
    except Territory.DoesNotExist:
        raise CommandError(f"Le territoire {siren} manque : lancez d’abord load_territories.") from None


def load_case(case):
    """Bring one use case to what the catalogue says; true when something changed. Its members' doings stay."""
    (evidence, (title,)), *_ = case.title.items()
    facts = {
        "title": title.text,
        "title_evidence": evidence,
        "territory": territory_of(case.siren),
        "published": True,
        "reference": case.reference,
    }
    usecase = UseCase.objects.filter(slug=case.slug).first()
    before = usecase and {name: getattr(usecase, name) for name in facts}
    if usecase is None or before != facts:
        usecase, _ = UseCase.objects.update_or_create(slug=case.slug, defaults=facts)
    wanted = list(statements_of(case))
    stored = [row for row in usecase.statements.values(*wanted[0]) if row["section"] in Section.values]
    if before == facts and sorted(stored, key=place) == sorted(wanted, key=place):
        return False
    usecase.statements.all().delete()
    Statement.objects.bulk_create(Statement(usecase=usecase, **row) for row in wanted)
    return True


def place(row):
    return row["section"], row["position"]


def statements_of(case):
    told = programme.programme().told
    for name, section in SENTENCES.items():
        said = [(evidence, s) for evidence, sayings in getattr(case, name).items() for s in sayings]
        for position, (evidence, s) in enumerate(said):
            yield {
                "section": section.value, "position": position, "code": "", "text": s.text, "detail": s.detail,
                "evidence": evidence, "references": told(s.sources),
            }  # fmt: skip
    for name, section in CODES.items():
        pointed = [(evidence, code) for evidence, codes in getattr(case, name).items() for code in codes]
        for position, (evidence, code) in enumerate(pointed):
            yield {
                "section": section.value, "position": position, "code": str(code), "text": "", "detail": "",
                "evidence": evidence, "references": "",
            }  # fmt: skip


def load_partner(partner):
    facts = {
        "name": partner.name,
        "kind": partner.kind,
        "role": partner.role,
        "siren": partner.territory,
        "territory": territory_of(partner.territory) if partner.territory else None,
        "partner": True,
    }
    known = Organisation.objects.filter(slug=partner.slug).first()
    if known and all(getattr(known, name) == value for name, value in facts.items()):
        return False
    Organisation.objects.update_or_create(slug=partner.slug, defaults=facts)
    return True
