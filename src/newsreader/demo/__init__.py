"""The demo: bundled feeds, the server that gives them out, a library filled from it."""
