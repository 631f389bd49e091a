"""What this process served to everybody lately, so that a reader who has it already is told so without the database.

An entry is good for a few seconds. Whoever issues or withdraws makes every process on this machine forget at once:
the processes share a file that says when that was.
"""

import contextlib
import os
import time
from collections import OrderedDict
from pathlib import Path
from threading import Lock
from uuid import uuid4

from django.conf import settings

FRESH = 5.0  # seconds
MOST = 2_000  # addresses


class Memory:
    """A bounded memory of what was served: address → what is known of it."""

    def __init__(self, mark: Path, *, fresh=FRESH, most=MOST, clock=time.monotonic):
        self._mark, self._fresh, self._most, self._clock = mark, fresh, most, clock
        self._kept: OrderedDict = OrderedDict()
        self._flushes = 0
        self._lock = Lock()

    def state(self):
        """What changes whenever something was issued or withdrawn; taken before the database is asked."""
        try:
            found = os.stat(self._mark)
        except OSError:
            return self._flushes, 0, 0
        return self._flushes, found.st_mtime_ns, found.st_ino

    def keep(self, address, known, *, state):
        """Remember `known` of this address as it was when the state was taken."""
        with self._lock:
            self._kept[address] = (self._clock() + self._fresh, state, known)
            self._kept.move_to_end(address)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def find(self, address):
        """What is known of this address; None where nothing is, or it is too old."""
        with self._lock:
            until, state, known = self._kept.get(address, (0.0, None, None))
            if known is None:
                return None
            if until < self._clock() or state != self.state():
                del self._kept[address]
                return None
            return known

    def forget(self):
        """Forget everything here, and have the other processes forget."""
        with self._lock:
            self._kept.clear()
            self._flushes += 1
        # Where nothing can be written there, the others forget by themselves after a few seconds.
        with contextlib.suppress(OSError):
            fresh = self._mark.with_name(f"{self._mark.name}.{uuid4().hex}")
            fresh.write_bytes(b"")
            fresh.replace(self._mark)


served = Memory(settings.DATA_DIR / "publications-changed")
