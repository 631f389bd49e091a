"""The forms of one's own account: signing in and changing the password."""

from allauth.account.forms import ConfirmLoginCodeForm
from django import forms
from django.contrib.auth import authenticate, password_validation
from django.utils import timezone

from . import signing_in

WRONG = "Check the address and the password: they do not belong together."
WAIT = "Wait 15 minutes, then try again: there were too many tries."


class AddressField(forms.EmailField):
    """A work e-mail address."""

    def __init__(self, **kwargs):
        super().__init__(
            label="Work e-mail address",
            max_length=254,
            widget=forms.EmailInput(attrs={"class": "w-m", "autocomplete": "username"}),
            error_messages={
                "required": "Enter your work e-mail address.",
                "invalid": "Enter a whole e-mail address, such as name@council.example.",
            },
            **kwargs,
        )


class AskForCodeForm(forms.Form):
    """Where a code is to be sent."""

    email = AddressField(help_text="For example s.yusuf@marlowvale.example")


class EnterCodeForm(ConfirmLoginCodeForm):
    """The code that was sent; spaces and dashes in it do not matter."""

    code = forms.CharField(
        label="Code",
        max_length=50,
        help_text="Eight figures. It works once, for 15 minutes from when you asked for it.",
        widget=forms.TextInput(
            attrs={
                "class": "w-s",
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={
            "required": "Enter the code from the mail.",
            "max_length": "Enter only the code from the mail: this is longer.",
        },
    )


class PasswordForm(forms.Form):
    """A work e-mail address and a password. `self.user` is who they belong to."""

    email = AddressField()
    password = forms.CharField(
        label="Password",
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "w-m", "autocomplete": "current-password"}),
        error_messages={"required": "Enter your password."},
    )

    def __init__(self, *args, request=None, network=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.network, self.user = request, network, None

    def clean(self):
        """Ask whether address and password belong together, unless too many tries went before."""
        email, password = self.cleaned_data.get("email"), self.cleaned_data.get("password")
        if not email or not password:
            return self.cleaned_data
        now = timezone.now()
        if signing_in.must_wait(email, network=self.network, at=now):
            raise forms.ValidationError(WAIT)
        self.user = authenticate(self.request, username=email, password=password)
        if self.user is None:
            signing_in.note_failure(email, network=self.network, at=now)
            raise forms.ValidationError(WRONG)
        signing_in.note_success(email, network=self.network)
        return self.cleaned_data


class NewPasswordForm(forms.Form):
    """A password for somebody who has just shown in another way who they are: a first one, or in place of a forgotten one."""

    new = forms.CharField(
        label="Your new password",
        max_length=4096,
        strip=False,
        help_text="At least 12 characters. Three or four words that do not belong together are easy to remember.",
        widget=forms.PasswordInput(attrs={"class": "w-m", "autocomplete": "new-password"}),
        error_messages={"required": "Enter a new password."},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new(self):
        """The new password, long enough and not a common one."""
        password_validation.validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def save(self):
        """Keep the new password. Every other session of this person ends."""
        self.user.set_password(self.cleaned_data["new"])
        self.user.save(update_fields=["password"])


class ChangePasswordForm(NewPasswordForm):
    """The password one has, and the one to have from now on."""

    old = forms.CharField(
        label="Your password now",
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput(attrs={"class": "w-m", "autocomplete": "current-password"}),
        error_messages={"required": "Enter the password you have now."},
    )
    field_order = ["old", "new"]

    def clean_old(self):
        """The old password, checked."""
        if not self.user.check_password(self.cleaned_data["old"]):
            raise forms.ValidationError("Enter the password you have now: this is another one.")
        return self.cleaned_data["old"]
