"""Letters for links: short, and none the beginning of another."""

from hypothesis import given
from hypothesis import strategies as st

from newsreader.ui.widgets.link_hints import LinkChoice, letters_for


@given(st.integers(0, 900))
def test_letters_are_unique_and_none_begins_another(count: int) -> None:
    words = list(letters_for(range(1, count + 1)).values())
    assert len(set(words)) == count
    assert len({len(word) for word in words}) <= 1


def test_few_links_need_one_letter_each() -> None:
    assert set(map(len, letters_for(range(1, 27)).values())) == {1}
    assert set(map(len, letters_for(range(1, 28)).values())) == {2}


def test_typing_letters_narrows_down_to_one_link() -> None:
    choice = LinkChoice(range(1, 31), 30)
    word = choice.hints[27]
    assert choice.type(word[0]) is None
    assert all(hint.startswith(word[0]) for hint in choice.hints.values())
    assert choice.type(word[1]) == 27


def test_letter_of_no_link_ends_the_choice() -> None:
    assert LinkChoice([4], 9).type("s") == 0


def test_number_chooses_any_link_of_the_article_once_it_is_unambiguous() -> None:
    assert LinkChoice([1], 9).type("7") == 7
    choice = LinkChoice([1], 30)
    assert choice.type("2") is None
    assert choice.number() == 2
    assert choice.type("7") == 27
    assert LinkChoice([1], 9).type("0") == 0
