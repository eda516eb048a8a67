"""Write docs/keys.md and the README's table of keys from the commands and the keymaps."""

import re
from pathlib import Path

from newsreader.ui.commands import command, key_sign
from newsreader.ui.keys.document import keys_document

ROOT = Path(__file__).parents[1]
IN_README = (
    "line-down", "line-up", "forward", "backward", "open", "read-on", "next-unread",
    "previous-unread", "toggle-read", "toggle-star", "toggle-bookmark", "mark-all-read", "undo",
    "fetch", "fetch-all", "add-feed", "open-link", "copy-link", "search", "bookmarks", "help",
    "back",
)  # fmt: skip


def readme_table() -> str:
    """Write the table of the keys that a newcomer needs."""
    rows = ["| Keys | |", "|---|---|"]
    for found in map(command, IN_README):
        keys = " ".join(f"`{key_sign(key)}`" for key in found.keys)
        rows.append(f"| {keys} | {found.help} |")
    return "\n".join(rows)


if __name__ == "__main__":
    (ROOT / "docs" / "keys.md").write_text(keys_document(), encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    parts = re.split(r"(?<=<!-- keys -->\n).*?(?=\n<!-- /keys -->)", readme, flags=re.DOTALL)
    (ROOT / "README.md").write_text(readme_table().join(parts), encoding="utf-8")
