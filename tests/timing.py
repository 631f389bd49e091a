"""How long a piece of work takes by itself, so that a text that would take for ever is noticed."""

import gc
import time


def seconds_of(work):
    """The processor seconds that `work()` takes, the least of three goes: what disturbs a go only makes it longer.

    What other tests left behind is not collected meanwhile.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return min(_seconds_of_a_go(work) for _ in range(3))
    finally:
        if was_on:
            gc.enable()


def _seconds_of_a_go(work):
    began = time.process_time()
    work()
    return time.process_time() - began
