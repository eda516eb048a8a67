"""What is pasted presses no key, however the line cuts it up."""

import pytest

from newsreader.ui.pastes import PasteFilter

BEGIN, END = "\x1b[200~", "\x1b[201~"
PASTES = {
    "R \x1b[31m ms": "R  ms",
    "a\x1bq\x07b\x9bA": "aqbA",
    "two\r\nlines\tö": "two\r\nlines\tö",
    BEGIN + "x": "x",
    "\x1b": "",
    "": "",
}


@pytest.mark.parametrize(("pasted", "text"), PASTES.items())
def test_a_paste_is_text_wherever_it_is_cut(pasted: str, text: str) -> None:
    typed = f"x{BEGIN}{pasted}{END}\x1b[A"
    for cut in range(len(typed) + 1):
        pastes = PasteFilter()
        given = pastes.feed(typed[:cut]) + pastes.feed(typed[cut:])
        assert given == f"x{BEGIN}{text}{END}\x1b[A"
    pastes = PasteFilter()
    assert "".join(map(pastes.feed, typed)) == f"x{BEGIN}{text}{END}\x1b[A"


@pytest.mark.parametrize("key", ["\x1b", "\x1b[", "\x1b[200", "q\x1b[A"])
def test_keys_pass_at_once(key: str) -> None:
    assert PasteFilter().feed(key) == key
