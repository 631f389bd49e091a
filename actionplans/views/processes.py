"""Work that takes longer than a reader waits, begun in a process of its own."""

import subprocess
import sys

from django.conf import settings


def begin(command, key):
    """Run a command of this site on the row with this key. It outlives the request and says nothing to anybody."""
    subprocess.Popen(
        [sys.executable, str(settings.BASE_DIR / "manage.py"), command, str(key)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd=settings.BASE_DIR,
    )
