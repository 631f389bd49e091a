"""The files that came in and the papers that went out, on the desk: to be read, never to be changed."""

from django.contrib import admin

from accounts.admin.desk import ReadOnlyAdmin
from accounts.admin.rows import DeskInline

from .models import Check, Preparation, Publication, PublicationFile, PublicationNotice, Seal, SourceFile


@admin.register(SourceFile)
class SourceFileAdmin(ReadOnlyAdmin):
    """The originals, as they came."""

    list_display = ["name", "size", "uploaded_by", "uploaded_at"]
    list_select_related = ["uploaded_by"]
    search_fields = ["name", "sha256"]
    fields = ["name", "size", "sha256", "uploaded_by", "uploaded_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")


class FrozenInline(DeskInline):
    """Rows of what was issued, beside it: to be read."""

    extra = 0

    def get_queryset(self, request):
        return super(DeskInline, self).get_queryset(request).visible_to(request.user)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class PublicationFileInline(FrozenInline):
    """The formats a paper was issued in."""

    model = PublicationFile
    fields = readonly_fields = ["part", "format", "size", "pages", "sha256"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")


class PublicationNoticeInline(FrozenInline):
    """What was said of a paper after it was issued."""

    model = PublicationNotice
    fk_name = "publication"
    fields = readonly_fields = ["kind", "words", "points_to", "at", "by_name", "sha256"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("points_to")


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """What committees were told."""

    list_display = [
        "title",
        "reference",
        "kind",
        "body",
        "meeting_words",
        "published_by_name",
        "published_at",
    ]
    list_filter = ["kind", "body"]
    search_fields = ["title", "reference", "meeting_words", "subject", "slug"]
    date_hierarchy = "published_at"
    fieldsets = [
        (None, {"fields": ["title", "reference", "kind", "body", "subject", "slug", "number"]}),
        ("For whom", {"fields": ["committee", "meeting_words", "meeting_on", "as_at"]}),
        ("How it is printed", {"fields": ["layout", "names_words"]}),
        (
            "What it follows",
            {"fields": ["predecessor", "corrects", "supplements", "compared_with", "note"]},
        ),
        (
            "Who and when",
            {
                "fields": [
                    "prepared_by_name",
                    "published_by_name",
                    "is_by_one_person",
                    "published_at",
                    "public_from",
                    "is_shared",
                ]
            },
        ),
        (
            "Proof",
            {"fields": ["sha256", "predecessor_sha256", "contents_sha256", "software_version"]},
        ),
    ]
    inlines = [PublicationFileInline, PublicationNoticeInline]

    def get_inline_instances(self, request, obj=None):
        return [inline(self.model, self.admin_site) for inline in self.inlines] if obj else []


@admin.register(PublicationNotice)
class PublicationNoticeAdmin(ReadOnlyAdmin):
    """What was said of papers after they were issued."""

    list_display = ["publication", "kind", "words", "by_name", "at"]
    list_filter = ["kind"]
    list_select_related = ["publication"]
    search_fields = ["words", "publication__title", "publication__reference"]
    date_hierarchy = "at"
    fields = ["publication", "kind", "words", "points_to", "at", "by_name", "sha256"]


@admin.register(Seal)
class SealAdmin(ReadOnlyAdmin):
    """The one list in which everything issued is sealed, the newest first."""

    list_display = ["number", "names", "sha256", "sealed_at"]
    ordering = ["-number"]
    search_fields = ["names", "sha256", "content_sha256"]
    fields = ["number", "names", "content_sha256", "previous_sha256", "sha256", "sealed_at"]


@admin.register(Check)
class CheckAdmin(ReadOnlyAdmin):
    """When everything was last compared, and with what end."""

    list_display = ["at", "publications", "files", "seals", "findings"]
    fields = ["at", "publications", "files", "seals", "findings"]


@admin.register(Preparation)
class PreparationAdmin(ReadOnlyAdmin):
    """Papers in preparation; they are worked on under Papers on the site."""

    list_display = ["title", "reference", "kind", "prepared_by", "changed_at", "issued_at", "discarded_at"]
    list_filter = ["kind"]
    list_select_related = ["prepared_by"]
    search_fields = ["title", "reference", "committee", "meeting_words"]
    fields = [
        *("title", "reference", "kind", "introduction", "committee", "meeting_words", "meeting_on", "as_at"),
        *("embargoed_until", "is_shared", "has_qr", "compared_with", "corrects", "supplements", "note"),
        *("prepared_by", "prepared_at", "changed_by", "changed_at", "made_by", "made_at", "made_sha256"),
        *("issued_at", "discarded_at"),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("made_rows")
