"""The gate before any parser: nothing is opened that is too big, hides its size, or climbs out of its folder."""

import io
import struct
import zipfile
import zlib

from . import kinds
from .paper import Refused
from .parts import DAMAGED, plain_xml

LARGEST = 20  # megabytes, unless the caller says otherwise
MEMBERS = 2_000
UNPACKED = 100_000_000
RATIO = 100
SMALL = 1_000_000  # a part smaller than this may be packed as tightly as it likes
DIRECTORY = 1_000_000  # bytes; 2,000 honest entries need a fifth of it
AGAIN = "Open the paper in the program it came from, save it as a new file and bring that in."
TOO_MANY = f"The file holds more parts inside than a paper ever needs, so it was not opened. {AGAIN}"
TOO_BIG_INSIDE = f"The file unpacks to more than 100 MB, so it was not opened. {AGAIN}"
BOMB = f"The file is packed far more tightly than a paper ever is, so it was not opened. {AGAIN}"
CLIMBS = f"The file holds parts that point outside it, so it was not opened. {AGAIN}"
TWICE = f"The file holds two parts of the same name, so it is not clear which one counts. {AGAIN}"


def check(name: str, content: bytes, *, largest: float = LARGEST) -> str:
    """The kind of a file that may be read. `largest` is in megabytes. Raises Refused with what to do instead."""
    if len(content) > largest * 1_000_000:
        raise Refused(
            f"The file is {len(content) / 1_000_000:.0f} MB, and the largest that can be brought in is {largest:g} MB. "
            "Take out pictures, or bring it in in parts."
        )
    kind = kinds.of(name, content)
    if content.startswith(kinds.ZIPS):
        names, declared = check_zip(content)
        if kind == "zip":
            kind = kinds.of_members(names, declared)
    return kind


def check_zip(content: bytes) -> tuple[list[str], bytes]:
    """Check a zipped file from its directory and by unpacking it with a counter.

    Returns the names of its parts, and what its part "mimetype" declares.
    """
    _check_directory_size(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            members = packed.infolist()
            _check_directory(members, len(content))
            _check_by_unpacking(packed, members)
            names = [member.filename for member in members]
            declared = packed.read("mimetype")[:200] if "mimetype" in names else b""
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
        struct.error,
    ):
        raise Refused(DAMAGED) from None
    return names, declared


def _check_directory_size(content: bytes):
    end = content.rfind(b"PK\x05\x06")
    if end < 0 or len(content) < end + 22:
        raise Refused(DAMAGED)
    entries, size = struct.unpack_from("<HI", content, end + 10)
    if entries > MEMBERS or size > DIRECTORY:
        raise Refused(TOO_MANY)


def _check_directory(members: list[zipfile.ZipInfo], packed_size: int):
    if len(members) > MEMBERS:
        raise Refused(TOO_MANY)
    seen: set[str] = set()
    for member in members:
        if member.flag_bits & 0x1:
            raise Refused(kinds.PROTECTED)
        if _climbs(member):
            raise Refused(CLIMBS)
        if member.filename.lower() in seen:
            raise Refused(TWICE)
        seen.add(member.filename.lower())
        if member.file_size > SMALL and member.file_size > member.compress_size * RATIO:
            raise Refused(BOMB)
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED:
        raise Refused(TOO_BIG_INSIDE)
    if unpacked > SMALL and unpacked > packed_size * RATIO:
        raise Refused(BOMB)


def _climbs(member: zipfile.ZipInfo) -> bool:
    """Whether a part's name leaves the file: absolute, with a drive, climbing, or a link."""
    name = member.orig_filename.replace("\\", "/")
    is_link = (member.external_attr >> 16) & 0o170000 == 0o120000
    return (
        is_link
        or name.startswith("/")
        or ":" in name.split("/")[0]
        or ".." in name.split("/")
        or "\x00" in name
    )


def _check_by_unpacking(packed: zipfile.ZipFile, members: list[zipfile.ZipInfo]):
    """Unpack every part into nothing, counting; and look at how each XML part begins."""
    total = 0
    for member in members:
        alone = 0
        with packed.open(member) as part:
            start = part.read(8_192)
            if member.filename.lower().endswith((".xml", ".rels", ".vml")) and start:
                plain_xml(start[: len(start) // 2 * 2])
            piece = start
            while piece:
                alone += len(piece)
                if total + alone > UNPACKED:
                    raise Refused(TOO_BIG_INSIDE)
                if alone > SMALL and alone > (member.compress_size + 1) * RATIO:
                    raise Refused(BOMB)
                piece = part.read(262_144)
        total += alone
