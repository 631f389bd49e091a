"""Reading issued pages in tests: their words, the references in their lists, and who is reading."""

import re

from django.test import Client

from tests.plans import make_person


def refs_of(response):
    """The references in the list of actions, in order."""
    return re.findall(r'<span class="ref" dir="auto">([^<]*)</span>', response.content.decode())


def reader(role=None, email=None):
    """A browser of the public, or of someone in this role."""
    client = Client()
    if role:
        client.force_login(make_person(role, email=email))
    return client
