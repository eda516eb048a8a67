"""What of an article's HTML is not part of the article: hidden parts, buttons, trackers."""

import re

from newsreader.domain.urls import host
from newsreader.parse.html import Node, attribute, has_class, names

DROPPED = names(
    "script style head meta link template noembed noframes button select datalist "
    "param source track area map rp colgroup col base"
)
"""Elements without text for readers."""

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_DROPPED_CLASSES = names(
    "katex-html mjx-assistive-mml screen-reader-text sr-only visually-hidden "
    "gutter lineno linenos rouge-gutter line-numbers-rows "
    "sharedaddy jp-sharing sd-sharing share-buttons sharing social-share social-sharing "
    "share-links sharebar addtoany_share_save_container addtoany_content a2a_kit feedflare "
    "essb_links wpulike-share shariff mw-editsection"
)
_SHARE_PATHS = re.compile(
    r"//(?:www\.)?(?:facebook\.com/(?:sharer|share|dialog)|twitter\.com/(?:intent|share)"
    r"|x\.com/intent|linkedin\.com/share|pinterest\.\w+/pin/create|reddit\.com/submit"
    r"|api\.whatsapp\.com/send|wa\.me/\?|t\.me/share|telegram\.me/share|tumblr\.com/share"
    r"|digg\.com/submit|del\.icio\.us/post|delicious\.com/(?:post|save)|stumbleupon\.com/submit"
    r"|xing\.com/spi|getpocket\.com/save|feeds\.feedburner\.com/~ff/)",
    re.IGNORECASE,
)
_TRACKER_HOSTS = (
    "feedsportal.com",
    "feeds.feedburner.com",
    "feedads.g.doubleclick.net",
    "pixel.wp.com",
    "stats.wordpress.com",
    "b.scorecardresearch.com",
    "pixel.quantserve.com",
    "google-analytics.com",
    "www.google-analytics.com",
    "vg07.met.vgwort.de",
    "ad.doubleclick.net",
)
_SHARE_ROW = 300  # characters; a longer block says more than "share this"


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """Tell whether an element is not meant to be seen, or holds share buttons or line numbers."""
    if not attributes:
        return False
    if "hidden" in attributes or has_class(attributes, _DROPPED_CLASSES):
        return True
    style = attributes.get("style")
    return bool(style and _HIDDEN_STYLE.search(style))


def is_share_link(href: str) -> bool:
    """Tell whether an address posts the article to somewhere."""
    return bool(_SHARE_PATHS.search(href))


def is_share_row(node: Node) -> bool:
    """Tell whether a block consists of links for sharing and nothing else."""
    first = node.css_first("a[href]")
    if first is None or not is_share_link(attribute(first, "href")):
        return False
    if len(node.text(strip=True)) > _SHARE_ROW:
        return False
    return all(is_share_link(attribute(link, "href")) for link in node.css("a[href]"))


def is_tracker(address: str, width: str, height: str) -> bool:
    """Tell whether an image is there to count readers: one pixel, or from a known counter."""
    if width in {"0", "1", "1px"} and height in {"0", "1", "1px", ""}:
        return True
    if height in {"0", "1", "1px"} and width == "":
        return True
    name = host(address)
    return name.endswith(_TRACKER_HOSTS) or "/~r/" in address or "/~4/" in address
