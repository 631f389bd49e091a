"""Plans as they were issued, on the desk: to be read. Their rows are read on the site, page by page."""

from django.contrib import admin

from accounts.admin.desk import ReadOnlyAdmin

from ..models import IssuedPlan


@admin.register(IssuedPlan)
class IssuedPlanAdmin(ReadOnlyAdmin):
    """Plans as each publication has them."""

    list_display = ["title", "number", "organisation_name", "period_words", "rows_total", "publication"]
    list_filter = ["organisation_name"]
    list_select_related = ["publication"]
    search_fields = ["title", "organisation_name", "publication__reference"]
    fields = [
        *("title", "number", "publication", "organisation_name", "period_words", "state"),
        *("prints_names", "rows_total"),
    ]
