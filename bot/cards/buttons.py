"""What stands on buttons, to be recognised where somebody types it instead of tapping."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.cards.answers import PAUSE_DAYS
from bot.cards.look_back import LENGTHS
from bot.content.words import Words
from bot.domain.typed import folded

LABELS = (
    *("button-close", "button-back", "button-not-now", "button-support", "button-month"),
    *("card-change", "card-another", "card-yesterday", "card-answer-now", "card-answer-after-all"),
    *("card-later-30", "card-later-60", "card-later-180", "card-later-tomorrow"),
    *("answer-no-contact", "answer-unsaid", "prompt-discreet-open", "words-keep", "words-no"),
    *("afraid-yes", "afraid-sometimes", "ask-name-another", "ask-name-without"),
    *("letter-did", "letter-partly", "letter-not-yet", "letter-try", "letter-another", "letter-picture"),
    *("streak-calendar", "streak-vessel", "principles-earlier", "principles-more", "pause-open"),
    *("moments-another", "moments-delete", "moments-delete-yes", "moments-delete-no", "delete-no"),
    *("fading-mon-wed-fri", "fading-once-a-week", "fading-as-before"),
)
"""What stands on the buttons of messages that wait for no words."""


def is_on_a_button(every: Sequence[Words], text: str) -> bool:
    """Tell whether typed words are what stands on a button, in any language."""
    return any(folded(text) in _labels(words) for words in every)


@cache
def _labels(words: Words) -> frozenset[str]:
    """Return what stands on buttons in a language, folded. Made once: it takes milliseconds."""
    counted = (*(("month-days", days) for days in LENGTHS), *(("pause-days", days) for days in PAUSE_DAYS))
    labels = [words.label(key) for key in LABELS] + [words.label(key, days=days) for key, days in counted]
    return frozenset(map(folded, labels))
