"""The files that came in and the papers that went out, on the desk: to be read, never to be changed."""

from django.contrib import admin

from accounts.admin.desk import ReadOnlyAdmin
from accounts.admin.rows import DeskInline

from .models import Publication, PublicationFile, SourceFile


@admin.register(SourceFile)
class SourceFileAdmin(ReadOnlyAdmin):
    """The originals, as they came."""

    list_display = ["name", "size", "uploaded_by", "uploaded_at"]
    list_select_related = ["uploaded_by"]
    search_fields = ["name", "sha256"]
    fields = ["name", "size", "sha256", "uploaded_by", "uploaded_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")


class PublicationFileInline(DeskInline):
    """The formats a paper was issued in."""

    model = PublicationFile
    fields = ["part", "format", "size", "sha256"]
    readonly_fields = ["part", "format", "size", "sha256"]
    extra = 0

    def get_queryset(self, request):
        rows = super(DeskInline, self).get_queryset(request)
        return rows.visible_to(request.user).defer("content")

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """What committees were told."""

    list_display = ["title", "reference", "meeting_words", "published_by", "published_at"]
    list_select_related = ["published_by"]
    search_fields = ["title", "reference", "meeting_words"]
    date_hierarchy = "published_at"
    fields = [
        "number",
        "kind",
        "title",
        "reference",
        "committee",
        "meeting_words",
        "meeting_on",
        "as_at",
        "layout",
        "note",
        "sha256",
        "predecessor",
        "prepared_by_name",
        "published_by_name",
        "published_at",
        "public_from",
        "software_version",
    ]
    inlines = [PublicationFileInline]
