"""What every page may say about the site itself."""

from django.conf import settings


def site(request):
    """The site's name, whose it is, and whom to ask."""
    return {
        "site_name": settings.SITE_NAME,
        "site_body": settings.SITE_BODY,
        "contact_email": settings.CONTACT_EMAIL,
    }
