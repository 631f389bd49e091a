"""Set a paper as PDF in a process of its own, within limits of time and memory.

Started fresh as `python -I pdf_child.py`: reads one JSON object on standard input (`paper`, `timestamp`,
`seconds`, `memory`), writes the PDF on standard output. It imports nothing of this project.
"""

import json
import resource
import sys
import tempfile
from pathlib import Path


def main():
    """Read the job, set the limits, compile, tag the row headers, answer."""
    job = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_CPU, (job["seconds"], job["seconds"]))
    resource.setrlimit(resource.RLIMIT_AS, (job["memory"], job["memory"]))
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        sys.stdout.buffer.write(made(job, Path(folder)))


def made(job, folder):
    """The PDF of this job, its fonts laid out in `folder` for the time being."""
    for name in job["font_files"]:
        (folder / f"{name}.otf").write_bytes(pymupdf_fonts.fontbuffers[name]())
    template = Path(__file__).with_name("paper.typ")
    return typst.compile(
        template.read_bytes(),
        format="pdf",
        root=str(folder),
        font_paths=[str(folder)],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(job["paper"], ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=job["timestamp"],
    )


if __name__ == "__main__":
    import pymupdf_fonts
    import typst

    main()
