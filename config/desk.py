"""The desk: Django's admin under the tracker's own name and sign-in rules."""

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class Desk(admin.AdminSite):
    """The equality team's desk. Who may open it is decided by role, never by a superuser flag."""

    site_header = f"{settings.SITE_NAME}: the desk"
    site_title = settings.SITE_NAME
    index_title = "Plans, people and papers"
    enable_nav_sidebar = False


class DeskConfig(AdminConfig):
    """Makes `Desk` the site on which the rooms register."""

    default_site = "config.desk.Desk"
