"""What somebody can write or send: commands, requests, words, every kind of message, forwarded, as a reply, edited, in an album."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any

from bot.cards.profile import COMMANDS
from bot.content.catalogue import HERE
from bot.content.reading import read_toml
from bot.simulator.chats import Message
from bot.simulator.markup import plain
from tests.conversations.table import kinds
from tests.conversations.table.acting import Here, Input, sends


def _says(text: str) -> Callable[[Here], object]:
    return lambda here: sends(here, text)


COMMANDS_AS_TYPED = (
    "/start",
    "/start a-made-up-code",
    *(f"/{name}" for name in COMMANDS),
    "/CheckIn@local_bot now",
    "/moment tea in the sun",
    "/pause 3",
    "/pause until spring",
    "/settings 22:15",
    "/report",
    "/export",
    "/import",
    "/nonsense",
    "/",
    "//",
    "/ start",
)
WITH_WORDS = "/moment "


def commands() -> Iterator[Input]:
    for text in COMMANDS_AS_TYPED:
        brings = text.removeprefix(WITH_WORDS) if text.startswith(WITH_WORDS) else ""
        yield Input("command", text, _says(text), brings)


def requests(here: Here) -> Iterator[Input]:
    """Everything that can be asked for in words, in the language of whoever asks."""
    for request, text in _shortest_phrases(here.language).items():
        yield Input("request", request, _says(text))


@cache
def _shortest_phrases(language: str) -> Mapping[str, str]:
    told: Mapping[str, list[str]] = read_toml(HERE / language / "phrases.toml", [])
    return {request: min(phrases, key=len) for request, phrases in told.items()}


WORDS_TYPED = {
    "a line": "we laughed about the cat",
    "a line in Turkish": "çay içtik, güldük",
    "a name": "Deniz",
    "one score": "4",
    "two scores": "4 3",
    "two scores and a line": "4 3 tea in the garden",
    "a score in Arabic digits": "٣ ٤",
    "a number that is none": "7",
    "a time": "21:30",
    "a time that is none": "29:99",
    "some days": "5 days",
    "quiet hours": "23:00-07:00",
    "a town": "Kathmandu",
    "no town": "xqzvw",
    "a button's word": "close",
    "markup": "<b>tea</b> & <a href='x'>cake</a>",
    "emoji": "👩‍👩‍👧‍👦 ❤️",
    "nothing to be seen": "\u200b\u200b",
    "a page": "tea & cake " * 300,
    "right to left": "שלום עליכם",
    "a typo of a request": "how was my wek",
}
SAYS_NOTHING = frozenset({"nothing to be seen"})
IS_AN_ANSWER = frozenset({"one score", "two scores", "a score in Arabic digits"})


def words() -> Iterator[Input]:
    for name, text in WORDS_TYPED.items():
        brings = "" if name in SAYS_NOTHING | IS_AN_ANSWER else text
        yield Input("words", name, _says(text), brings)


# Messages of every kind


CAPTIONED = frozenset(
    {"animation", "audio", "document", "live_photo", "paid_media", "photo", "video", "voice"}
)


def contents() -> Iterator[Input]:
    for kind, extra in kinds.CONTENT.items():
        yield Input("message", kind, partial(_sends_kind, extra=extra), brings=kind)
        if kind in CAPTIONED:
            captioned = extra | {"caption": "the two of us"}
            yield Input(
                "message", f"{kind} with words", partial(_sends_kind, extra=captioned), "the two of us"
            )
    for kind, extra in kinds.BESIDE_TEXT.items():
        act = partial(_sends_kind, extra=extra, text="a walk in the rain")
        yield Input("message", f"words, {kind}", act, brings="a walk in the rain")


def services() -> Iterator[Input]:
    for kind, extra in kinds.SERVICE.items():
        yield Input("service message", kind, partial(_sends_kind, extra=extra))


def _sends_kind(here: Here, extra: Mapping[str, Any], text: str = "") -> None:
    sends(here, text, **extra)


_FORWARD = {"forward_origin": {"type": "user", "sender_user": kinds.SOMEBODY, "date": 1}}
_HIDDEN = {"forward_origin": {"type": "hidden_user", "sender_user_name": "Somebody", "date": 1}}
_FROM_CHANNEL = {"forward_origin": {"type": "channel", "chat": kinds.CHANNEL, "message_id": 1, "date": 1}}
_VIA = {"via_bot": kinds.ANOTHER_BOT}


def forwarded() -> Iterator[Input]:
    for name, text in {
        "a line": "a kind word from far away",
        "a command": "/delete",
        "a request": "how was my week",
        "scores": "4 3",
        "a time": "21:30",
        "yes": "yes",
        "a name": "Deniz",
    }.items():
        yield Input("forwarded", name, partial(_sends_kind, extra=_FORWARD, text=text), brings=text)
    yield Input(
        "forwarded", "of somebody hidden", partial(_sends_kind, extra=_HIDDEN, text="far"), brings="far"
    )
    yield Input(
        "forwarded", "of a channel", partial(_sends_kind, extra=_FROM_CHANNEL, text="far"), brings="far"
    )
    photo = kinds.CONTENT["photo"] | _FORWARD
    yield Input("forwarded", "photo", partial(_sends_kind, extra=photo), brings="photo")
    yield Input("via another bot", "words", partial(_sends_kind, extra=_VIA, text="4 3"), brings="4 3")


_ANSWERED: Mapping[str, Callable[[Here], int | None]] = {
    "to the first card": lambda here: here.card_id,
    "to the bot's last message": lambda here: here.last_id,
    "to one's own": lambda here: here.own_id,
}


def replies() -> Iterator[Input]:
    for name, text, brings in (("a line", "and then we sang", "and then we sang"), ("scores", "4 3", "")):
        for whose, id_of in _ANSWERED.items():
            yield Input(
                "reply",
                f"{whose}, {name}",
                partial(_replies, text=text, id_of=id_of),
                brings,
                is_possible=partial(_is_there, id_of=id_of),
            )
    elsewhere = {"external_reply": {"origin": _FORWARD["forward_origin"]}}
    act = partial(_sends_kind, extra=elsewhere, text="a line")
    yield Input("reply", "to another chat's", act, brings="a line")


def _replies(here: Here, text: str, id_of: Callable[[Here], int | None]) -> None:
    sends(here, text, reply_to=id_of(here))


def _is_there(here: Here, id_of: Callable[[Here], int | None]) -> bool:
    return id_of(here) is not None


def edits() -> Iterator[Input]:
    for name, text in {
        "other words": "tea together, and cake",
        "scores": "2 1",
        "a command": "/delete",
        "a request": "how was my week",
        "nothing to be seen": "\u200b",
    }.items():
        yield Input(
            "edit",
            f"of one's last message to {name}",
            partial(_edits_own, text=text),
            is_possible=lambda here: here.own_id is not None,
        )
    yield Input(
        "edit",
        "of a caption",
        lambda here: here.body.edits(here.own_file_id or 0, "another caption"),
        is_possible=lambda here: here.own_file_id is not None,
    )
    yield Input("edit", "of a message that nobody kept", _edits_unknown)


def _edits_own(here: Here, text: str) -> None:
    here.body.edits(here.own_id or 0, text)


def _edits_unknown(here: Here) -> None:
    message = _posted(here, "long ago")
    here.body.world.updates.add("edited_message", message.to_json() | {"edit_date": 1})


def _posted(here: Here, text: str) -> Message:
    return here.body.world.post(here.body.chat, here.body.user, plain(text))


def albums() -> Iterator[Input]:
    yield Input("album", "two photos", partial(_album, kinds_in=("photo", "photo")), brings="photo")
    yield Input("album", "a photo and a video", partial(_album, kinds_in=("photo", "video")), brings="photo")
    yield Input(
        "album", "two documents", partial(_album, kinds_in=("document", "document")), brings="document"
    )


def _album(here: Here, kinds_in: tuple[str, ...]) -> None:
    for kind in kinds_in:
        sends(here, **kinds.CONTENT[kind] | {"media_group_id": "9"})
