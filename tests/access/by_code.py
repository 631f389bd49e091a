"""Signing in with a code, as a browser does it in tests."""

import re

from django.core import mail

ADDRESS = "lead@marlowvale.example"
UNKNOWN = "nobody@marlowvale.example"


def ask(client, email=ADDRESS, **more):
    return client.post("/sign-in/", {"email": email, **more})


def enter(client, code, **more):
    return client.post("/sign-in/code/", {"code": code, **more})


def sent_code(number=-1):
    return re.match(r"\d{4}-\d{4}", mail.outbox[number].body).group()


def another(code):
    """A code that is not this one."""
    return "1111-1111" if code != "1111-1111" else "2222-2222"


def is_signed_in(client):
    return client.get("/account/").status_code == 200


def said(response):
    return response.content.decode()
