"""The pictures of an article, one at a time, as coloured half-blocks."""

from collections.abc import Awaitable, Callable, Sequence

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from newsreader.domain.errors import NewsreaderError
from newsreader.parse.picture import Mosaic
from newsreader.services.pictures import ArticlePicture, load_picture
from newsreader.ui.mosaic import mosaic_pieces
from newsreader.ui.screens.dialog import Dialog


class MosaicView(Widget):
    """Draw a picture in the middle."""

    def __init__(self) -> None:
        super().__init__(id="mosaic")
        self._strips: list[Strip] = []

    def show(self, mosaic: Mosaic | None) -> None:
        """Show a picture, None for an empty place."""
        self._strips = [] if mosaic is None else [Strip(mosaic_pieces(row)) for row in mosaic.rows]
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        row = y - (self.size.height - len(self._strips)) // 2
        if not 0 <= row < len(self._strips):
            return Strip.blank(self.size.width, self.rich_style)
        strip = self._strips[row]
        left = Strip.blank((self.size.width - strip.cell_length) // 2, self.rich_style)
        return Strip.join([left, strip]).adjust_cell_length(self.size.width, self.rich_style)


class PicturesScreen(Dialog[None]):
    """Leaf through the pictures of an article."""

    BINDINGS = [  # noqa: RUF012 - Textual's way; these keys are no commands
        Binding("escape,q,i", "dismiss", show=False),
        Binding("n,j,l,right,down,space", "turn(1)", show=False),
        Binding("p,k,h,left,up", "turn(-1)", show=False),
    ]

    def __init__(
        self,
        pictures: Sequence[ArticlePicture],
        load: Callable[[ArticlePicture, int, int], Awaitable[Mosaic]] = load_picture,
    ) -> None:
        super().__init__()
        self._load_picture = load
        self._pictures = pictures
        self._index = 0
        self._mosaic = MosaicView()
        self._caption = Static(id="caption", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the picture above its caption."""
        yield self._mosaic
        yield self._caption

    def on_mount(self) -> None:
        """Load the first picture once the size is known."""
        self.call_after_refresh(self._load)

    def action_turn(self, step: int) -> None:
        """Show the next picture, from the last to the first."""
        self._index = (self._index + step) % len(self._pictures)
        self._load()

    @work(exclusive=True, group="picture", exit_on_error=False)
    async def _load(self) -> None:
        picture = self._pictures[self._index]
        self._mosaic.show(None)
        self._say(picture, "loading …")
        try:
            size = self._mosaic.size
            mosaic = await self._load_picture(picture, size.width, size.height)
        except NewsreaderError as error:
            self._say(picture, str(error))
            return
        self._mosaic.show(mosaic)
        self._say(picture, f"{mosaic.size[0]} x {mosaic.size[1]}")

    def _say(self, picture: ArticlePicture, note: str) -> None:
        place = f"{self._index + 1} of {len(self._pictures)}"
        self._caption.update(" · ".join(filter(None, (place, picture.caption, note))))
