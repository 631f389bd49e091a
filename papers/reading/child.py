"""What runs in the child process of `safely`: limits first, then one reading, then the answer."""

import gc
import json
import sys

from .opening import read
from .paper import Refused
from .stored import as_json

try:
    import resource
except ImportError:  # Windows knows no such limits; there the time limit alone holds
    resource = None  # type: ignore[assignment]

LONGEST = 80_000_000  # bytes of answer, so that the asking process stays small too
_AGAIN = "Save it as a new file with only the pages or sheets of the plan, and bring that in."
HEAVY = json.dumps(
    {"refused": f"The file needs too much memory to read, so it was stopped. {_AGAIN}"}
).encode()
LONG = json.dumps(
    {"refused": f"The file holds far more words than a plan does, so it was not read. {_AGAIN}"}
).encode()


def main():
    """Read one question from standard input and write one answer to standard output."""
    wishes = json.loads(sys.stdin.buffer.readline())
    limit(wishes["megabytes"], wishes["seconds"])
    gc.disable()  # a paper has no cycles, and this process ends when it has answered
    sys.stdout.buffer.write(answer_to(wishes))
    sys.stdout.buffer.flush()


def limit(megabytes: int, seconds: float):
    """Take away memory beyond `megabytes`, time beyond `seconds`, and the power to write files or dump core."""
    if resource is None:
        return
    wanted = {
        resource.RLIMIT_AS: megabytes * 1_000_000,
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for which, most in wanted.items():
        resource.setrlimit(which, (most, most))


def answer_to(wishes: dict) -> bytes:
    """The paper, or the sentence why there is none, as JSON."""
    try:
        paper = read(
            wishes["name"],
            sys.stdin.buffer.read(),
            include_hidden=wishes["include_hidden"],
            largest=wishes["largest"],
        )
        answer = json.dumps({"paper": as_json(paper)}, separators=(",", ":")).encode()
    except Refused as refused:
        return json.dumps({"refused": str(refused)}).encode()
    except MemoryError:
        return HEAVY
    return answer if len(answer) <= LONGEST else LONG
