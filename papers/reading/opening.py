"""Opens a file: finds its kind, checks it at the gate, and hands it to the reader of that kind."""

from . import gate, word
from .paper import Paper, Refused

TOO_TANGLED = (
    "The file is built in a way that could not be read. Open it, save it as a new file and bring it in again."
)


def read(name: str, content: bytes, *, include_hidden: bool = False) -> Paper:
    """The paper in these bytes. `name` is what the file was called.

    Raises Refused with a sentence for the person who brought it.
    """
    kind = gate.check(name, content)
    try:
        return READERS[kind](name, content, include_hidden=include_hidden)
    except Refused:
        raise
    except MemoryError:
        raise
    except Exception as fault:
        raise Refused(TOO_TANGLED) from fault


READERS = {"docx": word.read}


def read_pasted(text: str, *, html: str = "") -> Paper:
    """The paper in pasted text."""
    raise NotImplementedError
