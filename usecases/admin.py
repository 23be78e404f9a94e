"""What the portal's team sees of use cases. Content that comes from files is read here and changed there."""

from django.contrib import admin

from capacities.admin import ReadOnly

from .models import Invitation, Membership, Organisation, Statement, Territory, UseCase


@admin.register(Territory)
class TerritoryAdmin(ReadOnly):
    list_display = ["name", "kind", "code", "legal_form", "departement", "population"]
    list_filter = ["kind", "zone"]
    search_fields = ["name"]
    show_full_result_count = False

    def get_search_results(self, request, queryset, search_term):
        """The same search as on the pages: accents forgiven, SIREN and Insee codes."""
        return (queryset.matching(search_term), False) if search_term else (queryset, False)


@admin.register(Organisation)
class OrganisationAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "role", "partner"]
    list_filter = ["kind", "partner"]
    search_fields = ["name", "siren"]
    raw_id_fields = ["territory"]


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    raw_id_fields = ["user"]


class StatementInline(admin.TabularInline):
    model = Statement
    extra = 0
    fields = ["section", "position", "code", "text", "detail", "evidence"]


@admin.register(UseCase)
class UseCaseAdmin(admin.ModelAdmin):
    list_display = ["title", "territory", "published", "reference", "created_at"]
    list_filter = ["published"]
    list_select_related = ["territory"]
    search_fields = ["title", "territory__name"]
    raw_id_fields = ["territory", "created_by"]
    inlines = [MembershipInline, StatementInline]


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Without the token: who holds it may come in."""

    list_display = ["email", "usecase", "role", "sent_at", "accepted_at", "cancelled_at"]
    list_filter = ["role"]
    list_select_related = ["usecase"]
    search_fields = ["email", "usecase__title"]
    fields = ["usecase", "email", "role", "invited_by", "created_at", "sent_at", "accepted_at", "cancelled_at"]
