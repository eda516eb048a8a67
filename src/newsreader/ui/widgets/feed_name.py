"""The name of a feed in the cells that a list has for it."""

from rich.cells import cell_len

from newsreader.domain.feed_names import FeedName
from newsreader.ui.widgets.headline_line import fit


def fit_name(name: FeedName, cells: int) -> str:
    """Cut or fill the name of a feed; what tells it from its namesakes is cut last.

    >>> fit_name(FeedName("The Lantern", "a.example"), 18)
    'The L… · a.example'
    """
    if not name.place:
        return fit(name.title, cells)
    place = fit(f" · {name.place}", min(cell_len(name.place) + 3, cells * 2 // 3))
    title_cells = min(cell_len(name.title), cells - cell_len(place))
    return fit(fit(name.title, title_cells) + place, cells)
