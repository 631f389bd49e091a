"""What a frozen row says, as one hash: the same on every database, and another one when anything in it changes."""

import hashlib
import json
from datetime import UTC, datetime


def digest(content: bytes) -> str:
    """The SHA-256 of these bytes."""
    return hashlib.sha256(content).hexdigest()


def fingerprint(row, *more, leave_out=("id", "sha256")):
    """The SHA-256 of all fields of a row but those left out, and of whatever else belongs to it.

    Moments count in UTC to the second, for a copy of the database in another form keeps no more of them; bytes count by
    their own hash.
    """
    fields = {
        field.attname: _plain(getattr(row, field.attname))
        for field in row._meta.concrete_fields
        if field.attname not in leave_out
    }
    return fingerprint_of([fields, *more])


def fingerprint_of(data):
    """The SHA-256 of plain data, the same in whatever order its members stand."""
    return digest(json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode())


def _plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(microsecond=0).isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return digest(bytes(value))
    return value.isoformat() if hasattr(value, "isoformat") else value
