"""Keeping the directory: entering, finding, renaming and merging contributors."""

from django.db import IntegrityError, transaction

from accounts import spelling

from .models import Contributor, ContributorAlias


class CannotMerge(Exception):
    """These contributors cannot become one; the message says why."""


@transaction.atomic
def enter(organisation, name, *, kind=Contributor.Kind.SERVICE):
    """The contributor written like this, entered if this body has none yet. Returns (contributor, entered)."""
    words = " ".join(name.split())
    if found := Contributor.objects.spelled(organisation, words).first():
        return found, False
    contributor = Contributor.objects.create(organisation=organisation, name=words, kind=kind)
    also_written(contributor, words)
    return contributor, True


def also_written(contributor, words):
    """Remember one more spelling. Raises IntegrityError when it is another contributor's."""
    words = " ".join(words.split())
    key = spelling.key(words)
    alias, made = ContributorAlias.objects.get_or_create(
        organisation_id=contributor.organisation_id,
        key=key,
        defaults={"contributor": contributor, "words": words},
    )
    if not made and alias.contributor_id != contributor.pk:
        raise IntegrityError(f"“{words}” is already written for {alias.contributor}.")
    return alias


@transaction.atomic
def rename(contributor, name):
    """Give the contributor another name; the old one is kept as a spelling."""
    also_written(contributor, name)
    contributor.name = " ".join(name.split())
    contributor.save(update_fields=["name"])
