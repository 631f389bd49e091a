"""What is said when a page cannot be: the same frame as every page, and what to do next."""

from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template import loader

SAID = {
    400: (
        "This request could not be read",
        "Something in the address or the form was not as this site writes it. Go back and try again; nothing was changed.",
    ),
    403: (
        "This is not yours to do",
        "You may read this site, but what you asked for belongs to other people here. Nothing was changed.",
    ),
    404: (
        "There is no page at this address",
        "If you typed the address, check it. If you followed a link on a printed paper, the reference will find the row.",
    ),
}
FORM_IS_OLD = (
    "This form is too old to be sent",
    "It was opened before you signed in or out, or cookies are switched off. Go back, load the page again "
    "and send it once more; what you typed is still there. Nothing was changed.",
)


def said(request, status, words=None):
    """The page for this status in the site's own frame. The address asked for is not repeated."""
    heading, why = words or SAID[status]
    return render(request, "error.html", {"heading": heading, "why": why}, status=status)


def bad_request(request, exception):
    """400."""
    return said(request, 400)


def permission_denied(request, exception):
    """403."""
    return said(request, 403)


def page_not_found(request, exception):
    """404: also for what is there and may not be seen."""
    return said(request, 404)


def form_is_old(request, reason=""):
    """403 for a form without its key."""
    return said(request, 403, FORM_IS_OLD)


def server_error(request):
    """500: a page that needs nothing of the site to work."""
    return HttpResponseServerError(loader.get_template("500.html").render())
