"""Atom's inline XHTML, written as HTML text."""

from functools import partial
from html import escape as escape_html
from xml.etree.ElementTree import Element

DEEPEST = 200
"""Deeper markup is not written for people."""

escape = partial(escape_html, quote=False)
_XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace}"


class TooDeepError(Exception):
    """The markup is nested deeper than DEEPEST, or holds something this module cannot write."""


def inner_html(element: Element) -> str:
    """Write what is inside ``element``, without the one ``div`` that Atom wraps around it."""
    if _is_wrapped(element):
        element = element[0]
    return (escape(element.text or "") + "".join(_outer(child, 0) for child in element)).strip()


def _is_wrapped(element: Element) -> bool:
    if len(element) != 1 or (element.text or "").strip() or (element[0].tail or "").strip():
        return False
    return element[0].tag.rpartition("}")[2].lower() == "div"


def _outer(element: Element, depth: int) -> str:
    """Write an element and the text behind it, as feedparser does: no tag closes itself."""
    if depth > DEEPEST:
        raise TooDeepError
    name = element.tag.rpartition("}")[2].lower()
    attributes = "".join(
        f' {_attribute_name(key)}="{_quoted(value)}"' for key, value in element.items()
    )
    inside = "".join(_outer(child, depth + 1) for child in element)
    text, tail = escape(element.text or ""), escape(element.tail or "")
    return f"<{name}{attributes}>{text}{inside}</{name}>{tail}"


def _quoted(value: str) -> str:
    return escape(value).replace('"', "&quot;")


def _attribute_name(key: str) -> str:
    if "}" not in key:
        return key.lower()
    if key.startswith(_XML_NAMESPACE):
        return "xml:" + key[len(_XML_NAMESPACE) :]
    raise TooDeepError
