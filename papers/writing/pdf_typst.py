"""Setting a paper with Typst: a step of `pdf_child`, which knows Typst and nothing of this project."""

import shutil
import tempfile
from pathlib import Path

import pymupdf_fonts
import typst


def answer(job, content):
    """The PDF of the paper in this job (`paper` as JSON, `font_files`, `timestamp`); `content` is not asked for."""
    with tempfile.TemporaryDirectory(prefix="paper-") as name_of_folder:
        folder = Path(name_of_folder)
        for name in job["font_files"]:
            (folder / f"{name}.otf").write_bytes(pymupdf_fonts.fontbuffers[name]())
        template = folder / "paper.typ"
        shutil.copyfile(Path(__file__).with_name("paper.typ"), template)
        return typst.compile(
            template,
            format="pdf",
            root=folder,
            font_paths=[folder],
            ignore_system_fonts=True,
            sys_inputs={"paper": job["paper"]},
            pdf_standards="ua-1",
            timestamp=job["timestamp"],
        )
