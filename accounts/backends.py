"""Signing in, and what the desk may show: both by role."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password


class RoleBackend(BaseBackend):
    """E-mail address and password. Django's permission checks are answered by `User.has_perm`."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        """The active user with this address and password, or None, in the same time either way."""
        if username is None or password is None:
            return None
        user = get_user_model().objects.filter(email__iexact=username.strip()).first()
        if user is None:
            make_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id):
        """The signed-in user, unless disabled since."""
        return get_user_model().objects.filter(pk=user_id, is_active=True).first()
