"""Every setting of the site, each with a safe default.

Nothing set means: SQLite beside this checkout, debug off, and a secret made once
and kept next to the database, so that sessions survive a restart. What a body may
change is an environment variable, listed in docs/running.md.
"""

import os
import secrets
import tomllib
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent


def env(name, default=""):
    """The words set for this name, or the default."""
    return os.environ.get(name, default)


def env_flag(name, default=False):
    """True when the name is set to 1, true, yes or on."""
    return env(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def env_list(name, default=""):
    """The comma-separated words set for this name."""
    return [part.strip() for part in env(name, default).split(",") if part.strip()]


# Where the database, its secret and nothing else is kept when nothing is set.
DATA_DIR = Path(env("DATA_DIR", str(BASE_DIR / "var")))

# Production means: served to other people, over https.
PRODUCTION = env_flag("PRODUCTION")
DEBUG = env_flag("DEBUG")
# A reverse proxy of our own stands in front and says over which scheme and from where a request came.
BEHIND_PROXY = env_flag("BEHIND_PROXY")


def kept_secret():
    """The secret kept beside the database, made the first time it is asked for; of several processes by one only."""
    kept = DATA_DIR / "secret-key"
    if not kept.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        made = kept.with_name(f"secret-key.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(64))
        try:
            os.link(made, kept)
        except OSError:  # another process was quicker, or this disk has no links
            if not kept.exists():
                made.replace(kept)
        made.unlink(missing_ok=True)
    return kept.read_text()


SECRET_KEY = env("SECRET_KEY") or kept_secret()
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")

# Kept with every publication, so that one knows what wrote it.
VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

# What the site calls itself in its masthead, and whom a reader can ask.
SITE_NAME = env("SITE_NAME", "Equality action plans")
SITE_BODY = env("SITE_BODY")
CONTACT_EMAIL = env("CONTACT_EMAIL")
# Where the site is reached from a mail or a calendar.
SITE_ADDRESS = env("SITE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
# A page that queues mail starts a process that sends it; off where cron alone is to send.
MAIL_AT_ONCE = env_flag("MAIL_AT_ONCE", default=True)

INSTALLED_APPS = [
    "accounts",
    "papers",
    "workforce",
    "actionplans",
    "committees",
    "config.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "import_export",
    # Signing in by code and with the council's own accounts. `allauth` itself, which holds pages of its own, is left
    # out: none of them can be shown.
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.headers.ContentSecurityPolicy",
    "config.methods.OnlyReadingAndForms",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {
    "default": dj_database_url.parse(
        env("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'tracker.sqlite3'}",
        conn_max_age=60,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATA_DIR.mkdir(parents=True, exist_ok=True)
    # Immediate transactions: two writers queue for up to 20 s instead of failing at once.
    # Django itself switches foreign keys on.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.RoleBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "first_page"
LOGOUT_REDIRECT_URL = "home"

# Signing in with a code that is sent to the work address. Nobody can make an account.
ACCOUNT_ADAPTER = "accounts.adapters.OurDoor"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
# By network address: a whole council may come from one. By mail address (key): nobody's mailbox is flooded.
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "60/m/ip,600/h/ip,3/m/key,10/h/key",
    "confirm_login_code": "120/m/ip",
}
# Where these limits are counted, in each server process; large enough that no count is pushed out by others.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# The council's own sign-in (OpenID Connect, such as Microsoft Entra): on when server and client are both named.
OIDC_SERVER_URL = env("OIDC_SERVER_URL").rstrip("/")
OIDC_CLIENT_ID = env("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env("OIDC_CLIENT_SECRET")
OIDC_NAME = env("OIDC_NAME", "Council account")
# Mail domains for which this server's word is taken although it does not say that the address is verified.
OIDC_TRUSTED_DOMAINS = [domain.lower().lstrip("@") for domain in env_list("OIDC_TRUSTED_DOMAINS")]
SOCIALACCOUNT_ADAPTER = "accounts.adapters.CouncilDoor"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
if OIDC_SERVER_URL and OIDC_CLIENT_ID:
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "council",
            "name": OIDC_NAME,
            "client_id": OIDC_CLIENT_ID,
            "secret": OIDC_CLIENT_SECRET,
            "settings": {
                "server_url": OIDC_SERVER_URL,
                "oauth_pkce_enabled": True,
                "fetch_userinfo": False,
            },
        }
    )

# Mail. Without a server every mail is written as a file, to be read in DATA_DIR/mail.
EMAIL_HOST = env("EMAIL_HOST")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_USE_SSL = env_flag("EMAIL_USE_SSL")
EMAIL_USE_TLS = env_flag("EMAIL_USE_TLS") and not EMAIL_USE_SSL
EMAIL_PORT = int(env("EMAIL_PORT") or (465 if EMAIL_USE_SSL else 587 if EMAIL_USE_TLS else 25))
EMAIL_HOST_USER = env("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env("EMAIL_HOST_PASSWORD")
EMAIL_TIMEOUT = float(env("EMAIL_TIMEOUT", "10"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM") or CONTACT_EMAIL or "no-reply@localhost"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
# Dates as a committee paper writes them, in every list and form of the desk too.
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Without `collectstatic` (a first run, the tests) files are served from where they lie.
WHITENOISE_USE_FINDERS = not PRODUCTION
if not PRODUCTION:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_AUTOREFRESH = DEBUG

# A council paper is a megabyte or two; larger uploads are refused with a sentence (papers/reading/gate.py).
UPLOAD_LIMIT_BYTES = int(env("UPLOAD_LIMIT_MB", "20")) * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
# A table may be pasted into a form as well: as much text as a file may hold.
DATA_UPLOAD_MAX_MEMORY_SIZE = UPLOAD_LIMIT_BYTES
# Files up to this size are read while the person waits; larger ones by a process of their own.
READ_AT_ONCE_BYTES = 300_000

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.form_is_old"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if PRODUCTION:
    SECURE_SSL_REDIRECT = env_flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_HSTS_SECONDS = int(env("SECURE_HSTS_SECONDS", str(365 * 24 * 60 * 60)))
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
    if BEHIND_PROXY:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

IMPORT_EXPORT_USE_TRANSACTIONS = True
# The formats in which the desk takes tables in and out, the one for text first.
DESK_FORMATS = ["papers.resources.CSV", "papers.resources.Excel"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", "WARNING")},
}
