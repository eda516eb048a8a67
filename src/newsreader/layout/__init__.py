"""From documents to lines of a given width; knows cells, not widgets."""
