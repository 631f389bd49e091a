"""Reads a file in a child process that has little memory and little time.

A parser that hangs, swells or falls over takes only the child with it, and the person
gets a sentence. The child is a fresh Python that knows nothing of Django, of the database
or of the settings: the file goes in by standard input and the paper comes back as JSON.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from .paper import Paper, Refused
from .stored import from_json

ROOM = str(Path(__file__).resolve().parents[2])
BARE = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"}  # the child gets no secret of ours
RESERVE = 0.15  # of the time, for starting the child and taking its answer in
START = "import sys; sys.path.insert(0, sys.argv[1]); from papers.reading import child; child.main()"
TOO_LONG = (
    "The file took too long to read, so it was stopped. Open it, save it as a new .docx or .xlsx "
    "with only the pages or sheets of the plan, and bring that in."
)
FELL_OVER = (
    "The file is damaged in a way that could not be read. Open it, save it as a new file and bring that in."
)


def read_safely(
    name: str,
    content: bytes,
    *,
    include_hidden: bool = False,
    seconds: float = 10,
    megabytes: int = 500,
    largest: float = 20,
) -> Paper:
    """The paper in these bytes, read in a child of at most so many seconds and megabytes.

    `largest` is the biggest file, in megabytes, that is opened at all. Raises Refused with a
    sentence where the file cannot be read, or not within the limits.
    """
    if len(content) > largest * 1_000_000:
        content = content[: int(largest * 1_000_000) + 1]  # the child says why; the rest need not travel
    wishes = {
        "name": name,
        "include_hidden": include_hidden,
        "megabytes": megabytes,
        "seconds": seconds,
        "largest": largest,
    }
    answer = _ask(json.dumps(wishes).encode() + b"\n" + content, seconds * (1 - RESERVE))
    if "refused" in answer:
        raise Refused(answer["refused"])
    return from_json(answer["paper"])


def _ask(question: bytes, seconds: float) -> dict:
    """Start a child, give it the question, and return its answer. A child without one is Refused."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", START, ROOM],
            input=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            env=BARE if os.name == "posix" else None,  # Windows cannot start a Python without its own
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refused(TOO_LONG) from None
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise Refused(FELL_OVER) from None
