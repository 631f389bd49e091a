"""What the site says of itself: how accessible it is, and whether it works."""

from datetime import date

from django.db import connection
from django.db.utils import Error as DatabaseError
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

# To be renewed with every release, once the checks it speaks of have been made.
STATEMENT_PREPARED_ON = date(2026, 11, 22)


@require_safe
def accessibility(request):
    """The accessibility statement, in the form that the regulator asks for."""
    return render(request, "accounts/accessibility.html", {"prepared_on": STATEMENT_PREPARED_ON})


@never_cache
@require_safe
def healthz(request):
    """One word: `ok`, or `unavailable` where the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("unavailable", status=503, content_type="text/plain; charset=utf-8")
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
