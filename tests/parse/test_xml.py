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


PLACES = {
    "text": b"<a>%b</a>",
    "attribute": b"<a b='%b'/>",
    "comment": b"<a><!--%b--></a>",
    "instruction": b"<a><?p %b?></a>",
    "section": b"<a><![CDATA[%b]]></a>",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_control_characters_are_refused_wherever_they_stand(place: bytes) -> None:
    """Where documents are not proven to have none, this is what finds out (parse.decoding)."""
    for code in {*range(0x20)} - {*b"\t\n\r"}:
        with pytest.raises(NotWellFormedError):
            parse_xml(place % bytes([code]))


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_what_is_not_utf_8_is_refused_wherever_it_stands(place: bytes) -> None:
    """Where documents are not proven to be UTF-8, this is what finds out (parse.decoding)."""
    sequences = [bytes([a, b]) for a in range(0x80, 0x100) for b in (*range(0x78, 0x100, 3), 0x20)]
    sequences += [
        b"\xe2\x82 ",
        b"\xed\xa0\x80",
        b"\xf0\x80\x80\x80",
        b"\xf4\x90\x80\x80",
        b"\xc3A\xa4",
    ]
    sequences += [b"\xe0\x80\x80", b"\xf0\x9f\x98 ", b"\xf8\x88\x80\x80\x80", b"\xc3"]
    for sequence in sequences:
        try:
            sequence.decode()
        except UnicodeDecodeError:
            with pytest.raises((NotWellFormedError, UnicodeDecodeError)):
                parse_xml(place % sequence)
