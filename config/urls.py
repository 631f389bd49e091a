"""The front door: which room answers which address.

Each room keeps its own addresses; the comment shows where in the tree they hang.
"""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # /  /plans/…  /imports/…
    path("", include("actionplans.urls")),
    # /publications/…
    path("", include("papers.urls")),
    # /sign-in/  /sign-out/  /healthz/  /accessibility/
    path("", include("accounts.urls")),
    # /admin/
    path("admin/", admin.site.urls),
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"
