"""Elements on the fast path: what holds inside one, its text, its attributes."""

from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

_BASE = "http://www.w3.org/XML/1998/namespace}base"
_LANG = "http://www.w3.org/XML/1998/namespace}lang"


class DeclinedError(Exception):
    """This document is for feedparser; the message says why."""


class Scope:
    """What holds inside an element: base address and language, as far as the document says."""

    __slots__ = ("base", "handler_of", "is_atom", "lang", "name_of")

    def __init__(
        self,
        name_of: dict[str, str],
        handler_of: dict[str, Any],
        is_atom: bool,
        base: str = "",
        lang: str = "",
    ) -> None:
        self.name_of = name_of
        self.handler_of = handler_of
        self.is_atom = is_atom
        self.base = base
        self.lang = lang

    def inside(self, element: Element) -> "Scope":
        """Give the scope of an element's children: itself, where the element changes nothing."""
        if not element.items():
            return self
        base, lang = self.base_in(element), self.lang_in(element)
        if base == self.base and lang == self.lang:
            return self
        return Scope(self.name_of, self.handler_of, self.is_atom, base, lang)

    def base_in(self, element: Element) -> str:
        """Give the base address inside an element, declining all but plain web addresses."""
        base = element.get(_BASE) or element.get("base")
        if not base:
            return self.base
        base = self.join(base)
        if not base.startswith(("http://", "https://")):
            raise DeclinedError("base address")
        return base

    def lang_in(self, element: Element) -> str:
        """Give the language inside an element."""
        lang = element.get(_LANG, element.get("lang"))
        return self.lang if lang is None else lang.replace("_", "-")

    def join(self, address: str) -> str:
        """Resolve an address against xml:base, if there is one."""
        return join(self.base, address)


def join(base: str, address: str) -> str:
    """Resolve an address against a base, if there is one; empty if that cannot be done."""
    if not base:
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def text_of(element: Element) -> str:
    """Give an element's text, declining markup inside it."""
    if len(element):
        raise DeclinedError(f"markup inside {element.tag}")
    text = element.text
    return text.strip() if text else ""


def address_of(attributes: dict[str, str]) -> str:
    """Give the address that an element names, whatever the attribute is called."""
    return attributes.get("url") or attributes.get("uri") or attributes.get("href") or ""


def attributes_of(element: Element) -> dict[str, str]:
    """Give the attributes by their names in lower case, as nearly all of them are."""
    attributes = element.attrib
    if "".join(attributes).islower():
        return attributes
    return {key.lower(): value for key, value in attributes.items()}
