"""Those who sign in, and the roles they were given: the administrator's page."""

from django import forms
from django.contrib import admin
from django.contrib.auth import password_validation
from django.contrib.auth.forms import ReadOnlyPasswordHashField
from django.core.exceptions import ValidationError

from accounts.models import RoleGrant, User

from .desk import DeskAdmin, DeskForm
from .rows import DeskInline


class UserForm(DeskForm):
    """A user, with a new password where one is given."""

    password = ReadOnlyPasswordHashField(label="Password", help_text="Kept as a hash; nobody can read it.")
    new_password = forms.CharField(
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="At least 12 characters. Left empty, the password stays as it is; a new person signs in with a code.",
    )

    class Meta:
        model = User
        fields = ["email", "name", "organisation", "is_active", "password"]

    def clean_email(self):
        """The address in lower case, as it is kept; two spellings of one address are one."""
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Somebody already signs in with this address.")
        return email

    def clean_new_password(self):
        password = self.cleaned_data["new_password"]
        if password:
            password_validation.validate_password(password, self.instance)
        return password

    def save(self, commit=True):
        if self.cleaned_data["new_password"]:
            self.instance.set_password(self.cleaned_data["new_password"])
        elif not self.instance.pk:
            self.instance.set_unusable_password()
        return super().save(commit)


class RoleGrantInline(DeskInline):
    """The roles of one person. Nobody changes their own."""

    model = RoleGrant
    fk_name = "user"
    fields = ["role", "granted_by", "granted_at"]
    readonly_fields = ["granted_by", "granted_at"]

    def has_add_permission(self, request, obj=None):
        return _not_oneself(request, obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return _not_oneself(request, obj) and super().has_delete_permission(request, obj)


def _not_oneself(request, person):
    return person is None or person.pk != request.user.pk


@admin.register(User)
class UserAdmin(DeskAdmin):
    """Users. Disabling one is the way to take access away: what they signed keeps their name."""

    form = UserForm
    list_display = ["name", "email", "organisation", "role_words", "is_active", "last_login"]
    list_filter = ["is_active", "role_grants__role", "organisation"]
    list_select_related = ["organisation"]
    search_fields = ["name", "email"]
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["email", "name", "organisation", "is_active"]}),
        ("Password", {"fields": ["password", "new_password"]}),
        ("When", {"fields": ["last_login", "date_joined"]}),
    ]
    inlines = [RoleGrantInline]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("role_grants")

    def get_readonly_fields(self, request, obj=None):
        # Nobody locks themselves out.
        return [*self.readonly_fields, *([] if _not_oneself(request, obj) else ["is_active"])]

    def has_delete_permission(self, request, obj=None):
        return _not_oneself(request, obj) and super().has_delete_permission(request, obj)

    @admin.display(description="roles")
    def role_words(self, user):
        return ", ".join(grant.get_role_display() for grant in user.role_grants.all()) or "[None]"

    def save_formset(self, request, form, formset, change):
        for grant in formset.save(commit=False):
            grant.granted_by = request.user
            grant.save()
        for grant in formset.deleted_objects:
            grant.delete()
        formset.save_m2m()

    def delete_queryset(self, request, queryset):
        queryset.exclude(pk=request.user.pk).delete()
