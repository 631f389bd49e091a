"""What every page may say about the site itself, and where its main menu leads."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.crypto import salted_hmac

from accounts.permissions import Permission, Role, may, may_on_every_row


def site(request):
    """The site's name, whose it is, whom to ask, and the main menu of the person reading."""
    user = getattr(request, "user", None)
    return {
        "site_name": settings.SITE_NAME,
        "site_body": settings.SITE_BODY,
        "contact_email": settings.CONTACT_EMAIL,
        "menu": menu(request.path, user),
        "user_key": user_key(user),
    }


def user_key(user):
    """A word that stands for this person in the browser's own store and says nothing of them."""
    is_signed_in = user is not None and user.is_authenticated
    return salted_hmac("config.user_key", str(user.pk)).hexdigest()[:20] if is_signed_in else ""


def menu(path, user):
    """The entries of the main menu: words, address, and `page` or `true` where the reader is."""
    entries = [("Home", "home"), ("Plans", "plans"), ("Papers", "publications")]
    if user is not None and user.is_authenticated:
        if user.is_active and Role.LEAD in user.roles:
            entries.insert(1, ("My actions", "my_actions"))
        if may_on_every_row(user, Permission.SIGN_OFF_UPDATE):
            entries.append(("Rounds", "rounds"))
        if may(user, Permission.READ_PREPARED_PUBLICATION):
            entries.append(("In preparation", "preparations"))
        if may(user, Permission.IMPORT_PLAN):
            entries.append(("Bring in", "imports"))
        if user.is_staff:
            entries.append(("The desk", "admin:index"))
    else:
        entries.append(("Sign in", "sign_in"))
    found = [(words, address(name)) for words, name in entries]
    return [
        {"words": words, "href": href, "is_current": current(path, href)} for words, href in found if href
    ]


def address(name):
    """The address of this name, or None where no room answers to it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def current(path, href):
    """`page` on the page itself, `true` below it, None elsewhere."""
    if path == href:
        return "page"
    return "true" if href != "/" and path.startswith(href) else None
