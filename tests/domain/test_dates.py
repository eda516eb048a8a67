"""Dates as feeds write them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.dates import EARLIEST_AT, not_after, parse_date, zone_offset

TEN_UTC = int(datetime(2024, 5, 6, 10, tzinfo=UTC).timestamp())
EIGHT_UTC = TEN_UTC - 7200
MIDNIGHT = TEN_UTC - 36_000


@pytest.mark.parametrize(
    "raw",
    [
        "2024-05-06T10:00:00Z",
        "2024-05-06T10:00:00.123Z",
        "2024-05-06T10:00:00+00:00",
        "2024-05-06 10:00:00 UTC",
        "2024-05-06T12:00:00+02:00",
        "2024-05-06T12:00:00+0200",
        "2024-05-06T12:00+02",
        "20240506T100000Z",
        "20240506100000",
        "2024/05/06 10:00",
        "Mon, 06 May 2024 10:00:00 GMT",
        "Mon, 06 May 2024 10:00:00",
        "Mon, 6 May 24 10:00:00 +0000",
        "Mon, 06-May-2024 10:00:00 GMT",
        "06 May 2024 10:00 Z",
        "Mon, 06 May 2024 12:00:00 +02:00",
        "Mon, 06 May 2024 12:00:00 GMT+2",
        "Mon, 06 May 2024 12:00:00 UTC+02:00",
        "Mon, 06 May 2024 12:00:00 +0200 (CEST)",
        "Mon, 06 May 2024 12:00:00 CEST",
        "Mon, 06 May 2024 11:00:00 BST",
        "Mon, 06 May 2024 06:00:00 EDT",
        "Mon, 06 May 2024 15:30:00 IST",
        "Mo, 06 Mai 2024 12:00:00 MESZ",
        "Montag, 06. Mai 2024 12:00 Uhr MESZ",
        "06.05.2024 10:00",
        "06.05.2024, 10.00 Uhr",
        "May 6, 2024 10:00",
        "May 6, 2024 10:00 AM",
        "Monday, May 06, 2024 10:00 AM",
        "Mon May  6 10:00:00 2024",
        "Mon May  6 10:00:00 UTC 2024",
        "lun. 06 mai 2024 10:00:00 +0000",
        "lun, 06 mag 2024 10:00:00 GMT",
        "Seg, 06 Mai 2024 10:00:00 +0000",
        "ma, 06 mei 2024 10:00:00 +0000",
        "lunes, 6 de mayo de 2024 10:00",
        "Пн, 06 мая 2024 10:00:00 +0000",
        "2024. maj 6. 10:00",
        "2024年5月6日 10:00",
        "1714989600",
        "1714989600000",
    ],
)
def test_ten_o_clock_is_read_in_every_spelling(raw: str) -> None:
    assert parse_date(raw) == TEN_UTC


@pytest.mark.parametrize(
    ("raw", "month"),
    [
        ("Di, 02 Jän 2024 00:00:00 GMT", 1),
        ("Fr, 02 Feber 2024 00:00:00 GMT", 2),
        ("Sa, 02 Mrz 2024 00:00:00 GMT", 3),
        ("Sa, 02 Mär 2024 00:00:00 GMT", 3),
        ("Sa, 02 März 2024 00:00:00 GMT", 3),
        ("ven, 02 août 2024 00:00:00 GMT", 8),
        ("Seg, 02 Set 2024 00:00:00 GMT", 9),
        ("Mi, 02 Okt 2024 00:00:00 GMT", 10),
        ("mer, 02 ott 2024 00:00:00 GMT", 10),
        ("Mo, 02 Dez 2024 00:00:00 GMT", 12),
        ("lun, 02 déc. 2024 00:00:00 GMT", 12),
    ],
)
def test_month_names_of_other_languages_are_known(raw: str, month: int) -> None:
    assert parse_date(raw) == int(datetime(2024, month, 2, tzinfo=UTC).timestamp())


@pytest.mark.parametrize("raw", ["2024-05-06", "20240506", "6.5.2024", "6 May 2024", "6. Mai 24"])
def test_a_date_without_time_is_midnight(raw: str) -> None:
    assert parse_date(raw) == MIDNIGHT


def test_the_end_of_a_day_is_the_start_of_the_next() -> None:
    assert parse_date("Sun, 05 May 2024 24:00:00 GMT") == MIDNIGHT
    assert parse_date("2024-05-05T24:00:00Z") == MIDNIGHT


def test_a_time_without_zone_takes_the_zone_of_the_feed() -> None:
    assert parse_date("Mon, 06 May 2024 10:00:00", zone_hint_s=7200) == EIGHT_UTC
    assert parse_date("Mon, 06 May 2024 10:00:00 +0000", zone_hint_s=7200) == TEN_UTC


def test_slashes_are_read_by_language() -> None:
    assert parse_date("05/06/2024 10:00", language="en-US") == TEN_UTC
    assert parse_date("06/05/2024 10:00", language="fr") == TEN_UTC
    assert parse_date("13/05/2024", language="en-US") == MIDNIGHT + 7 * 86_400


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "gestern",
        "0001-01-01T00:00:00Z",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "1970-01-01",
        "2024-13-40",
        "Mon, 32 May 2024 10:00:00",
        "99:99",
        "1" * 200,
    ],
)
def test_what_is_no_date_gives_none(raw: str) -> None:
    assert parse_date(raw) is None


def test_afternoon_and_midnight_of_the_twelve_hour_clock() -> None:
    assert parse_date("Friday, January 29, 2021 04:54 PM") == 1_611_939_240
    assert parse_date("May 6, 2024 12:00 am") == MIDNIGHT


def test_zone_offset_tells_what_the_text_says() -> None:
    assert zone_offset("Mon, 06 May 2024 12:00:00 CEST") == 7200
    assert zone_offset("2024-05-06T12:00:00-03:30") == -12_600
    assert zone_offset("Mon, 06 May 2024 12:00:00") is None


def test_only_the_far_future_is_pulled_back() -> None:
    now = TEN_UTC
    assert not_after(now + 86_400, now) == now + 86_400
    assert not_after(now + 86_401, now) == now
    assert not_after(None, now) is None


@given(st.text(max_size=120))
def test_no_text_breaks_the_reader(raw: str) -> None:
    at = parse_date(raw)
    assert at is None or at >= EARLIEST_AT


@given(st.datetimes(min_value=datetime(1990, 1, 2), max_value=datetime(2200, 1, 1)))
def test_iso_and_rfc_822_mean_the_same_moment(moment: datetime) -> None:
    at = int(moment.replace(tzinfo=UTC, microsecond=0).timestamp())
    assert parse_date(moment.strftime("%Y-%m-%dT%H:%M:%SZ")) == at
    assert parse_date(moment.strftime("%a, %d %b %Y %H:%M:%S GMT")) == at
