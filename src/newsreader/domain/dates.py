"""Read the dates that feeds really carry: ISO 8601, RFC 822, and what people type in between.

Month names of some twenty languages, zone letters, ``d.m.y``, epoch seconds.
"""

import re
from datetime import UTC, date, datetime
from functools import lru_cache

from newsreader.domain.pattern import pattern
from newsreader.domain.text import fold

EARLIEST_AT = 631_152_000
"""1990-01-01: whatever claims to be older is a default value of some software."""
FUTURE_SLACK_S = 86_400
"""How far ahead of our clock a date may be: time zones and wrong clocks, not announcements."""

_LONGEST_DATE = 100
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()

# One line per month: the names and abbreviations, folded (no accents, lower case).
_MONTH_NAMES = (
    "jan january januar janner jaen jaenner janvier janv ene enero gen gennaio janeiro januari"
    " tammikuu tammikuuta tammi styczen stycznia sty leden ledna led ocak oca ian ianuarie januara"
    " jaanuar januarja janv. янв январь января січ січень січня ιαν ιανουαριου",
    "feb february februar feber fevrier fevr fev febrero febbraio fevereiro februari helmikuu"
    " helmikuuta helmi luty lutego lut unor unora subat sub februarie februara veebruar фев"
    " февр февраль февраля лют лютий лютого φεβ φεβρουαριου",
    "mar march marz maerz mrz mars marzo marco maart mrt maaliskuu maaliskuuta maalis marzec marca"
    " brezen brezna bre mart martie marts marcius marec март марта мар бер березень березня"
    " μαρ μαρτιου",
    "apr april avril avr abr abril aprile huhtikuu huhtikuuta huhti kwiecien kwietnia kwi duben"
    " dubna dub nisan nis aprilie aprila aprilis апр апрель апреля квіт квітень квітня"
    " απρ απριλιου",
    "may mai maj mayo maggio mag maio mei toukokuu toukokuuta touko maja kveten kvetna kve mayis"
    " mayıs majus maia май мая трав травень травня μαι μαιου",
    "jun june juni juin junio giugno giu junho kesakuu kesakuuta kesa czerwiec czerwca cze cerven"
    " cervna haziran haz iunie iun juna junius juin. июн июнь июня черв червень червня"
    " ιουν ιουνιου",
    "jul july juli juillet juil julio luglio lug julho heinakuu heinakuuta heina lipiec lipca lip"
    " cervenec cervence temmuz tem iulie iul jula julius июл июль июля лип липень липня"
    " ιουλ ιουλιου",
    "aug august aout ago agosto augustus elokuu elokuuta elo sierpien sierpnia sie srpen srpna srp"
    " agustos agu augusti augusta augusztus авг август августа серп серпень серпня"
    " αυγ αυγουστου",
    "sep sept september septembre septiembre setiembre settembre set setembro syyskuu syyskuuta"
    " syys wrzesien wrzesnia wrz zari zar eylul eyl septembrie septembra szeptember сен сент"
    " сентябрь сентября вер вересень вересня σεπ σεπτεμβριου",
    "oct october okt oktober octobre octubre ottobre ott outubro out lokakuu lokakuuta loka"
    " pazdziernik pazdziernika paz rijen rijna rij ekim eki octombrie oktobra окт октябрь октября"
    " жовт жовтень жовтня οκτ οκτωβριου",
    "nov november novembre noviembre novembro marraskuu marraskuuta marras listopad listopada lis"
    " kasim kasım kas noiembrie noi novembra ноя нояб ноябрь ноября лист листопад листопада"
    " νοε νοεμβριου",
    "dec december dez dezember decembre dic diciembre dicembre dezembro joulukuu joulukuuta joulu"
    " grudzien grudnia gru prosinec prosince pro aralik aralık ara decembrie des desember decembra"
    " дек декабрь декабря груд грудень грудня δεκ δεκεμβριου",
)
_MONTHS = {name: i for i, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}

