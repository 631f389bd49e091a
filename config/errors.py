"""What is said when a page cannot be: the same frame as every page, and what to do next."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpResponse, HttpResponseServerError, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template import loader
from django.utils.cache import add_never_cache_headers

from accounts import keeping

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
COPY_WHAT_YOU_TYPED = (
    "It was opened before you signed in or out, or cookies are switched off. Nothing was changed. What you typed is "
    "below: copy it, open the page again and put it in."
)
STORE_IS_SHUT = "Try again in a moment: the site cannot write anything down just now. Nothing was changed."
# What PostgreSQL says where nothing may be written.
READ_ONLY = "25006"
UNREADABLE = (UnreadablePostError, RequestDataTooBig, TooManyFieldsSent, MultiPartParserError)


def said(request, status, words=None, **more):
    """The page for this status in the site's own frame. The address asked for is not repeated."""
    heading, why = words or SAID[status]
    return render(request, "error.html", {"heading": heading, "why": why, **more}, status=status)


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
    """403 for a form without its key. Where people write in it, what they wrote is shown to be copied."""
    typed = typed_in(request)
    if not typed:
        return said(request, 403, FORM_IS_OLD)
    heading, _ = FORM_IS_OLD
    response = said(request, 403, (heading, COPY_WHAT_YOU_TYPED), typed=typed, open_again=request.path)
    add_never_cache_headers(response)
    return response


def typed_in(request, *, anywhere=False):
    """What a person wrote in this form, [(label, text)]: at the desk, and in views that say that they keep words; or anywhere."""
    match = request.resolver_match
    if match is None:
        return []
    if not (anywhere or getattr(match.func, "keeps_words", False) or "admin" in match.app_names):
        return []
    try:
        return keeping.words_of(request.POST, getattr(match.func, "words", None))
    except UNREADABLE:
        return []


def server_error(request):
    """500: a page that needs nothing of the site to work; 503 where the database cannot take or give anything now."""
    if _is_shut(sys.exc_info()[1]):
        return store_is_shut(request)
    return HttpResponseServerError(loader.get_template("500.html").render())


def _is_shut(fault):
    """Whether it was the database that could not go on; PostgreSQL has a class of its own for being read only."""
    return isinstance(fault, OperationalError) or getattr(fault.__cause__, "pgcode", "") == READ_ONLY


def store_is_shut(request):
    """503: the disk is full, or nothing may be written. What was typed is shown to be copied; nothing is asked of the database."""
    if "application/json" in request.headers.get("Accept", ""):
        response = JsonResponse({"said": STORE_IS_SHUT}, status=503)
    else:
        typed = typed_in(request, anywhere=True)
        page = loader.get_template("503.html").render({"why": STORE_IS_SHUT, "typed": typed})
        response = HttpResponse(page, status=503)
    response["Retry-After"] = "60"
    add_never_cache_headers(response)
    return response
