"""What the lists of the team's site share."""

from django.contrib import admin


class ReadOnly(admin.ModelAdmin):
    """Rows to look at: a command loads them or members write them, and an edit made here would be lost or nobody's."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
