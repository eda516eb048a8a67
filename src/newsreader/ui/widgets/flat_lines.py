"""Lines of a widget that is nothing but lines, drawn without Textual's steps for what is not there.

Textual looks for borders, padding and effects with each line, and filters all lines of a widget
with every key. A list has none of the former, nor links of Textual's, and its lines stay as they
were filtered.
"""

from textual._styles_cache import StylesCache
from textual.geometry import Region
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget


class FlatLines(StylesCache):
    """Keep the finished lines of a widget; one that is not flat is left to Textual."""

    def __init__(self) -> None:
        super().__init__()
        self._finished: dict[int, Strip] = {}
        self._is_flat: bool | None = None
        """None when nobody has looked since everything was drawn anew."""
        self._basis: tuple[object, ...] = ()
        """What all finished lines were made with."""

    def set_dirty(self, *regions: Region) -> None:
        """Draw the lines of regions again, or all."""
        super().set_dirty(*regions)
        for region in regions:
            for y in region.line_range:
                self._finished.pop(y, None)

    def clear(self) -> None:
        """Draw everything again."""
        super().clear()
        self._finished.clear()
        self._is_flat = None

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """Give the lines of a part of a widget."""
        if self._is_flat is None:
            self._is_flat = _is_flat(widget)
        if not self._is_flat:
            return super().render_widget(widget, crop)
        width, filters = widget.region.width, widget.get_line_filters()
        base, background = widget.background_colors
        basis = (width, base, background, *filters)
        if basis != self._basis:
            self._finished.clear()
            self._basis = basis
        inner, _ = self.get_inner_outer(base, background)
        for y in crop.line_range:
            if y not in self._finished:
                line = widget.render_line(y).adjust_cell_length(width, inner.rich_style)
                for each in filters:
                    line = line.apply_filter(each, background)
                self._finished[y] = line
        strips = [self._finished[y] for y in crop.line_range]
        if crop.column_span != (0, width):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips


class BarLines(FlatLines):
    """Lines of a scrollbar, which is not to be seen where there is nothing to scroll.

    One that comes and goes has everything laid out again.
    """

    def render_widget(self, widget: Widget, crop: Region) -> list[Strip]:
        """Give the lines of a part of a scrollbar, or of what is behind it."""
        scrollbar, behind = widget, widget.parent
        assert isinstance(scrollbar, ScrollBar) and isinstance(behind, Widget)  # noqa: S101, PT018
        if scrollbar.window_size < scrollbar.window_virtual_size:
            return super().render_widget(widget, crop)
        base, background = behind.background_colors
        inner, _ = self.get_inner_outer(base, background)
        blank = Strip.blank(crop.width, inner.rich_style)
        for each in widget.get_line_filters():
            blank = blank.apply_filter(each, background)
        return [blank] * crop.height


def _is_flat(widget: Widget) -> bool:
    """Say whether a widget has nothing around its lines or over them."""
    styles = widget.styles
    return (
        not any(styles.gutter)
        and not any(kind for kind, _ in styles.outline)
        and not styles.tint.a
        and (styles.hatch == "none" or not styles.has_rule("hatch"))
        and widget.opacity == 1.0
        and styles.text_opacity == 1.0
    )
