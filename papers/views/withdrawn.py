"""What stands in the place of a paper that was withdrawn."""

from django.shortcuts import render
from django.utils.cache import patch_cache_control


def gone(request, publication):
    """410 with the marker: that this was issued, when and why it was withdrawn, and nothing of what it said."""
    notice = publication.notices.get(kind="withdrawn")
    context = {"publication": publication, "notice": notice}
    response = render(request, "publications/withdrawn.html", context, status=410)
    patch_cache_control(response, public=True, no_cache=True)
    return response
