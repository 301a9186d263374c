"""What is said after a silence: the choice of how often to be asked, and that the bot has paused itself."""

from __future__ import annotations

from collections.abc import Sequence

from bot.cards import behind, data
from bot.cards.when import When, told
from bot.content.words import Words
from bot.domain.fading import MON_WED_FRI
from bot.domain.typed import folded
from bot.gateway.screen import Behind, Button, Screen

LESS_OFTEN, PAUSED = "less", "paused"


def less_often(words: Words, before: frozenset[int], letter_weekday: int, *, is_discreet: bool) -> Screen:
    """Return the choice of how often to be asked; `before` are the weekdays that [As before] stands for.

    Each button carries the days that it chooses. What would not be less often is left out.
    """
    *rarer, as_before = (
        Button(words.label(key), choice(weekdays, before))
        for key, weekdays in _choices(before, letter_weekday).items()
    )
    pause = Button(words.label("fading-pause"), data.joined(data.PAUSE, "open"))
    rows = (
        *((tuple(rarer),) if rarer else ()),
        (pause, as_before),
        (Button(words.label("button-checkin"), data.joined(data.GO, "checkin")),),
    )
    return _shown(words, "fading-less-often", rows, _less_often(before), is_discreet=is_discreet)


def self_paused(words: Words, *, is_discreet: bool) -> Screen:
    """Return that the bot has paused itself, with the way to go on."""
    go_on = Button(words.label("fading-go-on"), data.joined(data.GO, "resume"))
    return _shown(words, "fading-self-paused", ((go_on,),), _paused(), is_discreet=is_discreet)


def hidden_less_often(words: Words, before: frozenset[int]) -> Screen:
    """Return the neutral line behind which the choice stands in discreet mode."""
    return behind.line(words, _hiding(_less_often(before)))


def hidden_self_paused(words: Words) -> Screen:
    """Return the neutral line behind which it stands in discreet mode that the bot has paused itself."""
    return behind.line(words, _hiding(_paused()))


def chosen(
    words: Words,
    weekdays: frozenset[int],
    before: frozenset[int],
    next_card: When | None,
    *,
    is_discreet: bool,
) -> Screen:
    """Return what was chosen, with the local day and time of the next card where one is known, and the way back."""
    days = words.days(weekdays)
    if next_card is None:
        text = words("fading-set-soon", days=days)
    else:
        text = words("fading-set", days=days, **told(words, next_card))
    back = Button(words.label("button-back"), _less_often(before))
    if not is_discreet:
        return Screen(text, ((back,), (_support(words),)))
    last = (behind.close(words), _support(words))
    return Screen(text, ((back,), last), behind=behind.one_off(is_discreet=True))


def read_choice(
    every: Sequence[Words], text: str, before: frozenset[int], letter_weekday: int
) -> frozenset[int] | None:
    """Read what stands on one of the buttons, typed in any language; None for other words."""
    labels = {
        folded(words.label(key)): weekdays
        for words in every
        for key, weekdays in _choices(before, letter_weekday).items()
    }
    return labels.get(folded(text))


def choice(weekdays: frozenset[int], before: frozenset[int]) -> str:
    """Return the data of a button that has somebody asked on these weekdays, and leads back to what was before."""
    return data.joined(data.FADING, "days", _digits(weekdays), _digits(before))


def read_weekdays(text: str) -> frozenset[int] | None:
    """Read the weekdays that a button carries, in order and each once; None where it is forged."""
    weekdays = frozenset(int(digit) for digit in text if digit in "0123456")
    return weekdays if text and _digits(weekdays) == text else None


def _choices(before: frozenset[int], letter_weekday: int) -> dict[str, frozenset[int]]:
    """The weekdays that each button stands for, the present ones last."""
    choices = {}
    if len(before) > len(MON_WED_FRI):
        choices["fading-mon-wed-fri"] = MON_WED_FRI
    if len(before) > 1:
        choices["fading-once-a-week"] = frozenset({letter_weekday})
    return choices | {"fading-as-before": before}


def _digits(weekdays: frozenset[int]) -> str:
    return "".join(str(weekday) for weekday in sorted(weekdays))


def _less_often(before: frozenset[int]) -> str:
    return data.joined(data.FADING, LESS_OFTEN, _digits(before))


def _paused() -> str:
    return data.joined(data.FADING, PAUSED)


def _shown(
    words: Words, key: str, rows: tuple[tuple[Button, ...], ...], opens: str, *, is_discreet: bool
) -> Screen:
    """A message of the clock's; in discreet mode it was opened by a tap, and can be closed by one."""
    if not is_discreet:
        return Screen(words(key), (*rows, (_support(words),)))
    close = Button(words.label("button-close"), f"{opens}:close")
    return Screen(words(key), (*rows, (close, _support(words))), behind=_hiding(opens))


def _hiding(opens: str) -> Behind:
    return Behind("prompt-discreet", opens)


def _support(words: Words) -> Button:
    return Button(words.label("button-support"), data.joined(data.GO, "safety"))
