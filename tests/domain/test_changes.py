"""What a document means for the entries we have."""

from hypothesis import given
from hypothesis import strategies as st

from factory import parsed_entry
from newsreader.domain.changes import MOST_CHANGES, Known, alias, mark, plan_update
from newsreader.domain.parsed import ParsedEntry

guids = st.text(alphabet="abc", min_size=1, max_size=3)
texts = st.sampled_from(["<p>one</p>", "<p>two</p>"])
documents = st.dictionaries(guids, texts, max_size=8).map(
    lambda items: [parsed_entry(guid, html=html) for guid, html in items.items()]
)


def known(entry_id: int, entry: ParsedEntry, hash_changes: int = 0) -> Known:
    """Give what the store would remember of an entry."""
    return Known(
        entry_id, entry.guid, entry.url, entry.title, entry.content_hash, hash_changes,
        entry.published_at,
    )  # fmt: skip


def store(document: list[ParsedEntry]) -> dict[str, Known]:
    """Give a store that holds exactly this document."""
    return {entry.guid: known(number, entry) for number, entry in enumerate(document)}


@given(documents)
def test_the_same_document_again_means_nothing(document: list[ParsedEntry]) -> None:
    update = plan_update(document, store(document))
    assert update == ([], [], [])


@given(documents, documents)
def test_every_item_is_accounted_for_exactly_once(
    before: list[ParsedEntry], after: list[ParsedEntry]
) -> None:
    had = store(before)
    update = plan_update(
        after, {guid: had[guid] for guid in had if guid in {e.guid for e in after}}
    )
    new = {entry.guid for entry in update.new}
    changed = {entry.guid for _, entry in update.changed}
    same = {e.guid for e in after if e.guid in had and had[e.guid].content_hash == e.content_hash}
    assert new | changed | same == {entry.guid for entry in after}
    assert len(new) + len(changed) + len(same) == len(after)
    assert not new & set(had)


@given(documents, st.sets(guids))
def test_what_was_deleted_stays_away(document: list[ParsedEntry], deleted: set[str]) -> None:
    update = plan_update(document, {}, deleted)
    assert not {entry.guid for entry in update.new} & deleted


def test_entry_that_changes_all_the_time_is_no_longer_followed() -> None:
    old, new = parsed_entry("a", html="<p>one</p>"), parsed_entry("a", html="<p>two</p>")
    assert plan_update([new], {"a": known(1, old, MOST_CHANGES - 1)}).changed
    assert not plan_update([new], {"a": known(1, old, MOST_CHANGES)}).changed


def test_moved_guid_needs_the_same_title_or_text_as_well() -> None:
    old = known(1, parsed_entry("http://a.example/1", "Storm"))
    moved = parsed_entry("https://www.a.example/1/", "Storm", html="<p>other</p>")
    other = parsed_entry("https://www.a.example/1/", "Calm", html="<p>other</p>")
    assert plan_update([moved], {}, recent=[old]).renamed == [(old, moved)]
    assert plan_update([other], {}, recent=[old]).new == [other]


def test_one_old_entry_is_taken_over_once_only() -> None:
    old = known(1, parsed_entry("http://a.example/1", "Storm"))
    twins = [
        parsed_entry("https://a.example/1", "Storm"),
        parsed_entry("https://a.example/1/", "Storm"),
    ]
    update = plan_update(twins, {}, recent=[old])
    assert (len(update.renamed), len(update.new)) == (1, 1)


def test_entry_still_in_the_document_is_not_taken_over() -> None:
    first, second = (
        parsed_entry("http://a.example/1", "X"),
        parsed_entry("https://a.example/1", "X"),
    )
    update = plan_update([first, second], {first.guid: known(1, first)}, recent=[known(1, first)])
    assert update.new == [second]


def test_entry_without_a_link_is_the_same_by_title_date_and_text() -> None:
    def bare(guid: str, title: str = "Storm", at: int | None = 5, html: str = "") -> ParsedEntry:
        return parsed_entry(guid, title, published_at=at, html=html)._replace(url=None)

    old = known(1, bare("a"))
    assert plan_update([bare("b")], {}, recent=[old]).renamed == [(old, bare("b"))]
    for other in (bare("b", "Calm"), bare("b", at=6), bare("b", html="Else"), bare("b", at=None)):
        assert plan_update([other], {}, recent=[old]).new == [other]
    undated = known(1, bare("a", at=None))
    assert plan_update([bare("b", at=None)], {}, recent=[undated]).new


def test_what_was_deleted_stays_away_under_another_guid_but_its_next_issue_comes() -> None:
    daily = parsed_entry("a", "Weather", url="https://a.example/", published_at=5)
    deleted = {mark(daily)}
    assert not plan_update([daily._replace(guid="b")], {}, deleted).new
    assert plan_update([daily._replace(guid="c", published_at=6)], {}, deleted).new
    undated = daily._replace(published_at=None)
    assert not plan_update([undated], {}, {mark(undated)}).new
    assert plan_update([undated._replace(content_hash=b"other")], {}, {mark(undated)}).new


@given(st.text())
def test_any_guid_has_an_alias(guid: str) -> None:
    assert isinstance(alias(guid), str)


def test_alias_keeps_what_distinguishes_and_drops_what_does_not() -> None:
    assert alias("https://www.a.example/x/?id=1&utm_medium=rss#part") == "a.example/x?id=1#part"
    assert alias("tag:a.example,2026:1") == "tag:a.example,2026:1"
    assert alias("http://[broken/") == "http://[broken/"


worlds = st.lists(
    st.builds(
        parsed_entry,
        guids.map(lambda guid: f"https://www.example.org/{guid}"),
        st.sampled_from(["Title", "Other"]),
        html=texts,
        url=st.sampled_from(["http://example.org/a", "http://example.org/b?utm_source=x"]),
        published_at=st.sampled_from([None, 1_700_000_000]),
    ),
    max_size=6,
    unique_by=lambda entry: entry.guid,
)


@given(worlds, worlds)
def test_only_an_entry_of_the_same_title_or_text_is_taken_for_one_that_was_renamed(
    before: list[ParsedEntry], after: list[ParsedEntry]
) -> None:
    recent = [known(number, entry) for number, entry in enumerate(before)]
    for old, entry in plan_update(after, {}, (), recent).renamed:
        assert old.title == entry.title or old.content_hash == entry.content_hash
