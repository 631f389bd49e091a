"""Who finds anything at a page, and who may do what is done there: to others there is nothing, or it is not theirs to do."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.keeping import sign_in_first
from accounts.permissions import may_on_every_row


def readers(is_reader):
    """A decorator: signed in, and one of whom `is_reader(user)` is true; to others there is nothing here."""

    def guard(view):
        @wraps(view)
        @sign_in_first
        def guarded(request, *args, **kwargs):
            if not is_reader(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard


def holders(permission, *, among):
    """A decorator: `among` these readers, those without this permission are told that it is not theirs to do."""

    def guard(view):
        @wraps(view)
        @among
        def guarded(request, *args, **kwargs):
            if not may_on_every_row(request.user, permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard
