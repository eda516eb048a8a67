"""The fields of one item on the fast path: each element handled as feedparser would.

An element is known by feedparser's name for it (``dc_creator``), whatever its prefix. What cannot
be treated alike with certainty raises Declined, and feedparser reads the document.
"""

from collections.abc import Callable
from functools import partial
from xml.etree.ElementTree import Element

from newsreader.parse.raw import RawAuthor, RawEntry, RawMedia, RawText, TextKind
from newsreader.parse.scope import (
    DeclinedError,
    Scope,
    address_of,
    attributes_of,
    join,
    text_of,
)
from newsreader.parse.xhtml import TooDeepError, inner_html

_TYPES = {
    "text": "text",
    "plain": "text",
    "text/plain": "text",
    "html": "html",
    "text/html": "html",
    "xhtml": "xhtml",
    "application/xhtml+xml": "xhtml",
}
_IS_HTML = {"type": "html"}
_IS_NO_LINK = {"isPermaLink": "false"}
# without the Python function that a named tuple has in between: in half the time
_new_text = partial(tuple.__new__, RawText)
_new_author = partial(tuple.__new__, RawAuthor)
_new_media = partial(tuple.__new__, RawMedia)


class HandlerOf(dict[str, "Handler | None"]):
    """How an element is read, by its tag in this document; None: it is passed over."""

    def __init__(self, name_of: dict[str, str]) -> None:
        super().__init__()
        self._name_of = name_of

    def __missing__(self, tag: str) -> "Handler | None":
        handler = self[tag] = HANDLERS.get(self._name_of[tag])
        return handler


class ItemReader:
    """Collect the fields of one item; also those that a channel or a source shares with items."""

    __slots__ = (
        "_alternate",
        "_attached",
        "_contents",
        "_has_content",
        "_has_summary",
        "_media",
        "_summary",
        "_summary_depth",
        "_tags",
        "_thumbnail",
        "_title_depth",
        "_title_lock",
        "entry",
        "scope",
    )

    def __init__(self, scope: Scope) -> None:
        self.entry = RawEntry()
        self.scope = scope
        self._has_content = self._has_summary = False
        self._alternate = self._thumbnail = ""
        self._contents: list[RawText] = []
        self._summary: RawText | None = None
        self._summary_depth = self._title_depth = self._title_lock = 99
        self._attached: list[RawMedia] = []
        self._media: list[RawMedia] = []
        self._tags: list[list[str]] = []

    def read(self, item: Element, depth: int = 0) -> None:
        """Read all children of an element; ``depth`` is 0 for the item's own."""
        handler_of = self.scope.handler_of
        for element in item:
            handler = handler_of[element.tag]
            if handler is not None:
                handler(self, element, depth)
            elif len(element):
                self._skip(element)

    def finish(self) -> RawEntry:
        """Give the entry, with what only the end of the item decides."""
        entry = self.entry
        if not entry.link:
            entry.link = self._alternate
        entry.bodies = self._contents
        if self._summary is not None:
            self._contents.append(self._summary)
        if self._tags:
            entry.categories = [label or term for term, label in self._tags]
        if self._attached or self._media:
            entry.enclosures = self._attached + self._media
        entry.image = self._thumbnail or entry.image
        return entry

    def _skip(self, element: Element) -> None:
        """Pass over an unknown element, unless something inside it would mean something."""
        handler_of = self.scope.handler_of
        for inner in element.iter():
            if inner is not element and handler_of[inner.tag]:
                raise DeclinedError(f"known element inside unknown {element.tag}")

    def _decline(self, element: Element, depth: int) -> None:
        raise DeclinedError(element.tag)

    # -- texts

    def _title(self, element: Element, depth: int) -> None:
        if self._title_lock <= depth:
            return
        title = self._typed(element, "text")
        self._store_title(title, depth)
        if title.value:
            self._title_lock = depth

    def _media_title(self, element: Element, depth: int) -> None:
        if self._title_lock > depth:
            self._store_title(self._typed(element, "text"), depth)

    def _store_title(self, title: RawText, depth: int) -> None:
        if depth <= self._title_depth:
            self.entry.title, self._title_depth = title, depth

    def _description(self, element: Element, depth: int) -> None:
        self._summarise(element, depth, "html")

    def _plain_summary(self, element: Element, depth: int) -> None:
        self._summarise(element, depth, "text")

    def _summarise(self, element: Element, depth: int, default: TextKind) -> None:
        """Store a summary; the second one, where there is no content, is the content."""
        if self._has_summary and not self._has_content:
            self._content(element, depth)
            return
        summary = self._typed(element, default)
        self._has_summary = True
        if depth <= self._summary_depth:
            self._summary, self._summary_depth = summary, depth

    def _content(self, element: Element, depth: int) -> None:
        self._has_content = self._has_summary = True
        self._contents.append(self._typed(element, "text"))

    def _encoded(self, element: Element, depth: int) -> None:
        self._has_content = self._has_summary = True
        self._contents.append(self._typed(element, "html"))

    def _typed(self, element: Element, default: TextKind) -> RawText:
        """Read a text construct: plain text, HTML as text, or inline XHTML."""
        scope = self.scope
        if not element.items():
            return _new_text((text_of(element), default, scope.base, scope.lang))
        if element.attrib == _IS_HTML:
            return _new_text((text_of(element), "html", scope.base, scope.lang))
        return self._declared(element, default)

    def _declared(self, element: Element, default: TextKind) -> RawText:
        """Read a text construct that may declare type, base address or language."""
        kind: str = default
        for key, value in element.items():
            lowered = key.lower()
            if lowered == "type":
                kind = _TYPES.get(value.lower(), "")
            elif lowered == "mode":
                kind = ""
        if not kind:
            raise DeclinedError("type of text")
        base, lang = self.scope.base_in(element), self.scope.lang_in(element)
        if kind != "xhtml":
            return RawText(text_of(element), "html" if kind == "html" else "text", base, lang)
        if not self.scope.is_atom:
            raise DeclinedError("XHTML outside Atom")
        try:
            return RawText(inner_html(element), "html", base, lang)
        except TooDeepError:
            raise DeclinedError("XHTML") from None

    # -- addresses

    def _link(self, element: Element, depth: int) -> None:
        if not element.items():
            href = text_of(element)
            if href:
                href = self.entry.link = self.scope.join(href) if self.scope.base else href
                self._alternate = self._alternate or href
            return
        attributes = attributes_of(element)
        href = address_of(attributes) or text_of(element)
        if not href:
            return
        href = self._join_in(element, href)
        relation = attributes.get("rel", "alternate").lower()
        if relation == "alternate":
            self._alternate = self._alternate or href
            if _TYPES.get(attributes.get("type", "html").lower()) in ("html", "xhtml"):
                self.entry.link = href
        elif relation == "enclosure":
            self._attach(attributes, href)

    def _guid(self, element: Element, depth: int) -> None:
        text = text_of(element)
        if element.items():
            is_link = element.attrib != _IS_NO_LINK and (
                attributes_of(element).get("ispermalink", "true") == "true"
            )
            self.entry.guid = self._join_in(element, text) if is_link else text
        else:
            self.entry.guid = self.scope.join(text) if text and self.scope.base else text

    def _comments(self, element: Element, depth: int) -> None:
        if not element.items():
            self.entry.comments = self._join_in(element, text_of(element))

    def _external(self, element: Element, depth: int) -> None:
        if not element.items():
            self.entry.external = text_of(element)

    def _join_in(self, element: Element, address: str) -> str:
        base = self.scope.base_in(element) if element.items() else self.scope.base
        return join(base, address) if base and address else address

    # -- dates

    def _published(self, element: Element, depth: int) -> None:
        self.entry.published = text_of(element)

    def _updated(self, element: Element, depth: int) -> None:
        self.entry.updated = text_of(element)

    # -- people and labels

    def _author(self, element: Element, depth: int) -> None:
        if not len(element):
            self._add_author(_new_author(((element.text or "").strip(), "", "")))
            return
        parts = {"name": "", "email": "", "url": ""}
        scope = self.scope.inside(element)
        for part in element:
            name = scope.name_of[part.tag]
            key = _PERSON.get(name)
            if key:
                parts[key] = text_of(part)
            elif len(part) or name in HANDLERS:
                raise DeclinedError("inside author")
        if not any(parts.values()) and (element.text or "").strip():
            raise DeclinedError("author of text and elements")
        url = scope.join(parts["url"]) if parts["url"] else ""
        self._add_author(RawAuthor(parts["name"], parts["email"], url))

    def _add_author(self, author: RawAuthor) -> None:
        entry = self.entry
        entry.authors = (*entry.authors, author) if entry.authors else (author,)

    def _category(self, element: Element, depth: int) -> None:
        if element.items():
            attributes = attributes_of(element)
            term, label = attributes.get("term", ""), attributes.get("label", "")
            has_scheme = attributes.get("scheme", attributes.get("domain", ""))
            if term or label or has_scheme:
                self._tags.append([term, label])
        text = text_of(element)
        if text and self._tags and not self._tags[-1][0]:
            self._tags[-1][0] = text
        elif text:
            self._tags.append([text, ""])

    def _itunes_category(self, element: Element, depth: int) -> None:
        if len(element):
            raise DeclinedError("nested categories")
        self._tags.append([attributes_of(element).get("text", ""), ""])

    def _keywords(self, element: Element, depth: int) -> None:
        if not element.items():
            self._tags.extend([word.strip(), ""] for word in text_of(element).split(","))

    # -- media

    def _enclosure(self, element: Element, depth: int) -> None:
        attributes = attributes_of(element)
        href = address_of(attributes)
        if href:
            self._attach(attributes, href)

    def _attach(self, attributes: dict[str, str], href: str) -> None:
        media_type, size = attributes.get("type", ""), attributes.get("length", "")
        title = attributes.get("title", "")
        self._attached.append(_new_media((href, media_type, size, "", title)))

    def _media_content(self, element: Element, depth: int) -> None:
        attributes = attributes_of(element)
        if attributes.get("url"):
            media_type = attributes.get("type") or attributes.get("medium", "")
            size, duration = attributes.get("filesize", ""), attributes.get("duration", "")
            self._media.append(_new_media((attributes["url"], media_type, size, duration, "")))
        self._container(element, depth)

    def _container(self, element: Element, depth: int) -> None:
        if depth > 5:
            raise DeclinedError("depth")
        self.read(element, depth + 1)

    def _media_thumbnail(self, element: Element, depth: int) -> None:
        url = attributes_of(element).get("url") or text_of(element)
        self._thumbnail = self._thumbnail or url

    def _itunes_image(self, element: Element, depth: int) -> None:
        attributes = attributes_of(element)
        self.entry.image = attributes.get("href") or attributes.get("url") or self.entry.image

    def _duration(self, element: Element, depth: int) -> None:
        if not element.items():
            self.entry.duration = text_of(element)

    # -- where it comes from, where it happened

    def _source(self, element: Element, depth: int) -> None:
        inner = ItemReader(self.scope.inside(element))
        inner.read(element)
        source = inner.finish()
        text = (element.text or "").strip()
        self.entry.source_title = text or source.title.value
        self.entry.source_url = source.link or attributes_of(element).get("url", "")

    def _point(self, element: Element, depth: int) -> None:
        numbers = text_of(element).replace(",", " ").split()
        if len(numbers) != 2:
            raise DeclinedError("georss:point")
        self.entry.latitude, self.entry.longitude = numbers

    def _latitude(self, element: Element, depth: int) -> None:
        self.entry.latitude = text_of(element)

    def _longitude(self, element: Element, depth: int) -> None:
        self.entry.longitude = text_of(element)

    def _place_name(self, element: Element, depth: int) -> None:
        if not element.items():
            self.entry.place_name = text_of(element)


Handler = Callable[[ItemReader, Element, int], None]
_READ_BY: dict[Handler, str] = {
    ItemReader._title: "title dc_title",
    ItemReader._media_title: "media_title",
    ItemReader._description: "description dc_description media_description",
    ItemReader._plain_summary: "summary itunes_summary",
    ItemReader._content: "content",
    ItemReader._encoded: "content_encoded",
    ItemReader._link: "link",
    ItemReader._guid: "guid id",
    ItemReader._comments: "comments",
    ItemReader._external: "feedburner_origlink",
    ItemReader._published: "published issued pubdate dcterms_issued",
    ItemReader._updated: "updated modified lastbuilddate dc_date dcterms_modified",
    ItemReader._author: "author managingeditor dc_author dc_creator itunes_author",
    ItemReader._category: "category keywords dc_subject media_category",
    ItemReader._itunes_category: "itunes_category",
    ItemReader._keywords: "itunes_keywords media_keywords",
    ItemReader._enclosure: "enclosure",
    ItemReader._media_content: "media_content",
    ItemReader._container: "media_group geo_point",
    ItemReader._media_thumbnail: "media_thumbnail",
    ItemReader._itunes_image: "itunes_image",
    ItemReader._duration: "itunes_duration",
    ItemReader._source: "source",
    ItemReader._point: "georss_point",
    ItemReader._latitude: "geo_lat",
    ItemReader._longitude: "geo_long",
    ItemReader._place_name: "georss_featurename",
    ItemReader._decline: (
        "abstract body fullitem xhtml_body tags image textinput item entry channel feed where"
        " georss_where georss_line georss_polygon georss_box itunes_link gml_point gml_pos"
    ),
}
HANDLERS: dict[str, Handler] = {
    name: handler for handler, names in _READ_BY.items() for name in names.split()
}
"""Which element is read how; all others are passed over."""

_PERSON = {
    "name": "name",
    "itunes_name": "name",
    "email": "email",
    "itunes_email": "email",
    "uri": "url",
    "url": "url",
    "homepage": "url",
}
