"""What anyone may read: the use cases, the programme's threads and challenges, the partners."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .. import rules
from ..models import Load, Organisation, Statement, Territory, UseCase
from ..models.usecase import Evidence
from ..programme import programme as told
from ..roles import Power

Section = Statement.Section
PAGE_ORDER = (
    Section.OBJECTIVE, Section.PROBLEM, Section.USER, Section.DATA, Section.STAKEHOLDER, Section.INDICATOR, Section.CONTEXT,
)  # fmt: skip


@login_not_required
@require_safe
def list_(request):
    """One's own first, then the reference ones, filtered by priority when asked."""
    programme, asked = told(), request.GET.get("priorite", "")
    priority = programme.priority_by_code.get(asked)
    seen = UseCase.objects.visible_to(request.user).select_related("territory").prefetch_related("statements")
    if priority:
        seen = seen.serving(priority.code)
    mine = set(UseCase.objects.of(request.user).values_list("pk", flat=True)) if request.user.is_authenticated else set()
    cases = [described(usecase, programme) for usecase in seen]
    context = {
        "mine": [case for case in cases if case["usecase"].pk in mine],
        "others": [case for case in cases if case["usecase"].pk not in mine],
        "priorities": programme.priorities,
        "priority": priority,
        "unknown_priority": asked if asked and not priority else "",
        "is_member": bool(mine),
    }
    return render(request, "usecases/list.html", context)


def described(usecase, programme):
    """What a card or a page says of a use case, its statements by section and its priorities by name."""
    sections = {section.value: [] for section in Section}
    for statement in usecase.statements.all():
        sections[statement.section].append(statement)
    priorities = [(programme.priority_by_code.get(s.code), s) for s in sections[Section.PRIORITY]]
    return {
        "usecase": usecase,
        "sections": sections,
        "objective": next(iter(sections[Section.OBJECTIVE]), None),
        "priorities": [(priority, s) for priority, s in priorities if priority],
    }


@login_not_required
@require_safe
def page(request, slug):
    seen = UseCase.objects.visible_to(request.user).select_related("territory").prefetch_related("statements")
    usecase = get_object_or_404(seen, slug=slug)
    programme = told()
    case = described(usecase, programme)
    sections = case["sections"]
    place = usecase.territory
    context = {
        **case,
        "sources": number_sources(s for section in PAGE_ORDER for s in sections[section]),
        "has_evidence": any(s.evidence != Evidence.OWN for s in usecase.statements.all()),
        "departement": _name_of(Territory.Kind.DEPARTEMENT, place.departement, place),
        "region": _name_of(Territory.Kind.REGION, place.region, place),
        "threads": _found(sections[Section.THREAD], programme.thread_by_number),
        "challenges": _found(sections[Section.CHALLENGE], programme.challenge_by_number),
        "vintage": Load.objects.filter(name="territories").first(),
        "is_member": rules.can(request.user, Power.READ, usecase),
        "can_describe": rules.can_describe(request.user, usecase),
    }
    return render(request, "usecases/page.html", context)


def number_sources(statements):
    """Give each statement the number of its source, and list the sources in the order in which they are met."""
    met = {}
    for statement in statements:
        if statement.references:
            statement.source_number = met.setdefault(statement.references, len(met) + 1)
    return list(met)


def _name_of(kind, code, place):
    """The département or région around `place`, by name; nothing for the place itself."""
    if not code or place.kind == kind:
        return ""
    return Territory.objects.filter(kind=kind, code=code).values_list("name", flat=True).first() or code


def _found(statements, by_number):
    """The threads or challenges that the statements point at, each with its mark of evidence."""
    pointed = [(by_number.get(int(s.code)) if s.code.isdecimal() else None, s) for s in statements]
    return [(found, s) for found, s in pointed if found]


@login_not_required
@require_safe
def programme(request):
    """The threads, the challenges and the priorities, with an anchor for each."""
    content = told()
    numbers = [thread.number for thread in content.threads]
    challenges = {number: [c for c in content.challenges if c.thread == number] for number in numbers}
    context = {"programme": content, "threads": [(thread, challenges[thread.number]) for thread in content.threads]}
    return render(request, "usecases/programme.html", context)


@login_not_required
@require_safe
def partners(request):
    """Who took part, by kind of organisation."""
    found = Organisation.objects.filter(partner=True).select_related("territory")
    kinds = [
        (plural, [o for o in found if o.kind == kind])
        for kind, plural in (
            (Organisation.Kind.COLLECTIVITE, "Collectivités"),
            (Organisation.Kind.INSTITUTION, "Institutions"),
            (Organisation.Kind.ENTREPRISE, "Entreprises"),
            (Organisation.Kind.ASSOCIATION, "Associations et fédérations"),
        )
    ]
    slugs = set(UseCase.objects.filter(published=True).values_list("slug", flat=True))
    context = {"kinds": [(plural, rows) for plural, rows in kinds if rows], "slugs": slugs, "programme": told()}
    return render(request, "usecases/partners.html", context)
