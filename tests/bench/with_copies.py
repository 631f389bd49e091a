"""The settings of the site, with a folder of files beside it that are sent as its static files are."""

from config.settings import *  # noqa: F403
from config.settings import DATA_DIR

WHITENOISE_ROOT = DATA_DIR / "copies"
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False
