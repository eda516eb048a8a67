"""Inline XHTML written as HTML."""

from xml.etree.ElementTree import Element

import pytest

from newsreader.parse.xhtml import TooDeepError, inner_html
from newsreader.parse.xml import parse_xml

NS = "xmlns='http://www.w3.org/1999/xhtml'"


def content(inside: str) -> Element:
    return parse_xml(f"<content>{inside}</content>".encode())


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (f"<div {NS}>a <b>b</b> c</div>", "a <b>b</b> c"),
        (f" <div {NS}><p>a</p></div>\n", "<p>a</p>"),
        (f"<div {NS}>a</div><div {NS}>b</div>", "<div>a</div><div>b</div>"),
        (f"text <div {NS}>a</div>", "text <div>a</div>"),
        (f"<p {NS} CLASS='x &amp; \"y\"'>&lt;</p>", '<p class="x &amp; &quot;y&quot;">&lt;</p>'),
        ("plain &amp; simple", "plain &amp; simple"),
    ],
)
def test_the_wrapping_div_goes_and_the_rest_stays(inside: str, expected: str) -> None:
    assert inner_html(content(inside)) == expected


def test_what_nobody_nests_is_refused() -> None:
    with pytest.raises(TooDeepError):
        inner_html(content("<b>" * 300 + "</b>" * 300))
