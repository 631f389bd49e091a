"""The lasting address of an action within its plan, made once from its reference."""

import re
import unicodedata

from .models import Action

LONGEST = 60
# Longer than the address of any plan or paper.
ASKED_AT_MOST = 200


def asked_for(request, name):
    """The address of a plan or paper that a query names, "" where it names none.

    A NUL, which no address has and PostgreSQL does not look for, is shown as what cannot be shown.
    """
    return request.GET.get(name, "")[:ASKED_AT_MOST].replace("\0", "\N{REPLACEMENT CHARACTER}")


def address_for(plan, ref, order, taken=None, *, count=1):
    """An address no other action of the plan has: "1a", "sr-25-26-01", "1-2"; "action-7" without a reference.

    `taken` holds the addresses in use; None asks the plan. Nothing is saved, and `taken` is
    not added to: a caller who makes several adds each answer to it, and may say how often (`count`)
    this reference was met, which saves trying every number below.
    """
    if taken is None:
        taken = set(Action.everything.filter(plan=plan).values_list("slug", flat=True))
    address = wanted = spelled(ref) or f"action-{order}"
    while address in taken:
        count += 1
        ending = f"-{count}"
        address = wanted[: LONGEST - len(ending)].rstrip("-") + ending
    return address


def spelled(ref):
    """The reference in letters, figures and hyphens; "" where it has none."""
    # A dot or a bracket becomes a hyphen, so that 1.2 and 12 stay two addresses.
    plain = unicodedata.normalize("NFKD", ref).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:LONGEST].rstrip("-")
