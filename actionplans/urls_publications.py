"""Addresses of issued rows, of what changed, and of news that came late."""

from django.urls import path, register_converter

from actionplans.views import changes, issued_rows, late_news


class RowKey:
    """The key or reference of a row, as it is printed or typed; never the name of a file ("paper.pdf")."""

    regex = r"(?![^/]*\.(?:html|pdf(?:-\d+)?|docx|xlsx|csv|json|atom|xml)$)[^/\0]+"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(RowKey, "rowkey")

publication_urls = [
    # /publications/<slug>/…
    path("publications/<slug:slug>/rows/<slug:key>/", issued_rows.issued_row, name="issued_row"),
    path("publications/<slug:slug>/late-news/", late_news.late_news, name="publication_late_news"),
    # /p/<number>/<row>
    path("p/<int:number>/", issued_rows.short_publication, name="short_publication"),
    path("p/<int:number>/<rowkey:key>", issued_rows.short_row, name="short_row"),
    # /publications/compare/  /publications/<slug>/changes/
    path("publications/compare/", changes.compare, name="compare"),
    path("publications/<slug:slug>/changes/", changes.publication_changes, name="publication_changes"),
    path(
        "publications/<slug:slug>/changes/<slug:since>.<slug:format>",
        changes.publication_changes_file,
        name="publication_changes_file",
    ),
    # /plans/<plan>/changes/
    path("plans/<slug:plan>/changes/", changes.plan_changes, name="plan_changes"),
]
