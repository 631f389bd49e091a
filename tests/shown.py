"""What a page says, for tests."""

import html
import re


def words_of(response, errors="strict"):
    """The words of a page in one line, without its markup; `errors` says what becomes of bytes that are no words."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode(errors=errors))).split())
