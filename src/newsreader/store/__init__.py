"""The library file: one SQLite database, one writer, a few readers."""
