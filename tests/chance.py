"""Dice that fall the same way in every run, so that one commit gives one answer; `make chance` rolls new ones.

``SEED=new`` rolls new ones once, ``SEED=<number>`` rolls those of a run that was red once more.
"""

import os
from random import Random

SEED = os.environ.get("SEED") or "1"
IS_USUAL = "SEED" not in os.environ


def dice():
    """(a source of chance, the words that say how to have it again)."""
    seed = Random().randrange(10**9) if SEED == "new" else int(SEED)
    return Random(seed), f"with SEED={seed}"
