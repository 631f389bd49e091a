"""Set a paper as PDF in a process of its own, within limits of time and memory.

Started fresh as `python -I pdf_child.py`: reads one JSON object on standard input (`paper`, `timestamp`,
`seconds`, `memory`), writes the PDF on standard output. It imports nothing of this project.
"""

import importlib.util
import json
import sys
import tempfile
from pathlib import Path

import pymupdf_fonts
import typst

try:
    import resource
except ImportError:  # Windows has no such limits; the parent's time limit still holds.
    resource = None  # type: ignore[assignment]

HERE = Path(__file__).parent


def beside(name):
    """A module from this folder; an isolated Python looks for none there by itself."""
    found = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


headers = beside("pdf_headers")  # before the limits, which are for the work and not for loading


def main():
    """Read the job, set the limits, compile, tag the row headers, answer."""
    job = json.load(sys.stdin.buffer)
    if resource:
        resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
        resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        content = made(job, Path(folder))
    tables = [
        (len(block["widths"]), [row.get("head", -1) for row in block["rows"] if row.get("band") != 1])
        for block in job["paper"]["blocks"]
        if block["is"] == "table"
    ]
    sys.stdout.buffer.write(headers.with_row_headers(content, tables))


def made(job, folder):
    """The PDF of this job, its fonts laid out in `folder` for the time being."""
    for name in job["font_files"]:
        (folder / f"{name}.otf").write_bytes(pymupdf_fonts.fontbuffers[name]())
    return typst.compile(
        (HERE / "paper.typ").read_bytes(),
        format="pdf",
        root=folder,
        font_paths=[folder],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(job["paper"], ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=job["timestamp"],
    )


if __name__ == "__main__":
    main()