_HOUR = 3600
_ZONES = {
    name: int(hours * _HOUR)
    for hours, names in (
        (0, "z ut utc gmt wet"),
        (1, "bst cet mez met west wat"),
        (2, "cest mesz mest eet cat sast"),
        (3, "eest msk trt eat idt"),
        (3.5, "irst"),
        (4, "gst samt msd"),
        (5, "pkt uzt yekt"),
        (5.5, "ist"),
        (5.75, "npt"),
        (6, "bdt omst"),
        (7, "wib ict krat"),
        (8, "hkt sgt awst wita irkt myt pht"),
        (9, "jst kst wit yakt"),
        (9.5, "acst"),
        (10, "aest vlat"),
        (10.5, "acdt"),
        (11, "aedt"),
        (12, "nzst"),
        (13, "nzdt"),
        (-2.5, "ndt"),
        (-3, "adt brt art uyt clst"),
        (-3.5, "nst"),
        (-4, "edt ast clt vet"),
        (-5, "est cdt pet cot"),
        (-6, "cst mdt"),
        (-7, "mst pdt"),
        (-8, "pst akdt"),
        (-9, "akst hdt"),
        (-10, "hst"),
    )
    for name in names.split()
}

_WORD = r"[^\W\d_]+"
_CLOCK = r"(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?"
_RFC_822 = pattern(
    rf"(?:{_WORD}\.?,?\s+)?(\d{{1,2}})[\s-]+({_WORD})\.?[\s-]+(\d{{4}}|\d\d),?\s+{_CLOCK}\s*(.*)"
)
# as nine of ten feeds write it, in a third of the time
_RFC_822_EXACT = re.compile(
    r"[A-Z][a-z]{2}, ([0-3]\d [A-Z][a-z]{2} \d{4}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d) (\S+)",
    re.ASCII,
)
_ISO = pattern(
    r"(?i)(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?|/(\d{1,2})/(\d{1,2})|(\d\d)(\d\d))?"
    r"(?:[T\s_]+(\d{1,2})(?::?(\d\d)(?::?(\d\d)(?:[.,:]\d+)?)?)?)?\s*(.*)"
)
_EPOCH = pattern(r"(\d{9,10})(?:\.\d+)?|(\d{12,13})|(\d{15,16})")
_COMPACT = pattern(r"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?")

