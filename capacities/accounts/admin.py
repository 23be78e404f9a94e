"""What the portal's team sees of people: who they are to the portal, never a password, never the text of a token."""

from allauth.account import admin as allauth_admin
from django.contrib import admin

from .models import ApiToken, User

# An address is verified by the code that it received, never by the team: with it one signs in, or finds a lost password.
admin.site.unregister(allauth_admin.EmailAddress)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Accounts are made by sign-up and closed by their owners: notes hang on them, so that none is deleted here."""

    list_display = ["email", "name", "job", "is_active", "is_staff", "date_joined", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["email", "name", "job"]
    ordering = ["-date_joined"]
    fields = ["email", "name", "job", "is_active", "is_staff", "is_superuser", "date_joined", "last_login", "deleted_at"]
    readonly_fields = ["email", "date_joined", "last_login", "deleted_at"]

    def get_readonly_fields(self, request, obj=None):
        """Only who has every power may give powers."""
        powers = [] if request.user.is_superuser else ["is_staff", "is_superuser"]
        return [*self.readonly_fields, *powers]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    """To revoke a token when its owner cannot."""

    list_display = ["name", "user", "created", "expiry"]
    list_select_related = ["user"]
    search_fields = ["name", "user__email"]
    fields = ["name", "user", "created", "expiry"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
