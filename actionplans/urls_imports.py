"""Addresses of papers on their way in."""

from django.urls import path

from actionplans.views import imports, imports_done, imports_review

# /imports/…
import_urls = [
    path("imports/", imports.imports, name="imports"),
    path("imports/new/", imports.new, name="import_new"),
    # /imports/<number>/…
    path("imports/<int:number>/", imports_review.review, name="import_review"),
    path("imports/<int:number>/rows/", imports_review.rows, name="import_rows"),
    path("imports/<int:number>/changes/", imports_review.changes, name="import_changes"),
    path("imports/<int:number>/problems.csv", imports_review.problems, name="import_problems"),
    path("imports/<int:number>/original/", imports.original, name="import_original"),
    path("imports/<int:number>/read/", imports.read_again, name="import_read"),
    path("imports/<int:number>/apply/", imports_done.bring_in, name="import_apply"),
    path("imports/<int:number>/undo/", imports_done.take_back, name="import_undo"),
    path("imports/<int:number>/discard/", imports_done.throw_away, name="import_discard"),
    path("imports/<int:number>/waiting/<int:waiting>/", imports_done.clear, name="import_clear"),
]
