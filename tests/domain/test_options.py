"""What a reader sets for one feed."""

import pytest

from newsreader.domain.errors import UsageError
from newsreader.domain.options import FeedOptions, read_header, read_login


@pytest.mark.parametrize(
    "options",
    [
        FeedOptions(),
        FeedOptions(60, "anna", "geheim", {"X-Key": "Ü"}, 0, 0),
        FeedOptions(keep_days=None, keep_count=100),
    ],
)
def test_options_are_read_as_they_were_written(options: FeedOptions) -> None:
    assert FeedOptions.from_json(options.to_json()) == options


def test_secrets_are_not_in_the_text_of_an_object() -> None:
    text = repr(FeedOptions(60, "anna", "geheim", {"X-Key": "word"}))
    assert "anna" in text
    assert not [secret for secret in ("geheim", "word") if secret in text]


def test_headers_are_read_and_names_written_as_is_usual() -> None:
    assert read_header("authorization: Bearer a:b") == ("Authorization", "Bearer a:b")
    assert read_header("X-Key:") == ("X-Key", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "secretword",
        ": secretword",
        "X Key: secretword",
        "X-Key\r\nHost: secretword",
        "X-Key: a\r\nHost: secretword",
        "X-Key: secretword\0",
        "X-Key: secretword\x7f",
        "X-Key: secretwordÜ",
        "X-Key: secretword" + "x" * 5_000,
        "Schlüssel: secretword",
        "host: secretword",
        "Content-Length: secretword",
        "ACCEPT-ENCODING: secretword",
        "If-None-Match: secretword",
        "Transfer-Encoding: secretword",
    ],
)
def test_what_http_does_not_allow_or_is_ours_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_header(text)
    assert caught.value.code == "bad_header"
    assert "secretword" not in str(caught.value)


def test_login_is_sent_to_the_tls_of_the_host_it_was_given_for_and_to_nobody_else() -> None:
    options = FeedOptions.from_url("http://anna:geheim@a.example/f")
    assert options.sent_to("https://a.example/f") == options
    assert not options.sent_to("https://b.example/f").has_secrets
    safe = FeedOptions.from_url("https://anna:geheim@a.example/f")
    assert not safe.sent_to("http://a.example/f").has_secrets


def test_logins_are_checked_without_repeating_them() -> None:
    assert read_login("pass: wörd ") == "pass: wörd "
    for text, is_user in (("a\nsecretword", False), ("secretword:b", True), ("\x1bsecretword", 1)):
        with pytest.raises(UsageError) as caught:
            read_login(text, is_user=bool(is_user))
        assert "secretword" not in str(caught.value)
