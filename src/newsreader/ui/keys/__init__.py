"""Which key means which command: keymaps, the reader's own keys, sequences and counts."""
