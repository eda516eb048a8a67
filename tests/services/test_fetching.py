"""A refresher follows the settings."""

from newsreader.config.model import FetchSettings, RefreshSettings, Settings
from newsreader.fetch.answers import Limits
from newsreader.services.fetching import limits_of, make_refresher
from newsreader.services.library import Library


def test_the_default_settings_are_the_default_limits() -> None:
    assert limits_of(Settings()) == Limits()


def test_settings_reach_the_refresher(library: Library) -> None:
    settings = Settings(
        refresh=RefreshSettings(interval_minutes=90),
        fetch=FetchSettings(max_body_mb=2, timeout_s=5),
    )

    refresher = make_refresher(library, settings)

    assert refresher.wish_s == 5_400
    assert refresher.limits == Limits(body_size=2_000_000, total_s=5.0)
