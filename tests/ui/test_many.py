"""What is selected is opened, tagged and exported together."""

from collections.abc import Callable
from pathlib import Path

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.bookmark_view import BookmarkView
from newsreader.domain.feed import NewFeed
from newsreader.services.bookmark_records import iterate_bookmarks
from newsreader.services.files import folder_here
from newsreader.services.library import Library
from newsreader.store.feeds import add_feed
from newsreader.ui import links
from newsreader.ui.many import MOST_OPENED
from reader import STILL, reading

COUNT = MOST_OPENED + 3


@pytest.fixture
def paper(feed_with: Callable[..., int]) -> int:
    """A feed of some more articles than are opened at once, "0" the latest."""
    found = (parsed_entry(str(n), f"Title {n}", published_at=NOW - n) for n in range(COUNT))
    return feed_with("paper", *found)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was given."""
    found: list[str] = []
    monkeypatch.setattr(links, "has_browser", lambda _: True)
    monkeypatch.setattr(links, "open_in_browser", lambda url, _: found.append(url))
    return found


async def test_pages_are_opened_some_at_a_time_and_the_rest_stays_selected(
    library: Library, paper: int, opened: list[str]
) -> None:
    async with reading(library) as reader:
        await reader.press("asterisk", "o")
        await reader.until(lambda: len(opened) == MOST_OPENED)
        assert reader.said == f"Opened {MOST_OPENED} pages. 3 articles still selected."
        assert len(reader.screen.headlines.selected_ids()) == 3
        await reader.press("o")
        await reader.until(lambda: len(opened) == COUNT)
        assert len(set(opened)) == COUNT
        assert reader.said == "Opened 3 pages."
        assert not reader.screen.headlines.selection


async def test_without_a_browser_all_links_are_copied(
    library: Library, paper: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "has_browser", lambda _: False)
    async with reading(library) as reader:
        await reader.press("V", "j", "o")
        await reader.until(lambda: "copied" in reader.said)
        assert reader.said.endswith("so 2 links were copied.")
        assert reader.app.clipboard.count("\n") == 1
        await reader.press("asterisk", "o")
        await reader.until(lambda: reader.said.endswith(f"so {COUNT} links were copied."))


async def test_tags_keep_all_that_is_selected_in_one_step(library: Library, paper: int) -> None:
    def kept() -> list[tuple[str, ...]]:
        return [tuple(found.tags) for found in iterate_bookmarks(library, BookmarkView())]

    async with reading(library) as reader:
        await reader.press("V", "j", "j", "t")
        assert reader.said == "Tags for 3 articles."
        await reader.type("river")
        await reader.press("enter")
        await reader.until(lambda: kept() == [("river",)] * 3)
        await reader.press("u")
        await reader.until(lambda: not kept())


async def test_a_file_is_asked_for_and_written(
    library: Library, paper: int, tmp_path: Path
) -> None:
    async with reading(library, (100, 30)) as reader:
        await reader.press("j", "V", "j", "ctrl+s")
        await reader.until(lambda: any("Export 2 articles" in line for line in reader.lines))
        assert any(f"In {folder_here()[:10]}" in line for line in reader.lines)
        await reader.press("ctrl+u")
        await reader.type(str(tmp_path / "two.md"))
        await reader.press("enter")
        await reader.until((tmp_path / "two.md").exists)
        await reader.until(lambda: not reader.screen.headlines.selection)
    text = (tmp_path / "two.md").read_text()
    assert "Title 1" in text
    assert "Title 2" in text
    assert "Title 0" not in text


async def test_what_a_count_meant_to_export_is_not_selected_when_that_is_cancelled(
    library: Library, paper: int
) -> None:
    settings = STILL._replace(screen=STILL.screen._replace(keymap="vim"))
    async with reading(library, settings=settings) as reader:
        await reader.press("3", "ctrl+s")
        await reader.until(lambda: any("Export 3 articles" in line for line in reader.lines))
        await reader.press("escape", "X")
        await reader.until(lambda: reader.screen.headlines.count == COUNT - 1)
        assert reader.current == "Title 1"


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_name_that_will_not_do_is_answered_where_it_was_typed(
    library: Library, paper: int, tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "there.md").write_text("mine")
    async with reading(library, size) as reader:
        await reader.press("ctrl+s", "ctrl+u")
        await reader.type(str(tmp_path / "one.doc"))
        await reader.press("enter")
        await reader.until(lambda: any("End the name" in line for line in reader.lines))
        assert any("Enter write   Esc cancel" in line for line in reader.lines)
        await reader.press("ctrl+u")
        await reader.type(str(tmp_path / "there.md"))
        await reader.press("enter")
        # the name of the folder decides where the sentence is wrapped
        await reader.until(lambda: "there already" in " ".join(" ".join(reader.lines).split()))
        await reader.press("escape")
    assert (tmp_path / "there.md").read_text() == "mine"


async def test_nothing_is_written_of_an_empty_list(library: Library, tmp_path: Path) -> None:
    library.database.write(add_feed, NewFeed("https://a.example/feed"), NOW).result()
    async with reading(library) as reader:
        await reader.press("colon")
        await reader.type(f"export {tmp_path / 'none.md'}")
        await reader.press("enter")
        await reader.until(lambda: reader.said == "There is no article to export.")
    assert not (tmp_path / "none.md").exists()


async def test_the_line_exports_and_says_why_it_cannot(
    library: Library, paper: int, tmp_path: Path
) -> None:
    async with reading(library) as reader:
        for name in ("one.txt", "one.doc"):
            await reader.press("colon")
            await reader.type(f"export {tmp_path / name}")
            await reader.press("enter")
            await reader.until(lambda: "one.txt" in reader.said or "End the name" in reader.said)
        await reader.until(lambda: "End the name" in reader.said)
    assert "Title 0" in (tmp_path / "one.txt").read_text()
