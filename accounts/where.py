"""Where a request comes from, and where it may lead."""

from ipaddress import ip_address

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def own_path(request, address):
    """The address, if it leads to a page of this site; else an empty word."""
    is_ours = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return resolve_url(address) if is_ours else ""


def going_to(request):
    """The page of ours to which the person wanted to go before signing in; else an empty word."""
    return own_path(request, request.POST.get("next") or request.GET.get("next", ""))


def network_address(request):
    """Where the request comes from: the last hop before our own proxy, or the machine itself; None where unknown."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    said = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        return str(ip_address(said))
    except ValueError:
        return None
