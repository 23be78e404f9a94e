"""What other apps' pages show of deliverables, without knowing this app: `{% usecase_deliverables usecase %}`."""

from django import template

from usecases.models import Statement
from usecases.rules import can_begin, role_in

from ..grid.gathering import told
from ..grid.values import shown
from ..models import Deliverable, GridVersion

register = template.Library()


@register.filter
def proposed(question):
    """What a grid proposes for a typed question, as printers set it."""
    return shown(question.input, question.default)


@register.filter
def value(card, id):
    """What a card of a board holds at one of its questions, as people read it."""
    return told(card, id)


@register.inclusion_tag("deliverables/_usecase.html", takes_context=True)
def usecase_deliverables(context, usecase):
    """For members, the deliverables of a use case and the grids to begin another; for all, the grids that apply to it."""
    user = context["request"].user
    member = role_in(user, usecase) is not None
    applying = usecase.statements.filter(section=Statement.Section.DELIVERABLE).values_list("code", "evidence")
    evidence = dict(applying)
    grids = list(GridVersion.objects.latest_of_each().order_by("title"))
    mine = Deliverable.objects.visible_to(user).filter(usecase=usecase).select_related("grid_version").alone() if member else []
    return {
        "csrf_token": context.get("csrf_token"),
        "usecase": usecase,
        "member": member,
        "can_begin": member and can_begin(user, usecase),
        "actions": Deliverable.objects.filter(usecase=usecase).gathered().current().count() if member else 0,
        "deliverables": [d for d in mine if d.archived_at is None],
        "archived": [d for d in mine if d.archived_at is not None],
        "grids": [
            (g, evidence.get(g.slug, "")) for g in grids if not g.gathered and (usecase.reference is None or g.slug in evidence)
        ],
    }
