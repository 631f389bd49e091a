"""What is known of a saved web page as a whole while its parts are read."""

import re

from lxml import etree

from .hygiene import Washing
from .paper import Notice
from .web_looks import StyleSheet, is_hidden

SPACES = re.compile(r"[ \t\n\r\f]+")


class Page:
    """One page being read."""

    def __init__(self, root: etree._Element, washing: Washing, *, include_hidden: bool):
        self.root = root
        self.washing = washing
        self.include_hidden = include_hidden
        self.sheet = StyleSheet([each.text or "" for each in root.iter("style")])
        self.tables = 0
        self.hidden = 0
        self.pictures = 0

    def properties(self) -> dict[str, str]:
        """The title and language that the page states."""
        title = self.root.findtext(".//title")
        found = {"title": SPACES.sub(" ", title or "").strip(), "language": self._language()}
        return {key: self.washing.clean(value) for key, value in found.items() if value}

    def _language(self) -> str:
        body = self.root.find("body")
        return self.root.get("lang") or ("" if body is None else body.get("lang") or "")

    def notices(self) -> list[Notice]:
        """What was left out."""
        found = []
        if self.hidden:
            found.append(
                Notice(
                    f"{self.hidden:,} hidden {'part' if self.hidden == 1 else 'parts'} of the page left out."
                )
            )
        if self.pictures:
            found.append(
                Notice(
                    f"{self.pictures:,} {'picture' if self.pictures == 1 else 'pictures'} could not be read."
                )
            )
        return found

    def shows(self, element: etree._Element, style: dict[str, str]) -> bool:
        """Whether to read this element; counts those that are hidden and hold words."""
        if self.include_hidden or not is_hidden(element, style):
            return True
        self.hidden += any(each.strip() for each in element.itertext())
        return False
