"""The desk: Django's admin under the tracker's own name and sign-in rules."""

from functools import wraps
from urllib.parse import urlencode

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, resolve, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts import keeping
from accounts.desk_permissions import DESK

ROOMS = ("actionplans", "committees", "workforce", "accounts", "papers")
FIRST = ("Plan", "Action", "Update", "ReportingRound", "Contributor", "User")


def _place(name, order):
    """Where a name stands in an order; what is not named comes after."""
    return order.index(name) if name in order else len(order)


class Desk(admin.AdminSite):
    """The equality team's desk. Who may open it is decided by role, never by a superuser flag.

    Signing in and out and the password are the site's own: one door, with its own limits.
    """

    site_header = f"{settings.SITE_NAME}: the desk"
    site_title = settings.SITE_NAME
    index_title = "Plans, people and papers"
    enable_nav_sidebar = False

    def get_app_list(self, request, app_label=None):
        """The rooms in the order of the work, and in each what is kept most often first."""
        listed = super().get_app_list(request, app_label)
        for room in listed:
            room["models"].sort(key=lambda model: (_place(model["object_name"], FIRST), model["name"]))
        return sorted(listed, key=lambda room: _place(room["app_label"], ROOMS))

    def register(self, model_or_iterable, admin_class=None, **options):
        """Only models with a row in the desk's table of permissions: Django's own groups have none."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        known = [model for model in models if model._meta.label_lower in DESK]
        super().register(known, admin_class, **options)

    def get_urls(self):
        """As Django has them, with the desk's own way from a row to its page on the site."""
        own = path(
            "r/<path:content_type_id>/<path:object_id>/",
            self.admin_view(on_the_site),
            name="view_on_site",
        )
        return [own, *(each for each in super().get_urls() if getattr(each, "name", "") != own.name)]

    def admin_view(self, view, cacheable=False):
        """As Django has it; and what was typed in a form whose session is over is shown to be copied."""
        opened = super().admin_view(view, cacheable)

        @wraps(opened)
        def guarded(request, *args, **kwargs):
            is_nobody = request.method == "POST" and not request.user.is_authenticated
            if is_nobody and keeping.words_of(request.POST):
                return keeping.sent_by_nobody(request, request.path, request.get_full_path())
            return opened(request, *args, **kwargs)

        return guarded

    @method_decorator(never_cache)
    def login(self, request, extra_context=None):
        """To the site's sign-in; whoever is signed in already and lands here has no part at the desk."""
        home = reverse(f"{self.name}:index")
        if not request.user.is_authenticated:
            going_to = urlencode({"next": request.GET.get("next") or home})
            return redirect(f"{reverse(settings.LOGIN_URL)}?{going_to}")
        if not self.has_permission(request):
            raise PermissionDenied
        return redirect(home)

    def logout(self, request, extra_context=None):
        """The site's own signing out."""
        return resolve(reverse("sign_out")).func(request)

    def password_change(self, request, extra_context=None):
        """One's password is kept with one's account, for every role in the same place."""
        return redirect("account")

    password_change_done = password_change


def on_the_site(request, content_type_id, object_id):
    """From a row of the desk to its page on the site, for those who may read that row; to others nothing is there."""
    is_number = content_type_id.isascii() and content_type_id.isdecimal() and len(content_type_id) < 10
    kinds = apps.get_model("contenttypes", "ContentType").objects
    kind = kinds.filter(pk=content_type_id).first() if is_number else None
    model = kind.model_class() if kind else None
    rows = getattr(model and model._default_manager, "visible_to", None)
    is_key = object_id.isascii() and object_id.isdecimal() and len(object_id) < 19
    found = rows(request.user).filter(pk=object_id).first() if rows and is_key else None
    if found is None or not hasattr(found, "get_absolute_url"):
        raise Http404("There is no page of this row, or it is not yours to read.")
    return redirect(found.get_absolute_url())


class DeskConfig(AdminConfig):
    """Makes `Desk` the site on which the rooms register."""

    default_site = "config.desk.Desk"
