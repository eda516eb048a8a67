"""Facts of an entry: what kind of fact a label names, and what the feed itself adds."""

from collections.abc import Iterable, Iterator

from newsreader.domain.details import DetailRow, DetailsTable, Value
from newsreader.domain.document import Growing
from newsreader.domain.entry import Enclosure, Extras, Place
from newsreader.domain.text import fold

_LABELS = {
    "place": "ort orte tatort unfallort einsatzort schauplatz veranstaltungsort place location "
    "where wo region",
    "source": "quelle quellen source sources bericht berichte via",
    "date": "datum tag date day wann when",
    "time": "uhrzeit zeit zeitpunkt tatzeit time",
    "event": "vorfall ereignis was delikt thema incident event what kategorie genre",
    "cause": "ursache grund ausloser cause reason",
    "injured": "verletzte verletzt tote todesopfer opfer injured injuries victims dead deaths",
    "damage": "schaden sachschaden schadenshohe damage damages loss",
    "arrests": "festnahme festnahmen festgenommen arrest arrests arrested",
    "more info": "weitere infos|weitere informationen|mehr infos|mehr|infos|links|more info|"
    "more information|further information|see also",
    "reference": "beste referenz|referenz|referenzen|best reference|reference|references",
    "person": "person|personen|beteiligte|people|persons|wer|who",
    "author": "autor|autorin|autoren|author|authors|von",
    "category": "schlagworte|rubrik|kategorien|category|categories|tags|topics",
    "attachment": "anhang|anhange|enclosure|enclosures|attachments|media",
}
_KINDS = {
    label: kind
    for kind, labels in _LABELS.items()
    for label in labels.split("|" if "|" in labels else None)
}
LINKED_KINDS = frozenset({"source", "more info", "reference"})
"""Kinds whose values are places on the web, so that a bare host name means its address."""


def fact_kind(label: str) -> str:
    """Name the kind of fact that a label stands for, in German or English; empty if unknown.

    A unit after the word does not matter (``Schaden in €``).

    >>> fact_kind("Ort:"), fact_kind("Schaden in €"), fact_kind("Rang")
    ('place', 'damage', '')
    """
    words = fold(label).strip(" :").split()
    for length in range(len(words), 0, -1):
        if length < len(words) and words[length] not in {"in", "(in", "am", "um", "(€)", "(eur)"}:
            continue
        kind = _KINDS.get(" ".join(words[:length]))
        if kind:
            return kind
    return ""


def merge_details(
    tables: Iterable[DetailsTable], extras: Extras, author: str | None, is_german: bool = False
) -> Growing[DetailsTable]:
    """Add what the feed itself tells, without what the article says already.

    It goes below the last table of the article, in its language. Without one it is a table of
    its own and in English, as is everything that the program says.
    The tables of the article are read when the result is.
    """
    return Growing(_merged(tables, extras, author, is_german))


def _merged(
    tables: Iterable[DetailsTable], extras: Extras, author: str | None, is_german: bool
) -> Iterator[DetailsTable]:
    found = tuple(tables)
    known = {
        fold(part)
        for table in found
        for row in table.rows
        for value in row.values
        for part in (value.text, value.href or "")
    }
    places = {
        fold(value.text)
        for table in found
        for row in table.rows
        if fact_kind(row.label) == "place"
        for value in row.values
    }
    rows = tuple(
        DetailRow(german if is_german and found else english, kept)
        for english, german, values in _feed_facts(extras, author)
        if (kept := tuple(v for v in values if fold(v.text) not in known))
        and not (english == "Place" and _is_among(fold(kept[0].text), places))
    )
    if found:
        yield from found[:-1]
        yield found[-1]._replace(rows=found[-1].rows + rows)
    elif rows:
        yield DetailsTable("From the feed", rows)


def _is_among(place: str, places: Iterable[str]) -> bool:
    """Say whether a place is one of those, told in more words or in fewer."""
    return any(place in other or other in place for other in places if other)


def _feed_facts(extras: Extras, author: str | None) -> list[tuple[str, str, list[Value]]]:
    """List English label, German label and values of what the feed tells."""
    names = [p.name or p.email for p in extras.authors if p.name or p.email]
    if author and not names:
        names = [author]
    return [
        ("Author", "Autor", [Value(name) for name in dict.fromkeys(names)]),
        ("Place", "Ort", [Value(_place_text(extras.place))] if extras.place else []),
        ("Categories", "Kategorien", [Value(c) for c in dict.fromkeys(extras.categories) if c]),
        ("Source", "Quelle", _source_values(extras)),
        ("Enclosures", "Anhänge", [_enclosure_value(e) for e in extras.enclosures]),
        (
            "Comments",
            "Kommentare",
            [Value(extras.comments_url, extras.comments_url)] if extras.comments_url else [],
        ),
    ]


def _source_values(extras: Extras) -> list[Value]:
    if not (extras.source_title or extras.source_url):
        return []
    return [Value(extras.source_title or extras.source_url, extras.source_url or None)]


def _place_text(place: Place) -> str:
    if place.latitude is None or place.longitude is None:
        return place.name
    position = f"{place.latitude:.4f}, {place.longitude:.4f}"
    return f"{place.name} ({position})" if place.name else position


def _enclosure_value(enclosure: Enclosure) -> Value:
    """Tell name, kind and size of attached media."""
    name = enclosure.title or enclosure.url.rpartition("/")[2].partition("?")[0] or enclosure.url
    facts = [enclosure.media_type]
    if enclosure.duration_s:
        minutes, seconds = divmod(enclosure.duration_s, 60)
        facts.append(f"{minutes}:{seconds:02}")
    if enclosure.size >= 100_000:
        facts.append(f"{enclosure.size / 1_000_000:.1f} MB")
    told = ", ".join(fact for fact in facts if fact)
    return Value(f"{name} ({told})" if told else name, enclosure.url or None)
