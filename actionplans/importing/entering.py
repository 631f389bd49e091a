"""Entering everybody whom a paper names into the directory, in a few statements however many they are."""

from accounts import spelling
from accounts.models import Contributor, ContributorAlias

LONGEST_NAME = 250


def enter_all(organisation, wanted, *, record, also=()):
    """The contributors of this body by spelling key; those it has not got yet are entered.

    `wanted` are (name, kind) pairs; `also` are (spelling, name) pairs that a person said are one.
    What has no letters or is longer than a name can be is not entered: its key is missing from the answer.
    """
    known = _known(organisation)
    new = {}
    for name, kind in wanted:
        words = " ".join(name.split())
        key = spelling.key(words)
        if key and len(words) <= LONGEST_NAME and len(key) <= LONGEST_NAME and key not in known:
            known[key] = new[key] = Contributor(organisation=organisation, name=words, kind=kind)
    record.make(list(new.values()))
    spellings = [_alias(organisation, contributor, contributor.name, key) for key, contributor in new.items()]
    for words, name in also:
        key, contributor = spelling.key(words), known.get(spelling.key(name))
        if contributor and key and key not in known and len(words) <= LONGEST_NAME:
            known[key] = contributor
            spellings.append(_alias(organisation, contributor, " ".join(words.split()), key))
    record.make(spellings)
    return known


def _known(organisation):
    aliases = ContributorAlias.objects.filter(organisation=organisation).select_related("contributor")
    return {alias.key: alias.contributor for alias in aliases}


def _alias(organisation, contributor, words, key):
    return ContributorAlias(organisation=organisation, contributor=contributor, words=words, key=key)
