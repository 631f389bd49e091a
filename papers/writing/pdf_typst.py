"""Setting a paper with Typst: a step of `pdf_child`, which knows Typst and nothing of this project."""

import tempfile
from pathlib import Path

import pymupdf_fonts
import typst

HERE = Path(__file__).parent


def answer(job, content):
    """The PDF of the paper in this job (`paper` as JSON, `font_files`, `timestamp`); `content` is not asked for."""
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        for name in job["font_files"]:
            (Path(folder) / f"{name}.otf").write_bytes(pymupdf_fonts.fontbuffers[name]())
        return typst.compile(
            (HERE / "paper.typ").read_bytes(),
            format="pdf",
            root=folder,
            font_paths=[folder],
            ignore_system_fonts=True,
            sys_inputs={"paper": job["paper"]},
            pdf_standards="ua-1",
            timestamp=job["timestamp"],
        )
