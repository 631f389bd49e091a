"""Takes one stream out of an old Office container (OLE, as .xls files are)."""

import struct

from .paper import Refused
from .parts import DAMAGED

END = 0xFFFFFFF0  # from here on sector numbers mean "no more"


def stream(content: bytes, *names: str) -> bytes:
    """The bytes of the first stream of these names. Raises Refused where the container is damaged."""
    try:
        return Container(content).stream(names)
    except (struct.error, IndexError):
        raise Refused(DAMAGED) from None


class Container:
    """The sectors of one container, and the chains that they form."""

    def __init__(self, content: bytes):
        self.content = content
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise Refused(DAMAGED)
        self.size = 1 << shift
        self.first_directory, self.cutoff, self.first_small = (
            struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60)
        )
        counts = (struct.unpack_from("<I", content, at)[0] for at in (40, 44, 64, 72))
        if any(count > len(content) // self.size for count in counts):  # some parsers believe these
            raise Refused(DAMAGED)
        self.table = self._table()

    def _table(self) -> list[int]:
        """Which sector follows each sector."""
        sectors = [each for each in struct.unpack_from("<109I", self.content, 76) if each < END]
        more, seen = struct.unpack_from("<I", self.content, 68)[0], 0
        while more < END and seen <= len(self.content) // self.size:
            *listed, more = struct.unpack(f"<{self.size // 4}I", self._sector(more))
            sectors += [each for each in listed if each < END]
            seen += 1
        joined = b"".join(self._sector(each) for each in sectors[: len(self.content) // self.size + 1])
        return list(struct.unpack(f"<{len(joined) // 4}I", joined))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        found = self.content[start : start + self.size]
        if not found:
            raise Refused(DAMAGED)
        return found.ljust(self.size, b"\x00")

    def _chain(self, first: int) -> bytes:
        found, steps = [], 0
        while first < END:
            found.append(self._sector(first))
            first = self.table[first]
            steps += 1
            if steps > len(self.table):
                raise Refused(DAMAGED)
        return b"".join(found)

    def stream(self, names: tuple[str, ...]) -> bytes:
        """The bytes of the first stream of these names."""
        directory = self._chain(self.first_directory)
        entries: dict[str, tuple[int, int]] = {}
        for at in range(0, len(directory), 128):
            length = struct.unpack_from("<H", directory, at + 64)[0]
            name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            entries.setdefault(name, struct.unpack_from("<II", directory, at + 116))
            if directory[at + 66] and entries[name][1] > len(self.content):
                raise Refused(DAMAGED)
        for name in names:
            if name in entries:
                first, size = entries[name]
                if size >= self.cutoff:
                    return self._chain(first)[:size]
                return self._small(first, entries.get("Root Entry", (END, 0))[0])[:size]
        raise Refused(DAMAGED)

    def _small(self, first: int, root: int) -> bytes:
        """A short stream, which lives in pieces of 64 bytes inside the stream of the root."""
        home = self._chain(root)
        joined = self._chain(self.first_small)
        table = struct.unpack(f"<{len(joined) // 4}I", joined)
        found, steps = [], 0
        while first < END and steps <= len(table):
            found.append(home[first * 64 : first * 64 + 64])
            first = table[first]
            steps += 1
        return b"".join(found)
