"""Constraints that several models put up, each with a sentence for a name."""

from django.db import models
from django.db.models import Q


def both_or_neither(first, second, name, sentence):
    """A constraint: either both of these fields are filled, or none of them."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True, f"{second}__isnull": True})
        | Q(**{f"{first}__isnull": False, f"{second}__isnull": False}),
        name=name,
        violation_error_message=sentence,
    )
