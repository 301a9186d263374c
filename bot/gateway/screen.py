"""What one message shows: a text or a picture with its caption, and rows of buttons, within Telegram's limits."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.moment import MomentKind

CALLBACK_BYTES = 64
WITHOUT_CAPTION = frozenset({MomentKind.VIDEO_NOTE, MomentKind.STICKER})


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
class Picture:
    """A picture that is uploaded with its message: a PNG."""

    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that is uploaded with its message, to be kept or handed on; no edit brings or takes it."""

    name: str
    content: bytes = field(repr=False)
    mime: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class SentBefore:
    """A file that Telegram has already, sent again by its id."""

    kind: MomentKind
    file_id: str

    def __post_init__(self) -> None:
        if self.kind is MomentKind.TEXT:
            raise ValueError("a text is no file")


Media = Picture | Document | SentBefore


@dataclass(frozen=True, slots=True)
class Behind:
    """What takes the place of a screen that nobody else shall read, once it was open for a while.

    A neutral line, the text `line`, with a button that carries `opens`; with no `line` the message is taken away.
    """

    line: str = ""
    opens: str = ""

    def __post_init__(self) -> None:
        if bool(self.line) != bool(self.opens):
            raise ValueError("a neutral line has something behind it")


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: `text` in Telegram's HTML, rows of buttons, and whether it arrives without a sound.

    With media, `text` is its caption and may be empty; a sticker and a video note have none.
    In discreet mode `behind` says what takes the place of a screen that is not neutral.
    """

    text: str
    rows: tuple[tuple[Button, ...], ...] = ()
    is_silent: bool = False
    media: Media | None = None
    behind: Behind | None = None
    is_line: bool = False
    """Whether it is that line already: it may stay."""

    def __post_init__(self) -> None:
        if isinstance(self.media, SentBefore) and self.media.kind in WITHOUT_CAPTION and self.text:
            raise ValueError(f"a {self.media.kind.value} has no caption")
