"""Every address, as every role, by every method: what is answered is what the written policy says."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from actionplans.models.access import PlanPartQuerySet
from tests.access import policy
from tests.access.world import make_world
from tests.plans import make_person

METHODS_NEVER_ANSWERED = ("PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "CONNECT")
ALL_ROLES = (*policy.ROLES, None)


def patterns(resolver=None, before=""):
    """Every pattern of the resolver, written out."""
    for pattern in (resolver or get_resolver()).url_patterns:
        whole = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield whole
        else:
            yield from patterns(pattern, whole)


def desk_parts(pattern):
    """(model, what follows it) of a desk pattern, or None."""
    found = re.fullmatch(r"admin/([a-z]+/[a-z]+)/(.*)", pattern)
    return found.groups() if found and not pattern.startswith("admin/r/") else None


def is_known(pattern):
    """Whether the policy has a row for this pattern."""
    if pattern in policy.ADDRESSES or pattern in policy.DESK_PAGES or pattern in policy.DESK_DOORS:
        return True
    if re.fullmatch(policy.DESK_LISTS, pattern):
        return True
    parts = desk_parts(pattern)
    return parts is not None and parts[0] in policy.DESK_MODELS and parts[1] in policy.DESK_VERBS


def test_every_pattern_has_a_row():
    assert [pattern for pattern in patterns() if not is_known(pattern)] == []


def test_every_row_has_a_pattern():
    assert set(policy.ADDRESSES) - set(patterns()) == set()


def test_a_pattern_without_a_row_would_be_seen():
    assert not is_known("plans/<slug:plan>/secrets/")
    assert not is_known("admin/actionplans/action/copy-all/")


def client_of(role):
    """A browser of someone in this role; None is signed in with no role at all."""
    client = Client(raise_request_exception=True)
    if role != "anonymous":
        client.force_login(make_person(role))
    return client


def answer_to(client, method, address):
    """The answer to one request. Where the desk only leads on, to its login or to a row's form, it is followed."""
    response = client.get(address) if method == "GET" else client.post(address)
    leads_on = ("/admin/login/", f"{address}change/")
    while response.status_code == 302 and response.url.startswith(leads_on):
        response = client.get(response.url)
    return response


def asks_to_sign_in(response):
    """Whether the answer leads to the sign-in page."""
    return response.status_code == 302 and response.url.startswith("/sign-in/?next=")


def fault(address, role, method, allowed, secret, response, gone=False):
    """A sentence where the answer is not the policy's, else None."""
    said = f"{method} {address} as {role or 'nobody in particular'}: {response.status_code}"
    if allowed and gone:
        is_right = response.status_code == 410
    elif allowed:
        # 409 and 422 are answers to a form that was read: it came too late, or something in it is missing.
        is_right = response.status_code in (200, 301, 302, 409, 422) and not asks_to_sign_in(response)
    elif secret and role != "anonymous":
        is_right = response.status_code == 404
    elif role == "anonymous" and (not address.startswith("/plans/") or address.endswith("/withdraw/")):
        is_right = asks_to_sign_in(response) or response.status_code in (403, 404)
    else:
        is_right = response.status_code in (403, 404, 405)
    return None if is_right else f"{said}, {'allowed' if allowed else 'denied'} by the policy"


def letter_allows(line, role, written, *, own=True):
    """Whether the line lets this role in; someone without a role has the public's rights and an account."""
    if role is None:
        return line == policy.SIGNED_IN or policy.is_allowed(line, "anonymous", written)
    return policy.is_allowed(line, role, written, own=own)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ALL_ROLES)
def test_the_site_answers_as_the_policy_says(role):
    world, written = make_world(), policy.written()
    faults = []
    for rows in policy.ADDRESSES.values():
        for row in rows:
            address = world.fill(row.example)
            for method, line in (("GET", row.get), ("POST", row.post)):
                response = answer_to(client_of(role), method, address)
                if line == policy.NOBODY and response.status_code == 405:
                    continue
                allowed = letter_allows(line, role, written, own=row.own)
                faults.append(fault(address, role, method, allowed, row.secret, response, row.gone))
    assert "\n".join(each for each in faults if each) == ""


