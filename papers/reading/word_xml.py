"""Small looks into Word's XML: a child, a value, a switch."""

from lxml import etree

Properties = dict[str, etree._Element]  # what a paragraph, row or cell states of itself, by tag
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of this name, or None; half the cost of `find`, and asked for in every cell."""
    if element is not None:
        for found in element.iterchildren(W + name):
            return found
    return None


def children(element: etree._Element | None, name: str) -> dict[str, etree._Element]:
    """What stands in the first child of this name, by tag: cheaper than asking again and again."""
    found = child(element, name)
    return {} if found is None else {part.tag: part for part in found}


def value(element: etree._Element | None, name: str) -> str | None:
    """The w:val of the first child of this name, or None."""
    found = child(element, name)
    return None if found is None else found.get(f"{W}val")


def is_on(element: etree._Element | None, otherwise: bool = False) -> bool:
    """Whether a switch such as w:b is on; `otherwise` where it is absent."""
    if element is None:
        return otherwise
    return element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def has(element: etree._Element | None, name: str) -> bool:
    """Whether the first child of this name is a switch that is on."""
    return is_on(child(element, name))


def stated(properties: Properties, tag: str, otherwise: int) -> int:
    """The whole number that a property states, or `otherwise`."""
    found = properties.get(tag)
    return otherwise if found is None else whole(found.get(f"{W}val"), otherwise)


def whole(words: str | None, otherwise: int) -> int:
    """A whole number of an attribute, or `otherwise`."""
    stated = (words or "").removeprefix("-")
    return int(words or "") if stated.isdecimal() and len(stated) < 6 else otherwise
