"""Whether the line or the publisher fails."""

from newsreader.domain.feed import Feed
from newsreader.fetch.answers import NotModified, Validators
from newsreader.fetch.failures import failed
from newsreader.services.line import Line
from newsreader.services.outcomes import Visit

DEAD = failed("dns_failed", "a.example")
FINE = NotModified(Validators(), 0, None)


def visit(host: str) -> Visit:
    url = f"https://{host}/"
    return Visit(Feed(id=1, url=url, title="A"), 0)


def test_nobody_who_answers_means_that_the_line_is_down() -> None:
    line = Line()
    assert line.holds(visit("a"), DEAD, 1)
    assert line.holds(visit("b"), DEAD, 1)
    assert list(line.release()) == []
    assert [doubt.visit.is_offline for doubt in line.end()] == [True, True]


def test_one_host_alone_says_nothing_about_the_line() -> None:
    line = Line()
    assert line.holds(visit("a"), DEAD, 1)
    assert line.holds(visit("a"), DEAD, 1)
    assert [doubt.visit.is_offline for doubt in line.end()] == [False, False]


def test_one_answer_proves_the_line() -> None:
    line = Line()
    assert line.holds(visit("a"), DEAD, 1)
    assert not line.holds(visit("b"), FINE, 1)
    assert [doubt.visit.is_offline for doubt in line.release()] == [False]
    assert not line.holds(visit("c"), DEAD, 1)
    assert list(line.end()) == []


def test_other_failures_are_answers() -> None:
    line = Line()
    assert not line.holds(visit("a"), failed("tls_failed", "a"), 1)
