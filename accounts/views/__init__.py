"""Signing in and out, one's own account, and what the site says of itself."""

from .about import accessibility, healthz
from .own_account import account, end_sessions
from .signing_in import council_back, council_start, enter_code, sign_in, sign_in_with_password, sign_out

__all__ = [
    "accessibility",
    "account",
    "council_back",
    "council_start",
    "end_sessions",
    "enter_code",
    "healthz",
    "sign_in",
    "sign_in_with_password",
    "sign_out",
]
