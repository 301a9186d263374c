"""Looking back: one of one's own moments as a message, and the question before it is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.cards import behind, data, letter, look_back
from bot.cards.letter import Rows, Told
from bot.content.words import Html, Words
from bot.domain.moment import MomentKind
from bot.gateway.screen import WITHOUT_CAPTION, Behind, Button, Screen, SentBefore

ANY = "any"
"""In callback data in the place of a moment's id: the one whose turn it is."""
TEXT_UNITS = 4000
CAPTION_UNITS = 960
ASKED_UNITS = 300


@dataclass(frozen=True, slots=True)
class Shown:
    """A moment that is looked back at; `next_id` is the one that comes after it, None where it is the only one."""

    id: str
    on: date
    kind: MomentKind
    text: str
    file_id: str | None
    next_id: str | None
    is_this_year: bool
    is_discreet: bool

    @property
    def told(self) -> Told:
        """What is said of it on one line."""
        return Told(self.on, self.kind, self.text)


def moment(words: Words, shown: Shown) -> Screen:
    """Return a moment with its day: its words, or its file sent again."""
    if shown.kind is MomentKind.TEXT or shown.file_id is None:
        text = words("moments-told", day=_day(words, shown), text=letter.shortened(shown.text, TEXT_UNITS))
        return Screen(text, _rows(words, shown), behind=_hiding(shown))
    media, hidden = SentBefore(shown.kind, shown.file_id), behind.one_off(is_discreet=shown.is_discreet)
    if shown.kind in WITHOUT_CAPTION:
        day = Button(_day(words, shown), moment_data(shown.id, "day"))
        return Screen("", ((day,), *_rows(words, shown)), media=media, behind=hidden)
    return Screen(_caption(words, shown), _rows(words, shown), media=media, behind=hidden)


def gone(words: Words, shown: Shown, *, is_forbidden: bool = False) -> Screen:
    """Return what stands in the place of a file that Telegram does not have any more, or that may not be sent there."""
    rows = _rows(words, shown)
    told = letter.file_gone(words, shown.told, rows, is_forbidden=is_forbidden)
    return Screen(told.text, rows, behind=_hiding(shown))


def delete_ask(words: Words, shown: Shown) -> Screen:
    """Return the one question before a moment is deleted."""
    line = letter.line_of(words, shown.told, ASKED_UNITS)
    keep = Button(words.label("moments-delete-no"), moment_data(shown.id, "show"))
    delete = Button(words.label("moments-delete-yes"), moment_data(shown.id, "erase"))
    rows = ((keep, delete), _last_row(words, shown.id, is_discreet=shown.is_discreet))
    return Screen(words("moments-delete-ask", moment=line), rows, behind=_hiding(shown))


def deleted(words: Words, next_id: str | None, *, is_discreet: bool) -> Screen:
    """Return that a moment is deleted, with the way to another where there is one."""
    text = words("moments-deleted-plain" if is_discreet else "moments-deleted")
    another = _another(words, next_id)
    last = _last_row(words, ANY, is_discreet=is_discreet)
    return Screen(text, (another, last) if another else (last,), behind=_anything(is_discreet=is_discreet))


def none(words: Words, *, is_discreet: bool, has_kept: bool = False) -> Screen:
    """Return that there is no moment yet, and how to keep one; or none that is shown unasked, where somebody `has_kept` any."""
    last = _last_row(words, ANY, is_discreet=is_discreet)
    return Screen(
        words("moments-none-now" if has_kept else "moments-none"),
        (last,),
        behind=_anything(is_discreet=is_discreet),
    )


def hidden(words: Words, moment_id: str) -> Screen:
    """Return the neutral line that stands for a moment in discreet mode."""
    return look_back.hidden(words, moment_data(moment_id, "show"))


def moment_data(moment_id: str, *parts: str) -> str:
    """Return the data of a button on a moment."""
    return data.joined(data.MOMENTS, moment_id, *parts)


def day_toast(words: Words, shown: Shown) -> str:
    """Return on which day a moment was kept, for the button that says so in short."""
    return words.label("moments-kept-on", day=_day(words, shown))


def _day(words: Words, shown: Shown) -> str:
    return words.day(shown.on) if shown.is_this_year else words.day_in_year(shown.on)


def _caption(words: Words, shown: Shown) -> Html:
    day, text = _day(words, shown), letter.shortened(shown.text, CAPTION_UNITS)
    return words("moments-told", day=day, text=text) if text else words("moments-day", day=day)


def _rows(words: Words, shown: Shown) -> Rows:
    delete = Button(words.label("moments-delete"), moment_data(shown.id, "delete"))
    is_file = shown.kind is not MomentKind.TEXT
    last = _last_row(words, shown.id, is_discreet=shown.is_discreet, is_file=is_file)
    return ((*_another(words, shown.next_id), delete), last)


def _another(words: Words, next_id: str | None) -> tuple[Button, ...]:
    if next_id is None:
        return ()
    return (Button(words.label("moments-another"), moment_data(next_id, "show")),)


def _last_row(
    words: Words, moment_id: str, *, is_discreet: bool, is_file: bool = False
) -> tuple[Button, ...]:
    """The way to have it gone, or in discreet mode behind its neutral line; and support."""
    how = "close" if is_discreet and not is_file else "away"
    close = Button(words.label("button-close"), moment_data(moment_id, how))
    return close, Button(words.label("button-support"), data.joined(data.GO, "safety"))


def _hiding(shown: Shown) -> Behind | None:
    return look_back.hiding(moment_data(shown.id, "show")) if shown.is_discreet else None


def _anything(*, is_discreet: bool) -> Behind | None:
    return look_back.hiding(moment_data(ANY, "show")) if is_discreet else None