_ORDINAL = r"(?:st|nd|rd|th|er|\.|º|ª|°)?"
_DAY_MONTH_YEAR = pattern(
    rf"(?<!\d)(\d{{1,2}}){_ORDINAL}[\s,-]*(?:de |of |d')?({_WORD})\.?,?[\s,-]*(?:de |del )?"
    r"(\d{4}|'?\d\d)(?![\d:])"
)
_MONTH_DAY_YEAR = pattern(
    rf"({_WORD})\.?[\s-]+(\d{{1,2}}){_ORDINAL}(?:[\s,-]+|\s+{_CLOCK}\s+(?:{_WORD}\s+)?)(\d{{4}})"
)
_YEAR_MONTH_DAY = pattern(rf"(\d{{4}})\.?[\s-]+({_WORD})\.?[\s-]+(\d{{1,2}})")
_DOTTED = pattern(r"(?<!\d)(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d\d)(?!\d)")
_SLASHED = pattern(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)(?!\d)")
_CJK = pattern(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_TIME_OF_DAY = pattern(
    r"(?<!\d)(\d{1,2})(?:[:h時시点点](\d\d)|\.(\d\d)(?=\s*uhr))(?:[:分분](\d\d))?(?:[.,]\d+)?"
)
_AFTERNOON = pattern(r"\b(?:pm|p\.\s?m)\b|下午|午後|오후")
_MORNING = pattern(r"\b(?:am|a\.\s?m)\b|上午|午前|오전")
_OFFSET = pattern(r"(?:utc|gmt|ut)?\s*([+\-−])\s?(\d{1,2}):?(\d\d)?(?!\d)")
_ZONE_WORD = pattern(r"[a-z]{1,5}")


def parse_date(
    raw: str, *, zone_hint_s: int | None = None, language: str | None = None
) -> int | None:
    """Read a date as Unix seconds; None if it is not one or lies before 1990.

    ``zone_hint_s`` is the offset used where the text names no zone (default UTC); ``language``
    ("de", "en-US") decides between day and month in ``5/6/2024``.

    >>> parse_date("Mi, 08. Mai 2024 10:00 Uhr", zone_hint_s=7200)
    1715155200
    """
    moment, offset_s = _read(raw, language or "")
    if moment is None:
        return None
    if offset_s is None:
        offset_s = zone_hint_s or 0
    at = moment - offset_s
    return at if at >= EARLIEST_AT else None


def zone_offset(raw: str) -> int | None:
    """Say how many seconds east of Greenwich a date places itself; None if it does not say."""
    return _read(raw, "")[1]


def not_after(at: int | None, now: int) -> int | None:
    """Pull a date that lies more than a day after the fetch back to the time of the fetch."""
    return now if at is not None and at > now + FUTURE_SLACK_S else at


_Moment = tuple[int | None, int | None]
"""Seconds as the clock on the wall says, and its offset where the text names a zone."""


def _read(raw: str, language: str) -> _Moment:
    text = raw.strip()
    if not text or len(text) > _LONGEST_DATE:
        return None, None
    if text[4:5] == "-":
        try:
            return _of_datetime(datetime.fromisoformat(text))
        except ValueError:
            pass  # the forms below are more forgiving
    match = _RFC_822_EXACT.fullmatch(text)
    if match:
        date_, hours, minutes, seconds, zone = match.groups()
        days = _days_to(date_)
        if days:
            day_s = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
            return days * 86_400 + day_s, _offset_of(zone)
    match = _RFC_822.fullmatch(text)
    if match:
        day, name, year, hour, minute, second, rest = match.groups()
        month = _MONTHS.get(name.lower()) or _MONTHS.get(fold(name))
        if month:
            clock = (int(hour), int(minute), int(second or 0))
            return _moment(_full_year(year), month, int(day), clock, rest)
    if text[0].isdigit():
        found = _read_digits(text)
        if found[0] is not None:
            return found
    return _read_words(fold(text), language)


def _read_digits(text: str) -> _Moment:
    """Read epoch seconds and forms that start with the year."""
    epoch = _EPOCH.fullmatch(text)
    if epoch:
        seconds, millis, micros = epoch.groups()
        at = int(seconds or 0) or int(millis or 0) // 1000 or int(micros) // 1_000_000
        return at, 0
    compact = _COMPACT.fullmatch(text)
    if compact:
        year, month, day, hour, minute, second = (int(part or 0) for part in compact.groups())
        return _moment(year, month, day, (hour, minute, second), "")
    return _read_iso(text)


def _read_iso(text: str) -> _Moment:
    iso = _ISO.fullmatch(text)
    if not iso:
        return None, None
    year, m1, d1, m2, d2, m3, d3, hour, minute, second, rest = iso.groups()
    if rest and not _is_zone(rest):
        return None, None
    clock = (int(hour or 0), int(minute or 0), int(second or 0))
    return _moment(int(year), int(m1 or m2 or m3 or 1), int(d1 or d2 or d3 or 1), clock, rest)


def _read_words(text: str, language: str) -> _Moment:
    """Read what is left: names of months, dotted and slashed dates, a time somewhere."""
    found = _find_day(text, language)
    if found is None:
        return None, None
    year, month, day, rest = found
    time = _TIME_OF_DAY.search(rest)
    if time is None:
        return _moment(year, month, day, (0, 0, 0), "")
    hour = int(time[1])
    if _AFTERNOON.search(rest) and hour < 12:
        hour += 12
    elif _MORNING.search(rest) and hour == 12:
        hour = 0
    clock = (hour, int(time[2] or time[3]), int(time[4] or 0))
    return _moment(year, month, day, clock, rest[time.end() :])


def _find_day(text: str, language: str) -> tuple[int, int, int, str] | None:
    """Find year, month, day; and give the text without them, where the time may stand."""
    for form, year_group, month_group, day_group in (
        (_DAY_MONTH_YEAR, 3, 2, 1),
        (_MONTH_DAY_YEAR, 6, 1, 2),
        (_YEAR_MONTH_DAY, 1, 2, 3),
    ):
        for match in form.finditer(text):
            month = _MONTHS.get(match[month_group])
            if month:
                # asctime has the clock between day and year: leave it in the rest
                clock = match[0] if form is _MONTH_DAY_YEAR and match[3] else " "
                rest = text[: match.start()] + clock + text[match.end() :]
                year = _full_year(match[year_group].lstrip("'"))
                return year, month, int(match[day_group]), rest
    cjk = _CJK.search(text)
    if cjk:
        return int(cjk[1]), int(cjk[2]), int(cjk[3]), text[cjk.end() :]
    dotted = _DOTTED.search(text)
    numbers = dotted or _SLASHED.search(text)
    if numbers is None:
        return None
    day, month = int(numbers[1]), int(numbers[2])
    month_first = dotted is None and language.lower() in ("en", "en-us", "")
    if (month_first and day <= 12) or month > 12:
        day, month = month, day
    rest = text[: numbers.start()] + " " + text[numbers.end() :]
    return _full_year(numbers[3]), month, day, rest


@lru_cache(256)
def _days_to(day: str) -> int:
    """Count the days from 1970 to ``08 May 2024``; 0 if it is no day, or before that."""
    number, month, year = day.split()
    try:
        at = date(int(year), _MONTHS[month.lower()], int(number)).toordinal() - _EPOCH_ORDINAL
    except (KeyError, ValueError):
        return 0
    return max(at, 0)


def _of_datetime(moment: datetime) -> _Moment:
    if moment.tzinfo is UTC:
        return int(moment.timestamp()), 0
    offset = moment.utcoffset()
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    days = moment.toordinal() - _EPOCH_ORDINAL
    return days * 86_400 + seconds, None if offset is None else int(offset.total_seconds())


def _full_year(year: str) -> int:
    number = int(year)
    if len(year) > 2:
        return number
    return number + (2000 if number < 70 else 1900)


def _moment(year: int, month: int, day: int, clock: tuple[int, int, int], zone: str) -> _Moment:
    hour, minute, second = clock
    if hour > 24 or minute > 59:
        return None, None
    try:
        days = date(year, month, day).toordinal() - _EPOCH_ORDINAL
    except ValueError:
        return None, None
    # 24:00:00 is midnight of the next day, 23:59:60 a leap second
    return days * 86_400 + hour * 3600 + minute * 60 + min(second, 59), _offset_of(zone)


def _is_zone(text: str) -> bool:
    return _offset_of(text) is not None or _ZONE_WORD.fullmatch(text.lower()) is not None


@lru_cache(256)
def _offset_of(zone: str) -> int | None:
    """Read ``+0200``, ``GMT+2``, ``CEST`` or ``Z``; None for anything else."""
    if not zone:
        return None
    zone = zone.lower()
    if zone in _ZONES:
        return _ZONES[zone]
    match = _OFFSET.search(zone)
    if match:
        seconds = int(match[2]) * 3600 + int(match[3] or 0) * 60
        # the world ends at +14:00; beyond that a zone is a typing error
        if seconds <= 14 * _HOUR:
            return seconds if match[1] == "+" else -seconds
    for word in _ZONE_WORD.findall(zone):
        if word in _ZONES:
            return _ZONES[word]
    return None
