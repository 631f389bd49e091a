"""What a review recommended, and what the service said."""

from django.contrib import admin, messages
from django.db.models import Count

from accounts.admin.tables import TakesTables

from .. import assigning
from ..models import Recommendation, ServiceComment
from ..resources import RecommendationTable, ServiceCommentTable
from .assignments import AssignmentInline
from .parts import PlanPartAdmin, PlanPartInline, short


class ServiceCommentInline(PlanPartInline):
    """The service's answers."""

    model = ServiceComment
    fields = ["order", "words", "response", "response_words", "made_on"]


class ResponsibleInline(AssignmentInline):
    """Who is responsible; this may differ from who leads the actions."""

    verbose_name = "responsible"
    verbose_name_plural = "responsible"


class SettlesWords:
    """A page on which parts are given: the printed words and the parts are brought together after each save."""

    def save_related(self, request, form, formsets, change):
        subject = form.instance
        parts_before = assigning.parts_of(subject)
        words_before = {
            role: form.initial.get(assigning.WORDS[role], "") or "" for role in assigning.words_of(subject)
        }
        super().save_related(request, form, formsets, change)
        for sentence in assigning.settle(subject, parts_before=parts_before, words_before=words_before):
            messages.info(request, sentence)


@admin.register(Recommendation)
class RecommendationAdmin(TakesTables, SettlesWords, PlanPartAdmin):
    """Recommendations, with the answers they had."""

    resource_classes = [RecommendationTable]
    list_display = ["recommendation", "plan", "order", "responses", "action_count"]
    list_editable = ["order"]
    list_filter = ["plan", "comments__response"]
    list_select_related = ["plan"]
    search_fields = ["number", "words", "plan__title"]
    fieldsets = [
        (None, {"fields": ["plan", ("order", "number"), "words", "detail"]}),
        ("Where it stands", {"fields": ["priority", "outcome", "depends_on"]}),
        ("As printed", {"fields": ["responsible_words"]}),
    ]
    inlines = [ServiceCommentInline, ResponsibleInline]

    def get_queryset(self, request):
        rows = super().get_queryset(request).annotate(action_count=Count("actions"))
        return rows.prefetch_related("comments")

    @admin.display(description="recommendation", ordering="order")
    def recommendation(self, recommendation):
        return f"{recommendation.number} {short(recommendation.words)}".strip()

    @admin.display(description="responses")
    def responses(self, recommendation):
        return ", ".join(comment.get_response_display() for comment in recommendation.comments.all())

    @admin.display(description="actions", ordering="action_count")
    def action_count(self, recommendation):
        return recommendation.action_count


@admin.register(ServiceComment)
class ServiceCommentAdmin(TakesTables, PlanPartAdmin):
    """Every answer, for looking up; new ones are entered where the recommendation stands."""

    resource_classes = [ServiceCommentTable]
    list_display = ["comment", "recommendation", "response", "made_on"]
    list_filter = ["response", "recommendation__plan"]
    list_select_related = ["recommendation"]
    search_fields = ["words", "recommendation__words"]
    fields = ["recommendation", "order", "words", "response", "response_words", "made_on"]
    first_asked = ["recommendation"]

    def has_add_permission(self, request):
        return False

    @admin.display(description="comment", ordering="words")
    def comment(self, comment):
        return short(comment.words)
