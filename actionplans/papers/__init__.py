"""A plan as a committee paper: from rows to a document, in four layouts."""

from .building import NoSuchLayout, progress_paper
from .fetching import NoSuchRound
from .layouts import COLUMNS, LAYOUTS, Layout

__all__ = ["COLUMNS", "LAYOUTS", "Layout", "NoSuchLayout", "NoSuchRound", "progress_paper"]
