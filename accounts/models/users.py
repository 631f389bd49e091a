"""People who sign in, and the roles they were given."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from accounts.desk_permissions import desk_permission
from accounts.permissions import Permission, Role, may, may_on_every_row

from .deputies import Deputy
from .organisations import Organisation


class UserQuerySet(models.QuerySet):
    """Questions about users."""

    def visible_to(self, user):
        """Everybody for those who keep users or enter who answers for a post, else oneself."""
        if may(user, Permission.KEEP_USERS) or may_on_every_row(user, Permission.READ_WORK_EMAIL):
            return self
        return self.filter(pk=user.pk)

    def editable_by(self, user):
        """The accounts this person may keep."""
        return self if may(user, Permission.KEEP_USERS) else self.none()

    def holding(self, role):
        """Those who sign in and hold this role."""
        return self.filter(is_active=True, role_grants__role=role).distinct()

    def acting_for(self, user):
        """This person, and everybody for whom they stand in today as a deputy."""
        named = Deputy.objects.current().filter(deputy_id=user.pk)
        return self.filter(models.Q(pk=user.pk) | models.Q(pk__in=named.values("lead")))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes users; knows no superuser, only roles."""

    def create_user(self, email, name, password=None, roles=(), **fields):
        """A saved user with these roles. The address is kept in lower case."""
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        for role in roles:
            RoleGrant.objects.create(user=user, role=role)
        return user

    def create_superuser(self, email, name, password=None, **fields):
        """What `manage.py createsuperuser` makes: an administrator, who passes no check unasked."""
        return self.create_user(email, name, password, roles=[Role.ADMIN], **fields)

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """Someone who signs in with a work e-mail address."""

    email = models.EmailField("work e-mail address", unique=True)
    name = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="users"
    )
    is_active = models.BooleanField("may sign in", default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)
    sessions_ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "email"]

    def __str__(self):
        return self.name

    @cached_property
    def roles(self):
        """The roles this person holds, asked of the database once."""
        return frozenset(grant.role for grant in self.role_grants.all())

    def get_session_auth_hash(self):
        """The seal on this person's sessions: it breaks when password or roles change, or on request."""
        parts = [self.password, *sorted(self.roles), str(self.sessions_ended_at or "")]
        return salted_hmac("accounts.session_seal", "\n".join(parts), algorithm="sha256").hexdigest()

    @property
    def is_staff(self):
        """Whether the desk opens for this person."""
        return self.is_active and (may(self, Permission.EDIT_PLAN) or may(self, Permission.KEEP_USERS))

    def has_perm(self, perm, obj=None):
        """Whether the desk may do this: `app.verb_model`, by role alone."""
        permission = desk_permission(perm)
        return self.is_active and permission is not None and may(self, permission)

    def has_perms(self, perm_list, obj=None):
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label):
        """Rooms are listed on the desk for those who may open the desk."""
        return self.is_staff

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name


class RoleGrantQuerySet(models.QuerySet):
    """Questions about grants."""

    def visible_to(self, user):
        """All of them for those who grant roles, else one's own."""
        return self if may(user, Permission.GRANT_ROLES) else self.filter(user_id=user.pk)

    def editable_by(self, user):
        """The grants this person may change: everybody's but their own."""
        return self.exclude(user_id=user.pk) if may(user, Permission.GRANT_ROLES) else self.none()


class RoleGrant(models.Model):
    """One role given to one person, by whom and when."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(
        max_length=20, choices=[choice for choice in Role.choices if choice[0] != Role.ANONYMOUS]
    )
    granted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="grants_made"
    )
    granted_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["role"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role"],
                name="a_role_is_granted_once",
                violation_error_message="This person already has this role.",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=[role for role in Role if role != Role.ANONYMOUS]),
                name="grant_is_of_a_known_role",
                violation_error_message="Choose a role from the list.",
            ),
            models.CheckConstraint(
                condition=models.Q(granted_by__isnull=True) | ~models.Q(granted_by=models.F("user")),
                name="nobody_grants_a_role_to_themselves",
                violation_error_message="Nobody can give a role to themselves. Ask another administrator.",
            ),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_role_display()}"