def may_open_the_desk(role, written):
    """Whether the desk opens for this role."""
    return any(letter_allows(line, role, written) for line in policy.DESK_OPENS_BY)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ALL_ROLES)
def test_the_desk_answers_as_the_policy_says(role):
    world, written = make_world(), policy.written()
    is_open = may_open_the_desk(role, written)
    client, faults = client_of(role), []
    for pattern in patterns():
        if (parts := desk_parts(pattern)) is None:
            continue
        (model, rest), lines = parts, policy.DESK_MODELS.get(parts[0])
        key, spelling = world.keys[model], world.keys["accounts/contributoralias"]
        address = f"/admin/{model}/" + rest.replace("<path:object_id>", str(key)).replace(
            "<int:alias_id>", str(spelling)
        )
        for method, verb in zip(("GET", "POST"), policy.DESK_VERBS[rest], strict=True):
            allowed = is_open and letter_allows(lines[verb], role, written)
            response = answer_to(client, method, address)
            # The desk may be narrower than the policy (some rows are added with their parent only), never wider,
            # and says of a row that one may not see that it is not there.
            if response.status_code == 405 or (
                allowed and verb != policy.VIEW and response.status_code == 403
            ):
                continue
            if not allowed and response.status_code == 302 and response.url == "/admin/":
                continue
            faults.append(fault(address, role, method, allowed, False, response))
    assert "\n".join(each for each in faults if each) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("role", ALL_ROLES)
def test_the_desks_own_pages_open_for_those_who_keep_plans_or_users(role):
    world, written = make_world(), policy.written()
    is_open = may_open_the_desk(role, written)
    client = client_of(role)
    for example in policy.DESK_PAGES.values():
        address = world.fill(example)
        response = answer_to(client, "GET", address)
        # What is offered while typing is for those who may edit the row it is typed into, and the way from a row to
        # its page for those who may read the row: the administrator opens the desk for users, not for plans.
        allowed = is_open and not (role == "admin" and ("autocomplete" in address or "/r/" in address))
        assert fault(address, role, "GET", allowed, False, response) is None


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["anonymous", "member", "lead", "publisher", "steward"])
def test_whatever_stands_under_the_desk_is_hidden_from_those_without_a_part_there(role):
    client = client_of(role)
    for address in ("/admin/accounts/", "/admin/actionplans/", "/admin/nothing/here/"):
        response = answer_to(client, "GET", address)
        assert asks_to_sign_in(response) or response.status_code in (403, 404)


@pytest.mark.django_db
@pytest.mark.parametrize("method", METHODS_NEVER_ANSWERED)
def test_no_other_method_is_answered(method):
    world = make_world()
    client = client_of("editor")
    for rows in policy.ADDRESSES.values():
        for row in rows:
            address = world.fill(row.example)
            assert client.generic(method, address).status_code == 405, address
    assert client.generic(method, "/admin/actionplans/plan/").status_code == 405


@pytest.mark.django_db
def test_every_form_needs_its_key():
    world = make_world()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_person("editor"))
    for rows in policy.ADDRESSES.values():
        for row in rows:
            if row.post != policy.NOBODY:
                address = world.fill(row.example)
                assert client.post(address).status_code == 403, address
    assert client.post("/admin/actionplans/plan/add/").status_code == 403


@pytest.mark.django_db
def test_a_leak_would_be_seen(monkeypatch):
    world, row = make_world(), policy.ADDRESSES["plans/<slug:plan>/"][1]
    address = world.fill(row.example)
    client = client_of("lead")
    assert fault(address, "lead", "GET", False, row.secret, answer_to(client, "GET", address)) is None
    monkeypatch.setattr(PlanPartQuerySet, "visible_to", lambda rows, user: rows)
    assert fault(address, "lead", "GET", False, row.secret, answer_to(client, "GET", address)) is not None
