"""One step of making a PDF, in a process of its own, within limits of time and memory.

Started fresh as `python -I pdf_child.py STEP`: reads a line of JSON (`seconds`, `memory` and what the step needs) and the
bytes that follow it on standard input, and writes what the step answers on standard output. A step is a module of
this folder that imports nothing of this project and has `answer(job, content)`.
"""

import importlib.util
import json
import sys
from pathlib import Path

try:
    import resource
except ImportError:  # Windows has no such limits; the parent's time limit still holds.
    resource = None  # type: ignore[assignment]


def beside(name):
    """A module from this folder; an isolated Python looks for none there by itself."""
    found = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def main():
    """Load the step, set the limits, which are for the work and not for loading, and answer."""
    step = beside(sys.argv[1])
    job = json.loads(sys.stdin.buffer.readline())
    if resource:
        resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
        resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
    sys.stdout.buffer.write(step.answer(job, sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
