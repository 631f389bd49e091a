"""What this site answers at all: reading and sending a form, in the encoding its forms are written in."""

from django.core.exceptions import BadRequest
from django.http import HttpResponseNotAllowed

ANSWERED = ("GET", "HEAD", "POST")
ENCODINGS = ("", "utf-8", "utf8")


class OnlyReadingAndForms:
    """Refuse every other method, and forms in another encoding, before anything looks at the request.

    Every browser sends our forms in UTF-8. An encoding of the sender's choice could be none of text at all,
    or spell characters that no text has.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ANSWERED:
            return HttpResponseNotAllowed(ANSWERED)
        if request.content_params.get("charset", "").lower() not in ENCODINGS:
            raise BadRequest("The form is not written in UTF-8.")
        return self.get_response(request)
