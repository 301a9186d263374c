"""What one message shows: a text and rows of buttons, within Telegram's limits."""

from __future__ import annotations

from dataclasses import dataclass

CALLBACK_BYTES = 64


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message: it carries `data` back (at most 64 bytes in UTF-8), or opens `url`."""

    label: str
    data: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        if (self.data is None) == (self.url is None):
            raise ValueError("a button has either data or a url")
        if self.data is not None and not 1 <= len(self.data.encode()) <= CALLBACK_BYTES:
            raise ValueError("callback data must be 1 to 64 bytes")


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: `text` in Telegram's HTML, rows of buttons, and whether it arrives without a sound."""

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    is_silent: bool = False
