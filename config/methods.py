"""Which methods this site answers at all: reading and sending a form. TRACE and the rest are refused."""

from django.http import HttpResponseNotAllowed

ANSWERED = ("GET", "HEAD", "POST")


class OnlyReadingAndForms:
    """Refuse every other method before anything looks at the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in ANSWERED:
            return HttpResponseNotAllowed(ANSWERED)
        return self.get_response(request)
