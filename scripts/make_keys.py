"""Write docs/keys.md from the registry of commands."""

from pathlib import Path

from newsreader.ui.commands import keys_document

if __name__ == "__main__":
    (Path(__file__).parents[1] / "docs" / "keys.md").write_text(keys_document(), encoding="utf-8")
