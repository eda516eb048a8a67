"""The registry of settings."""

import pytest

from newsreader.config.model import FetchSettings, LinksSettings, registry

SETTINGS = list(registry())


@pytest.mark.parametrize("one", SETTINGS, ids=lambda one: one.key)
def test_every_default_is_a_value_that_the_setting_takes(one) -> None:  # type: ignore[no-untyped-def]
    assert one.accepts(one.default)
    assert one.help_text.endswith(".")


def test_keys_are_unique() -> None:
    keys = [one.key for one in SETTINGS]

    assert len(set(keys)) == len(keys) > 10


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("", []),
        ("firefox --new-tab", ["firefox", "--new-tab"]),
        ("'my browser' -x", ["my browser", "-x"]),
        ("it's", ["it's"]),
    ],
)
def test_the_browser_command_is_split_as_a_shell_would(typed: str, command: list[str]) -> None:
    assert LinksSettings(browser=typed).browser_command == command


def test_a_section_has_its_defaults_but_for_what_was_said_and_never_changes() -> None:
    fetch = FetchSettings(timeout_s=5)

    assert (fetch.timeout_s, fetch.max_body_mb) == (5, 10)
    assert fetch == FetchSettings()._replace(timeout_s=5) != FetchSettings()
    assert hash(fetch) == hash(FetchSettings(timeout_s=5))
    assert repr(fetch) == "FetchSettings(max_body_mb=10, timeout_s=5)"
    with pytest.raises(AttributeError):
        fetch.timeout_s = 6  # type: ignore[misc]
    with pytest.raises(TypeError, match="FetchSettings has no timeout"):
        FetchSettings(timeout=5)  # type: ignore[call-arg]
