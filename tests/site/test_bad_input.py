"""Whatever is asked, the answer is a page of ours and never a fault."""

import pytest
from django.test import Client, override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.issued import issue_plan
from tests.plans import make_plan, signed_in

NAMES = st.sampled_from(
    ["q", "status", "overdue", "silent", "priority", "lead", "order", "page", "body", "state"]
)
ODD = st.sampled_from(
    ["\x00", "\ud800", "' OR 1=1", "%", "_", "\\", "9" * 30, "-1", "1e9", "٣", "‮", "{{7*7}}", "none"]
)
VALUES = st.one_of(st.text(max_size=40), ODD, st.integers().map(str))
QUERIES = st.lists(st.tuples(NAMES, VALUES), max_size=5)
PLACES = st.sampled_from(["/plans/", "/plans/a-plan/"])
QUIETLY = settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def plan(db):
    """A plan that was issued: the public has its page too."""
    plan = make_plan(8, slug="a-plan")
    issue_plan(plan)
    return plan


@pytest.fixture
def readers(plan):
    return [Client(), signed_in("editor")]


def encoded(value):
    """A value as the bytes a rude browser might send."""
    return value.encode("utf-8", "surrogatepass")


@QUIETLY
@given(PLACES, QUERIES)
def test_no_query_is_a_fault(readers, place, query):
    for reader in readers:
        response = reader.get(place, [(name, encoded(value)) for name, value in query])
        assert response.status_code == 200


@QUIETLY
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_address_is_a_fault(readers, first, second):
    for address in (
        f"/{first}",
        f"/plans/{first}/",
        f"/plans/a-plan/actions/{second}/",
        f"/{first}/{second}",
    ):
        # Two slashes first would be the name of another site to whoever asks.
        asked = address.replace("?", "").replace("#", "").replace("//", "/")
        for reader in readers:
            assert reader.get(asked).status_code in (200, 301, 302, 404)


@QUIETLY
@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=60))
def test_no_form_of_signing_in_is_a_fault(plan, email, password, going_to):
    sent = {"email": email, "password": password, "next": going_to}
    for address in ("/sign-in/password/", "/sign-in/"):
        response = Client().post(address, {name: encoded(value) for name, value in sent.items()})
        assert response.status_code == 200


@QUIETLY
@given(st.text(max_size=300), st.text(max_size=60))
def test_no_code_that_is_typed_is_a_fault(plan, code, going_to):
    client = Client()
    with override_settings(ACCOUNT_RATE_LIMITS=False):
        client.post("/sign-in/", {"email": "nobody@marlowvale.example"})
        response = client.post("/sign-in/code/", {"code": encoded(code), "next": encoded(going_to)})
    assert response.status_code == 200
