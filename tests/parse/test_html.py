"""The parser's adapter recovers like a browser and never loses text to a long or deep tag."""

from newsreader.parse.html import attribute, children, elements, names, parse_html, text_of


def test_a_body_is_always_there() -> None:
    for source in ("", " ", "<", "</p>", "<!-- x", "<html>", "<frameset>", "\x00"):
        assert list(elements(parse_html(source))) is not None


def test_comments_are_passed_over() -> None:
    tags = [node.tag for node in children(parse_html("a<!-- b --><p>c</p>"))]
    assert tags == ["-text", "p"]


def test_self_closed_elements_do_not_swallow_what_follows() -> None:
    for tag in ("script", "style", "textarea", "title", "iframe src='x'"):
        assert text_of(parse_html(f"<p>a</p><{tag}/><p>b</p>")) == "a b"


def test_a_long_tag_keeps_the_attributes_that_are_read() -> None:
    body = parse_html(f"<a data-x='{'>' * 4_000}' href='https://a.example/'>dort</a>")
    (link,) = elements(body)
    assert attribute(link, "href") == "https://a.example/"
    assert text_of(body) == "dort"


def test_text_below_the_deepest_level_stays_apart() -> None:
    body = parse_html("<div>" * 3_000 + "eins</div><div>zwei" + "</div>" * 3_000 + "drei")
    assert text_of(body) == "eins zwei drei"


def test_many_open_links_do_not_cost_later_ones() -> None:
    body = parse_html("<a name='x'>" * 3_000 + "<p><a href='https://a.example/'>dort</a>")
    assert body.css_first("a[href]") is not None


def test_names_are_listed_in_one_text() -> None:
    assert names("a b") == {"a", "b"}
