"""Reads files and pasted text into a `Paper`: paragraphs and tables, knowing nothing of plans."""

from .opening import read, read_pasted
from .paper import Paper, Refused

__all__ = ["Paper", "Refused", "read", "read_pasted"]
