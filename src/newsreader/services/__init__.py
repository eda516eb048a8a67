"""Use cases: what both the screen and the command line do."""
