"""The content security policy: nothing but our own files, no inline script or style.

The desk (Django's admin) sets element styles from its scripts, so `style-src` is
relaxed there and nowhere else. The setting name is Django 6's, to be deleted on upgrade.
"""

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


class ContentSecurityPolicy:
    """Put the policy on every answer, and `no-store` on what a signed-in person sees (but for what is the same for all)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        policy = dict(POLICY)
        if request.path.startswith("/admin/"):
            policy["style-src"] = "'self' 'unsafe-inline'"
        response.headers.setdefault(
            "Content-Security-Policy", "; ".join(f"{name} {value}" for name, value in policy.items())
        )
        if getattr(response, "is_for_everybody", False):
            # The file of an issued paper: the same for all, whoever asks is not looked up.
            return response
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = "no-store, private"
        return response
