"""Reading an article by keyboard: its place, its details, its links, its words, its versions."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image
from textual.app import App
from textual.strip import Strip

from factory import NOW, parsed_entry
from fakes.server import FakeServer, Reply
from newsreader.config.model import ReadingSettings, ScreenSettings
from newsreader.domain.entry import Extras
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.reading import Place
from newsreader.layout.lines import DEFAULT_OPTIONS
from newsreader.services.articles import Articles, read_article
from newsreader.services.library import Library
from newsreader.store.entries import apply_update, load_entry, load_position, save_position
from newsreader.store.feeds import save_url
from newsreader.ui.desktop import DesktopApp
from newsreader.ui.links import has_browser
from newsreader.ui.screens.main import MainScreen
from newsreader.ui.screens.pictures import PicturesScreen
from newsreader.ui.widgets.article_lines import ArticleLines
from newsreader.ui.widgets.article_view import ArticleView
from reader import STILL, Reader, reading

DETAILS = (
    "<table><tr><th colspan=2>Details</th></tr><tr><td>Ort</td><td>Istanbul, Türkei</td></tr>"
    '<tr><td>Quellen</td><td>&lt;ul style="list-style-type: none"&gt;'
    "• www.alpenbote-heute.at• www.deichblatt.de</td></tr></table>"
)
LONG = "".join(f"<p>Paragraph {number} about the river.</p>" for number in range(60))
ARTICLE = f"<p>See <a href='https://one.example/a'>one</a>.</p>{LONG}{DETAILS}<p>The very end.</p>"
WIDE, NORMAL, NARROW = (160, 48), (80, 24), (40, 12)


@pytest.fixture
def article(feed_with: Callable[..., int]) -> int:
    return feed_with("paper", parsed_entry("long", "The long one", html=ARTICLE))


async def opened(reader: Reader) -> Reader:
    """Open the article under the cursor and wait until it is there."""
    await reader.press("enter")
    await reader.until(lambda: reader.article and reader.screen.article.size)
    await reader.settle()
    return reader


def shows(reader: Reader, text: str) -> bool:
    return any(text in line for line in reader.lines)


@pytest.mark.parametrize("size", [WIDE, NORMAL, NARROW])
async def test_details_are_a_clean_table_with_working_links_in_every_size(
    library: Library, article: int, size: tuple[int, int]
) -> None:
    async with reading(library, size) as reader:
        await opened(reader)
        await reader.press("d")
        assert shows(reader, "Istanbul, Türkei")
        assert shows(reader, "www.deichblatt.de")
        assert not any("list-style" in line or "<ul" in line for line in reader.lines)
        assert reader.screen.article.article is not None
        links = {link.href for link in reader.screen.article.article.document.links}
        assert {"https://www.alpenbote-heute.at", "https://www.deichblatt.de"} <= links


async def test_what_stands_below_the_headline_is_not_said_again_in_the_details(
    library: Library, feed_with: Callable[..., int]
) -> None:
    entry = parsed_entry("1", html=f"<p>Text.</p>{DETAILS}")
    feed_with("paper", entry._replace(author="Ann Example"))
    async with reading(library, (80, 40)) as reader:
        await opened(reader)
        await reader.until(lambda: shows(reader, "Istanbul"))
        assert sum("Ann Example" in line for line in reader.lines) == 1


async def test_a_headline_made_of_the_text_does_not_stand_above_it(
    library: Library, feed_with: Callable[..., int]
) -> None:
    text = "The ferry did not leave today because " + "of the wind " * 30
    entry = parsed_entry("1", text[:60].rstrip() + "…", html=f"<p>{text}</p>")
    feed_with("paper", entry)
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.until(lambda: shows(reader, "of the wind"))
        assert sum("The ferry" in line for line in reader.lines) == 1


async def test_an_article_is_there_though_nobody_told_the_pane_its_size(
    library: Library, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = library.database.read(load_entry, 1).result()
    assert entry is not None
    monkeypatch.setattr(ArticleLines, "on_resize", lambda self: None)
    async with reading(library, NORMAL) as reader:
        view = ArticleView("another")
        mounted = reader.screen.mount(view)
        view.show(read_article(entry))
        assert not view.size
        await mounted
        await reader.until(lambda: shows(reader, "Paragraph 1 about"))


async def test_d_goes_to_the_details_and_back(library: Library, article: int) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("j", "j", "j")
        before = reader.screen.article.scroll_offset.y
        assert before > 0
        await reader.press("d")
        assert reader.screen.article.scroll_offset.y > before
        await reader.press("d")
        assert reader.screen.article.scroll_offset.y == before


async def test_details_stand_beside_the_text_where_there_is_room(
    library: Library, article: int
) -> None:
    async with reading(library, (160, 40)) as reader:
        await opened(reader)
        assert not shows(reader, "Istanbul")
        await reader.press("z")
        await reader.until(lambda: shows(reader, "Istanbul"))
        line = next(line for line in reader.lines if "Istanbul" in line)
        assert "Sep 2026" in line


async def test_place_is_kept_across_visits_and_restarts(library: Library, article: int) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("pagedown", "pagedown")
        await reader.until(lambda: reader.screen.article.scroll_offset.y > reader.app.size.height)
        seen = next(line for line in reader.lines if "Paragraph" in line)
        await reader.press("q")
        await reader.until(lambda: reader.focused == "headlines")
    async with reading(library, NORMAL) as reader:
        await reader.press("v")
        await reader.until(lambda: reader.titles)
        await opened(reader)
        await reader.until(lambda: shows(reader, seen.strip()))
        assert reader.screen.article.scroll_offset.y > 0


async def test_keys_move_the_article_also_before_it_has_the_focus(
    library: Library, article: int
) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.until(lambda: reader.focused == "article")
        for focused_meanwhile in (None, reader.screen.headlines):
            reader.screen.set_focus(focused_meanwhile)
            reader.screen.set_reactive(MainScreen.pane, "article")
            await reader.app.run_command("page-down")
            await reader.until(lambda: reader.screen.article.scroll_offset.y > 0)
            reader.screen.article.action_top()


async def test_an_article_that_is_loaded_again_stays_where_the_reader_is(
    library: Library, article: int
) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        pane = reader.screen.article_pane
        loaded_before_the_reader_moved = await pane.load(pane.entry_id)
        await reader.press("pagedown", "pagedown")
        await reader.until(lambda: reader.screen.article.scroll_offset.y > reader.app.size.height)
        here = reader.screen.article.scroll_offset.y
        pane.show(loaded_before_the_reader_moved, None)
        assert reader.screen.article.scroll_offset.y == here > 0


async def test_a_place_is_stored_only_where_the_reader_went(library: Library, article: int) -> None:
    place = Place(0.4, 24, 0)
    library.database.write(save_position, 1, place, NOW).result()
    async with reading(library, (40, 200)) as reader:
        await opened(reader)
        await reader.resize(80, 24)
        await reader.until(lambda: shows(reader, "Paragraph"))
        await reader.resize(160, 200)
    library.database.checkpoint().result()
    assert library.database.read(load_position, 1).result() == place


async def test_place_is_there_before_anything_is_painted(
    library: Library, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = Articles(library).open(1)
    view = ArticleView("article")
    app: App[None] = App()
    async with app.run_test(size=NORMAL) as pilot:
        painted: list[str] = []
        render_line = view.render_line

        def watched(y: int) -> Strip:
            painted.append(render_line(y).text.strip() if y == 0 else "")
            return render_line(y)

        monkeypatch.setattr(view, "render_line", watched)
        view.show(loaded, (), Place(0.5, 30))
        await app.mount(view)
        await pilot.pause()
        assert next(filter(None, painted)) == "Paragraph 29 about the river."


async def test_letters_choose_a_link(
    library: Library, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("f")
        assert shows(reader, "one A")
        await reader.press("a")
        await reader.until(lambda: "https://one.example/a" in reader.said)
        assert not has_browser()
        assert not shows(reader, "one A")


async def test_while_a_link_is_chosen_the_hints_say_how_and_wrong_letters_are_said(
    library: Library, article: int
) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("f")
        assert "Esc leaves" in reader.lines[-1]
        await reader.press("z")
        assert "Esc leaves" not in reader.lines[-1]
        assert reader.said == "No link here is called z."


async def test_an_article_without_links_says_so(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("1", html="<p>Only words.</p>"))
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("f")
        assert reader.said == "There are no links here."


async def test_keys_of_the_article_work_from_the_list_beside_it(
    library: Library, article: int
) -> None:
    async with reading(library, WIDE) as reader:
        await reader.until(lambda: reader.article)
        await reader.press("H")
        await reader.until(lambda: shows(reader, "<p>See <a href="))
        await reader.press("H", "d")
        await reader.until(lambda: shows(reader, "Istanbul"))
        await reader.press("S", "escape")
        assert reader.focused == "headlines"


async def test_numbers_choose_links_that_are_not_in_sight_and_escape_ends_it(
    library: Library, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("end", "home", "f", "escape")
        assert reader.focused == "article"
        await reader.press("f", "3", "enter")
        await reader.until(lambda: "https://www.deichblatt.de" in reader.said)


async def test_words_are_found_and_gone_through(library: Library, article: int) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("slash")
        await reader.type("RIVER")
        await reader.press("enter")
        await reader.until(lambda: "60 places" in reader.said)
        first = reader.screen.article.scroll_offset.y
        for _ in range(8):
            await reader.press("n")
        further = reader.screen.article.scroll_offset.y
        assert further > first
        await reader.press("N")
        assert reader.screen.article.scroll_offset.y < further
        await reader.press("escape")
        assert not reader.screen.article.is_finding
        assert reader.focused == "article"


async def test_plus_and_minus_change_the_measure_and_the_place_stays(
    library: Library, article: int
) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("pagedown", "pagedown")
        seen = reader.lines[3].strip()
        await reader.press("minus", "minus", "minus")
        assert reader.screen.article.measure == 60
        assert shows(reader, seen)
        await reader.press("plus")
        assert reader.screen.article.measure == 64


async def test_changes_of_the_publisher_are_shown_and_left_again(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper", parsed_entry("1", "Title", html="<p>four trains stand</p>"))
    edited = [parsed_entry("1", "Title", html="<p>five trains stand</p>")]
    library.database.write(apply_update, feed_id, edited, NOW + 60).result()
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("equals_sign")
        await reader.until(lambda: shows(reader, "four five trains stand"))
        assert shows(reader, "changes")
        await reader.press("equals_sign")
        await reader.until(lambda: not shows(reader, "four five"))


async def test_article_that_was_never_changed_says_so(library: Library, article: int) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("equals_sign")
        await reader.until(lambda: "not been changed" in reader.said)


async def test_source_is_shown_and_left_again(library: Library, article: int) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("H")
        await reader.until(lambda: shows(reader, "<p>See <a href="))
        await reader.press("H")
        await reader.until(lambda: not shows(reader, "<p>See"))


async def test_article_is_saved_and_no_file_is_overwritten(
    library: Library, article: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("S", "enter")
        await reader.until(lambda: "Saved" in reader.said)
        assert "The very end." in (tmp_path / "the-long-one.md").read_text(encoding="utf-8")
        await reader.press("S", "enter")
        await reader.until(lambda: "another name" in reader.said)
        assert reader.focused == "article"


async def test_a_command_that_does_not_exist_is_said_and_keys_go_on(
    library: Library, article: int
) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("vertical_line")
        await reader.type("no-such-command-anywhere")
        await reader.press("enter")
        await reader.until(lambda: "no command no-such-command-anywhere" in reader.said)
        await reader.press("j")
        assert reader.screen.article.scroll_offset.y == 1


@pytest.mark.parametrize(
    ("typed", "is_refused"),
    [("cat > a.md", True), ("cat 2>x", True), ("cat | wc", True), ("nothing '>' a&b", False)],
)
async def test_what_only_a_shell_understands_is_given_to_no_command(
    library: Library, article: int, typed: str, is_refused: bool
) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("|")
        await reader.type(typed)
        await reader.press("enter")
        assert reader.said.startswith("No shell") is is_refused
        assert is_refused or reader.said == "There is no command nothing here."


async def test_a_piped_command_is_waited_for_and_never_raises_on_the_bare_terminal(
    library: Library, article: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    @contextmanager
    def suspend() -> Iterator[None]:
        yield  # as in Textual: nothing takes the terminal back after an error

    monkeypatch.setattr("builtins.input", asked.append)
    async with reading(library, NORMAL) as reader:
        monkeypatch.setattr(reader.app, "suspend", suspend)
        await opened(reader)
        await reader.press("vertical_line")
        await reader.type("false")
        await reader.press("enter")
        await reader.until(lambda: "false ended with code 1." in reader.said)
        assert "Press Enter" in asked[0]

        def fail(*_arguments: object) -> int:
            raise NewsreaderError("not_started", "It could not be started.")

        monkeypatch.setattr("newsreader.services.saving.pipe_article", fail)
        await reader.press("vertical_line")
        await reader.type("cat")
        await reader.press("enter")
        await reader.until(lambda: "could not be started" in reader.said)


async def test_a_terminal_that_cannot_be_handed_over_is_said(
    library: Library, article: int
) -> None:
    async with reading(library, NORMAL) as reader:  # a driver without a terminal
        await opened(reader)
        await reader.press("vertical_line")
        await reader.type("cat")
        await reader.press("enter")
        await reader.until(lambda: "cannot be handed to a command" in reader.said)
        assert reader.focused == "article"


@pytest.mark.parametrize("size", [WIDE, NORMAL, NARROW])
async def test_asking_where_to_save_says_how_and_moves_nothing(
    library: Library, article: int, size: tuple[int, int]
) -> None:
    async with reading(library, size) as reader:
        await opened(reader)
        await reader.press("j", "j")
        await reader.until(lambda: reader.screen.article.is_laid)
        # that the article is read now is counted a moment later, in the tree and above the list
        await reader.until(lambda: reader.screen.feeds.current.unread == 0)
        await reader.until(lambda: not reader.screen.headline_pane._heading.note)
        before = reader.lines
        await reader.press("S")
        await reader.until(lambda: "the-long-one.md" in reader.lines[1])
        assert "Save as .md, .html or .txt" in reader.lines[0]
        assert reader.lines[2:-1] == before[2:-1]
        await reader.press("escape")
        assert reader.lines[:2] == before[:2]


@pytest.mark.parametrize("size", [WIDE, NORMAL, NARROW])
async def test_short_and_long_articles_begin_in_the_same_column(
    library: Library, feed_with: Callable[..., int], size: tuple[int, int]
) -> None:
    feed_with(
        "paper",
        parsed_entry("a", "Long", html=LONG, published_at=NOW - 1),
        parsed_entry("b", "Short", html="<p>Paragraph 0 only.</p>", published_at=NOW - 2),
    )
    columns = []
    async with reading(library, size) as reader:
        await opened(reader)
        for title in ("Long", "Short"):
            await reader.until(lambda: reader.article == title)  # noqa: B023 - waited for here
            await reader.until(lambda: shows(reader, "Paragraph 0"))
            line = next(line for line in reader.lines if "Paragraph 0" in line)
            columns.append(line.index("Paragraph"))
            await reader.press("J")
    assert columns[0] == columns[1]


async def test_pictures_are_shown_on_request_only(
    library: Library, feed_with: Callable[..., int]
) -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "blue").save(file, "PNG")
    with FakeServer() as server:
        url = server.reply(
            "/boat.png", Reply(file.getvalue(), headers={"Content-Type": "image/png"})
        )
        html = f'<p>Text</p><img src="{url}" alt="A boat">'
        feed_id = feed_with("paper", parsed_entry("1", html=html, extras=Extras()))
        library.database.write(save_url, feed_id, server.url("/feed")).result()
        async with reading(library, NORMAL) as reader:
            await opened(reader)
            assert shows(reader, "A boat")
            assert not server.requests
            await reader.press("i")
            await reader.until(lambda: isinstance(reader.app.screen, PicturesScreen))
            await reader.until(lambda: shows(reader, "40 x 20"))
            assert shows(reader, "▀" * 40)
            await reader.press("q")
            await reader.until(lambda: not isinstance(reader.app.screen, PicturesScreen))


def picture_file(size: tuple[int, int] = (40, 20)) -> Reply:
    file = io.BytesIO()
    Image.new("RGB", size, "blue").save(file, "PNG")
    return Reply(file.getvalue(), headers={"Content-Type": "image/png"})


async def test_pictures_are_painted_in_the_text_by_setting_once_they_are_near(
    library: Library, feed_with: Callable[..., int]
) -> None:
    with FakeServer() as server:
        near, far, broken = (
            server.reply("/boat.png", picture_file()),
            server.reply("/harbour.png", picture_file()),
            server.reply("/broken.png", Reply(b"no picture")),
        )
        html = (
            f'<p>Text</p><figure><img src="{near}" alt="A boat"><figcaption>At noon</figcaption>'
            f'</figure><img src="{broken}" alt="A pier">{LONG * 2}<img src="{far}" alt="A port">'
        )
        feed_id = feed_with("paper", parsed_entry("1", html=html))
        library.database.write(save_url, feed_id, server.url("/feed")).result()
        settings = STILL._replace(reading=ReadingSettings(images="pictures"))
        async with reading(library, (80, 40), settings=settings) as reader:
            await opened(reader)
            await reader.until(lambda: shows(reader, "▀" * 40))
            assert sum("▀" * 40 in line for line in reader.lines) == 10
            assert shows(reader, "At noon")
            assert not shows(reader, "A boat")
            assert shows(reader, "A pier")
            assert "/harbour.png" not in [request.path for request in server.requests]
            await reader.press("end")
            await reader.until(lambda: shows(reader, "▀" * 40))
            assert shows(reader, "Paragraph 59")


async def test_a_picture_that_arrives_moves_nothing_that_is_being_read(
    library: Library, feed_with: Callable[..., int]
) -> None:
    with FakeServer() as server:
        url = server.reply("/boat.png", picture_file((72, 40)))
        html = f'<img src="{url}" alt="A boat">{LONG}'
        feed_id = feed_with("paper", parsed_entry("1", html=html))
        library.database.write(save_url, feed_id, server.url("/feed")).result()
        async with reading(library, NORMAL) as reader:
            await opened(reader)
            await reader.press(*"jjjjj")
            view = reader.screen.article
            before = view.render_line(0).text
            assert "Paragraph" in before
            view.use(DEFAULT_OPTIONS, 72, is_painting=True)
            await reader.until(lambda: view.scroll_offset.y > 20)
            assert view.render_line(0).text == before


async def test_the_picture_that_comes_with_an_article_stands_above_its_text(
    library: Library, feed_with: Callable[..., int]
) -> None:
    with FakeServer() as server:
        url = server.reply("/boat.png", picture_file())
        entry = parsed_entry("1", html="<p>Text</p>", extras=Extras(image=url))
        feed_id = feed_with("paper", entry)
        library.database.write(save_url, feed_id, server.url("/feed")).result()
        settings = STILL._replace(reading=ReadingSettings(images="pictures"))
        async with reading(library, NORMAL, settings=settings) as reader:
            await opened(reader)
            await reader.until(lambda: shows(reader, "▀" * 40))
            rows = [n for n, line in enumerate(reader.lines) if "▀" in line or "Text" in line]
            assert len(rows) == 11
            assert "Text" in reader.lines[rows[-1]]


async def test_selected_text_is_copied_without_margin(library: Library, article: int) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("d")
        row = next(n for n, line in enumerate(reader.lines) if "Istanbul" in line)
        column = reader.lines[row].index("Ort")
        await reader.drag((column, row), (70, row))
        assert reader.app.screen.get_selected_text() == "Ort: Istanbul, Türkei"
        strips = reader.app.screen._compositor.render_strips(reader.app.size)
        cells = strips[row].crop(column, column + 3)
        marked = reader.app.screen.get_component_rich_style("screen--selection")
        assert {part.style.bgcolor for part in cells if part.style} == {marked.bgcolor}


async def test_what_is_selected_may_begin_and_end_in_the_margin(
    library: Library, article: int
) -> None:
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        await reader.press("d")
        row = next(n for n, line in enumerate(reader.lines) if "Istanbul" in line)
        column = reader.lines[row].index("Ort")
        await reader.drag((column - 1, row), (70, row))
        assert reader.app.screen.get_selected_text() == "Ort: Istanbul, Türkei"
        assert "Istanbul" in reader.lines[row]
        await reader.drag((column, row), (column - 1, row + 1))
        assert reader.app.screen.get_selected_text() == "Ort: Istanbul, Türkei"


async def test_very_long_article_is_read_to_its_end(
    library: Library, feed_with: Callable[..., int]
) -> None:
    html = "".join(f"<p>Paragraph {n} of a very long text.</p>" for n in range(6_000))
    feed_with("paper", parsed_entry("1", html=html + "<p>The end at last.</p>"))
    async with reading(library, NORMAL) as reader:
        await opened(reader)
        assert shows(reader, "Paragraph 0 ")
        await reader.press("end")
        await reader.until(lambda: shows(reader, "The end at last."))
    library.database.checkpoint().result()  # after everything that waits to be written
    assert library.database.read(load_position, 1).result().fraction == 1.0


async def test_kitty_gets_images_only_when_the_reader_wants_that(
    library: Library, feed_with: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    with FakeServer() as server:
        url = server.reply("/boat.png", picture_file())
        entry = parsed_entry("1", html=f'<p>Text</p><img src="{url}" alt="A boat">')
        feed_id = feed_with("paper", entry)
        library.database.write(save_url, feed_id, server.url("/feed")).result()
        pictures = STILL._replace(reading=ReadingSettings(images="pictures"))
        kitty = pictures._replace(screen=ScreenSettings(graphics="kitty"))
        monkeypatch.setattr(DesktopApp, "send_graphics", lambda _, sequence: sent.append(sequence))
        async with reading(library, NORMAL, settings=pictures) as reader:
            await opened(reader)
            await reader.until(lambda: shows(reader, "▀" * 40))
        assert not sent
        async with reading(library, NORMAL, settings=kitty) as reader:
            await reader.press("v")
            await reader.until(lambda: reader.titles)
            await opened(reader)
            await reader.until(lambda: shows(reader, "\U0010eeee"))
        assert [sequence[:6] for sequence in sent] == ["\x1b_Ga=T", "\x1b_Ga=d"]
