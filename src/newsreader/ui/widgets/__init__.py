"""Widgets: they show what they are given and tell what the reader does, and know no library."""
