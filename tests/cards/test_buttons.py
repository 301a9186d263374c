"""Whatever stands on a button is recognised when somebody types it, or does what the button does."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.cards.buttons import is_on_a_button
from bot.content.words import Words
from bot.domain.typed import folded
from bot.gateway.screen import Screen
from tests.cards.test_limits import after_silence, cards, letters, looking_back, own_moments
from tests.chat import CONTENT

EVERY = [CONTENT.words(language) for language in CONTENT.languages]
TITLES = {text.words[language].title for text in CONTENT.principles for language in CONTENT.languages}


@pytest.mark.parametrize("language", CONTENT.languages)
@pytest.mark.parametrize("screens", [cards, letters, looking_back, own_moments, after_silence])
def test_a_button_is_known_by_its_words(screens: Callable[[Words], Iterator[Screen]], language: str) -> None:
    shown = {
        button.label for screen in screens(CONTENT.words(language)) for row in screen.rows for button in row
    }
    worded = {label for label in shown - TITLES if not any(letter.isdigit() for letter in label)}
    assert worded
    assert [
        each for each in worded if not is_on_a_button(EVERY, each) and folded(each) not in CONTENT.requests
    ] == []


@pytest.mark.parametrize("text", ["90 days", "90 gün", "ANOTHER ONE", "kapat.", "3 days", "  Close "])
def test_however_it_is_typed(text: str) -> None:
    assert is_on_a_button(EVERY, text)


@pytest.mark.parametrize("text", ["tea", "close to the sea", "91 days", ""])
def test_other_words_are_no_button(text: str) -> None:
    assert not is_on_a_button(EVERY, text)
