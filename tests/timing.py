"""How long a piece of work takes by itself, so that a text that would take for ever is noticed."""

import gc
import time


def seconds_of(work):
    """The processor seconds that `work()` takes. What other tests left behind is not collected meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        if was_on:
            gc.enable()
