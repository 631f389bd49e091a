"""Every page of the desk opens for those it is for, and for nobody else."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from accounts.desk_permissions import DESK
from accounts.permissions import Role
from tests.plans import make_person

MODELS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in ("accounts", "papers", "actionplans") and f"{model._meta.label_lower}" in DESK
]
ON_OTHERS = {
    "accounts.rolegrant",
    "papers.publicationfile",
    "actionplans.actionoutcome",
    "actionplans.roundevent",
    "actionplans.updateevent",
}
PAGES = [model for model in MODELS if model._meta.label_lower not in ON_OTHERS]
USERS_ONLY = {"accounts.user"}


def page(model, name, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def label(model):
    return model._meta.label_lower


def test_every_model_of_the_policy_has_its_page():
    assert {label(model) for model in admin.site._registry if label(model) in DESK} | ON_OTHERS == {
        label(model) for model in MODELS
    }


@pytest.mark.parametrize("model", PAGES, ids=label)
def test_the_list_opens_for_whom_it_is_for(model, client, plan, db):
    for role in Role:
        if role == Role.ANONYMOUS:
            continue
        client.force_login(make_person(role))
        wanted = 200 if role == (Role.ADMIN if label(model) in USERS_ONLY else Role.EDITOR) else None
        answer = client.get(page(model, "changelist"))
        if wanted:
            assert answer.status_code == 200, role
        elif role in (Role.EDITOR, Role.ADMIN):
            assert answer.status_code == 403, role
        else:
            assert answer.status_code == 302, role


@pytest.mark.parametrize("model", PAGES, ids=label)
def test_the_list_search_and_form_open(model, client, plan, administrator, editor):
    client.force_login(administrator if label(model) in USERS_ONLY else editor)
    assert client.get(page(model, "changelist") + "?q=promise").status_code == 200
    answer = client.get(page(model, "add"))
    assert answer.status_code in (200, 403)
    row = model._base_manager.first()
    if row is not None:
        assert client.get(page(model, "change", row.pk)).status_code == 200
        assert client.get(page(model, "history", row.pk)).status_code == 200
        assert client.get(page(model, "delete", row.pk)).status_code in (200, 403)


def test_the_front_page_of_the_desk_lists_only_what_one_may_open(client, administrator, editor, db):
    client.force_login(administrator)
    words = client.get(reverse("admin:index")).content.decode()
    assert "Users" in words
    assert "Contributors" not in words
    client.force_login(editor)
    words = client.get(reverse("admin:index")).content.decode()
    assert "Contributors" in words
    assert "/admin/accounts/user/" not in words


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("actionplans/action/99999999999999999999/change/", 302),
        ("actionplans/action/add/?plan=99999999999999999999", 200),
        ("actionplans/action/add/?plan=abc", 200),
        ("actionplans/update/add/?action=%00", 200),
        ("actionplans/plan/add/?organisation=%00&scale=x", 200),
        ("accounts/contributor/merge/?of=,,1,%C2%B2,99999999999999999999999", 302),
        ("accounts/contributor/split-off/99999999999999999999/", 404),
        ("actionplans/action/?plan__id__exact=99999999999999999999999", 200),
        ("actionplans/action/?words__startswith=a", 400),
        ("actionplans/action/?plan__scale__organisation__name=a", 400),
        (
            "autocomplete/?app_label=actionplans&model_name=assignment&field_name=contributor&term=%00&page=x",
            404,
        ),
        ("actionplans/action/export/?q=%00", 200),
    ],
)
def test_no_address_is_an_error_of_ours(desk, plan, path, status):
    assert desk.get(f"/admin/{path}").status_code == status


def test_users_are_not_narrowed_by_their_password(client, administrator):
    client.force_login(administrator)
    assert client.get("/admin/accounts/user/?password__startswith=md5").status_code == 400
    assert client.get("/admin/accounts/user/?role_grants__role__exact=admin").status_code == 200
