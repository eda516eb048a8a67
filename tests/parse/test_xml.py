"""Trees of XML, held against ElementTree's own."""

from xml.etree.ElementTree import Element, fromstring

import pytest

from newsreader.parse.xml import NotWellFormedError, parse_xml

DOCUMENTS = [
    "<a/>",
    "<a>x &lt;b&gt; &amp; &#228; &#x1F600;<b/>tail &lt;<c>c</c> end</a>",
    "<?xml version='1.0' encoding='iso-8859-1'?><a b='1' c='&lt;2'>Grüße</a>",
    "<a xmlns='urn:x' xmlns:y='urn:y'><y:b y:c='1' d='2'/><b xml:lang='de'/></a>",
    "<a>one<!-- comment -->two<?pi ?>three<![CDATA[<four>]]></a>",
    "<a>" + "&lt;p&gt;long text " * 20_000 + "</a>",
    "<a>" + "<b>" * 3_000 + "</b>" * 3_000 + "</a>",
]


def told(element: Element) -> list[object]:
    """Tell all of a tree, names in ElementTree's spelling or ours."""
    return [
        (each.tag.lstrip("{"), {k.lstrip("{"): v for k, v in each.items()}, each.text, each.tail)
        for each in element.iter()
    ]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_tree_is_the_same(document: str) -> None:
    assert told(parse_xml(document.encode())) == told(fromstring(document))  # noqa: S314 - ours


@pytest.mark.parametrize(
    "document",
    ["", "text", "<a>", "<a></b>", "<a/><b/>", "<a>&nbsp;</a>", "<a b='1' b='2'/>", "<a>&"],
)
def test_what_is_not_well_formed_is_refused(document: str) -> None:
    with pytest.raises(NotWellFormedError):
        parse_xml(document.encode())
