"""Regular expressions that are compiled when they are used first."""

import re
from types import SimpleNamespace

import pytest

from newsreader.domain import pattern as module
from newsreader.domain.pattern import pattern


def test_a_pattern_is_compiled_by_its_first_use_and_never_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled: list[str] = []

    def compile_(text: str) -> re.Pattern[str]:
        compiled.append(text)
        return re.compile(text)

    monkeypatch.setattr(module, "re", SimpleNamespace(compile=compile_))
    words = pattern(r"\w+")
    assert compiled == []
    assert words.findall("to be") == ["to", "be"]
    assert words.sub("x", "to be") == "x x"
    assert compiled == [r"\w+"]


def test_what_a_pattern_has_beside_its_methods_is_there_too() -> None:
    assert pattern("a+").pattern == "a+"
    with pytest.raises(re.error):
        pattern("(").match("")
