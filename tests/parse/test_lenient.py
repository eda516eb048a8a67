"""What feedparser reads of documents that nobody else would."""

from newsreader.parse.lenient import read_leniently

RSS = "<rss version='2.0'><channel><title>T</title>{}</channel></rss>"


def test_markup_that_is_not_escaped_is_read() -> None:
    raw = read_leniently(RSS.format("<item><description><p>A <b>B</b></p></description></item>"))
    assert raw.entries[0].bodies[0].value == "<p>A <b>B</b></p>"


def test_atom_0_3_is_read() -> None:
    raw = read_leniently(
        "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>T</title><entry>"
        "<title mode='escaped' type='text/html'>A &amp;amp; B</title><issued>2004-05-06</issued>"
        "<link rel='alternate' type='text/html' href='https://a.example/'/></entry></feed>"
    )
    (entry,) = raw.entries
    assert (entry.title.value, entry.title.kind) == ("A &amp; B", "html")
    assert (entry.published, entry.link) == ("2004-05-06", "https://a.example/")
    assert raw.has_literal_titles


def test_the_end_of_a_cut_off_feed_is_missing_and_noted() -> None:
    raw = read_leniently("<rss><channel><item><title>A</title></item><item><title>B</ti")
    assert [entry.title.value for entry in raw.entries][:1] == ["A"]
    assert raw.notes


def test_guids_do_not_depend_on_the_address_of_the_feed() -> None:
    raw = read_leniently(RSS.format("<item><guid>relative/1</guid></item>"))
    assert raw.entries[0].guid == "relative/1"


def test_long_top_level_domains_and_second_authors_are_read_right() -> None:
    raw = read_leniently(RSS.format("<item><author>a@b.online (Anna)</author></item>"))
    assert raw.entries[0].authors[0].name == "a@b.online (Anna)"
    atom = read_leniently(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><author><name>A</name>"
        "<email>a@b.example</email></author><author><name>B</name></author></entry></feed>"
    )
    assert [author.email for author in atom.entries[0].authors] == ["a@b.example", ""]


def test_a_feed_tells_when_not_to_fetch() -> None:
    raw = read_leniently(
        RSS.format(
            "<ttl>30</ttl><skipHours><hour>3</hour><hour> 4 </hour></skipHours>"
            "<skipDays><day>Monday</day></skipDays>"
        )
    )
    assert (raw.ttl, raw.skip_hours, raw.skip_days) == ("30", ["3", "4"], ["Monday"])


def test_a_tag_of_endless_length_loses_its_attributes_and_a_long_picture_in_cdata_stays() -> None:
    picture = f'<img src="data:{"A" * 40_000}">'
    raw = read_leniently(
        RSS.format(
            f"<item><enclosure url='https://a.example/' x='{'b' * 40_000}'/><title>A & B</title>"
            f"<description><![CDATA[{picture}]]></description></item>"
        )
    )
    (entry,) = raw.entries
    assert entry.enclosures == []
    assert entry.title.value == "A & B"
    assert picture in entry.bodies[0].value
