"""Which page answers about use cases."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render

from ..models import UseCase


@login_not_required
def list_(request):
    return render(request, "usecases/list.html", {"usecases": UseCase.objects.visible_to(request.user)})


@login_not_required
def page(request, slug):
    usecase = get_object_or_404(UseCase.objects.visible_to(request.user), slug=slug)
    return render(request, "usecases/page.html", {"usecase": usecase})
