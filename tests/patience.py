"""How long a test waits for what must come."""

PATIENCE_S = 60.0
"""Longer than anything takes on a busy machine; a test that waits so long has failed."""
