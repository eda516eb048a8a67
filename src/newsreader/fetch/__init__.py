"""From an address to bytes: HTTP with manners."""
