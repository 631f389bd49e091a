"""Zip files whose bytes depend on nothing but what is in them."""

import io
import zipfile
from datetime import date


def pack(members: dict[str, bytes], on: date) -> bytes:
    """A zip of these members, sorted by name, all dated midday of that day."""
    made = io.BytesIO()
    when = (max(on.year, 1980), on.month, on.day, 12, 0, 0)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, members[name])
    return made.getvalue()
