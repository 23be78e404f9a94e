"""What the portal's team sees: grids and who fills what. Never the notes, which belong to the members."""

from django.contrib import admin

from capacities.admin import ReadOnly

from .models import Deliverable, GridVersion, Snapshot


@admin.register(GridVersion)
class GridVersionAdmin(ReadOnly):
    list_display = ["title", "slug", "number", "published_at"]
    search_fields = ["title", "slug"]
    list_filter = ["slug"]


@admin.register(Deliverable)
class DeliverableAdmin(ReadOnly):
    list_display = ["usecase", "grid_version", "revision", "created_at", "updated_at", "archived_at"]
    list_filter = ["grid_version__slug"]
    search_fields = ["usecase__title", "usecase__territory__name"]
    list_select_related = ["usecase", "grid_version"]
    fields = ["usecase", "grid_version", "revision", "created_at", "updated_at", "archived_at"]


@admin.register(Snapshot)
class SnapshotAdmin(ReadOnly):
    list_display = ["deliverable", "number", "name", "at"]
    list_select_related = ["deliverable"]
