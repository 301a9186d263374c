"""`editMessageMedia`: a photo in the place of a text or of another photo, as strictly as Telegram takes it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.simulator.files import Upload
from bot.simulator.people import Person
from bot.simulator.telegram import Telegram
from tests.simulator.calls import buttons, granted, refused

_SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def picture(width: int = 10, height: int = 6) -> Upload:
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4) + height.to_bytes(4)
    return Upload("a.png", head, "image/png")


def photo(address: str = "attach://week", caption: str = "", **more: Any) -> dict[str, Any]:
    return {"type": "photo", "media": address, "caption": caption, **more}


@pytest.fixture
def text(telegram: Telegram, ana: Person) -> int:
    return int(
        granted(telegram, "sendMessage", chat_id=ana.id, text="week", reply_markup=buttons("open"))[
            "message_id"
        ]
    )


@pytest.fixture
def week(telegram: Telegram, ana: Person) -> int:
    sent = granted(telegram, "sendPhoto", chat_id=ana.id, photo=picture(), caption="week")
    return int(sent["message_id"])


def test_a_text_becomes_a_photo_with_its_caption_and_new_buttons(
    telegram: Telegram, ana: Person, text: int, clock: MovableClock
) -> None:
    clock.move(timedelta(minutes=1))
    edited = granted(
        telegram,
        "editMessageMedia",
        chat_id=ana.id,
        message_id=text,
        media=photo(caption="<b>7</b> days", parse_mode="HTML"),
        week=picture(),
        reply_markup=buttons("close"),
    )
    assert "text" not in edited
    assert (edited["caption"], edited["photo"][0]["width"]) == ("7 days", 10)
    assert edited["caption_entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert edited["edit_date"] == edited["date"] + 60
    seen = ana.messages[-1]
    assert (seen.id, seen.kind, seen.text, seen.photo) == (text, "photo", "7 days", picture().content)
    assert seen.labels == ["close"]


def test_a_photo_gives_way_to_another_and_loses_caption_and_buttons_that_are_not_given_again(
    telegram: Telegram, ana: Person, week: int
) -> None:
    granted(
        telegram,
        "editMessageReplyMarkup",
        chat_id=ana.id,
        message_id=week,
        reply_markup=buttons("vessel"),
    )
    edited = granted(
        telegram,
        "editMessageMedia",
        chat_id=ana.id,
        message_id=week,
        media=json.dumps(photo()),
        week=picture(20),
    )
    assert "caption" not in edited
    assert (ana.messages[-1].photo, ana.messages[-1].labels) == (picture(20).content, [])


def test_a_photo_that_telegram_has_is_named_by_its_id(telegram: Telegram, ana: Person, text: int) -> None:
    ana.sends("photo")
    file_id = ana.messages[-1].content[0]["file_id"]
    granted(telegram, "editMessageMedia", chat_id=ana.id, message_id=text, media=photo(file_id))
    assert telegram.call("getFile", {"file_id": file_id}).status == 200
    assert next(seen for seen in ana.messages if seen.id == text).content[0]["file_id"] == file_id


def test_the_same_photo_caption_and_buttons_are_no_change(telegram: Telegram, ana: Person, week: int) -> None:
    same: dict[str, Any] = {
        "chat_id": ana.id,
        "message_id": week,
        "media": photo(ana.messages[-1].content[0]["file_id"], "week"),
    }
    assert refused(telegram, "editMessageMedia", **same) == _SAME
    granted(telegram, "editMessageMedia", **same | {"reply_markup": buttons("a")})
    granted(telegram, "editMessageMedia", **same | {"media": photo(same["media"]["media"], "weeks")})


def test_a_photo_uploaded_anew_is_a_change_though_it_looks_the_same(
    telegram: Telegram, ana: Person, week: int
) -> None:
    granted(
        telegram,
        "editMessageMedia",
        chat_id=ana.id,
        message_id=week,
        media=photo(caption="week"),
        week=picture(),
    )


@pytest.mark.parametrize(
    ("media", "words"),
    [
        (None, 'parameter "media" is required'),
        ("", 'parameter "media" is required'),
        (picture(), 'parameter "media" is required'),
        ("{", "can't parse input media JSON object"),
        ([], "can't parse InputMedia: expected an Object"),
        ("4", "can't parse InputMedia: expected an Object"),
        ({"media": "attach://week"}, "can't parse InputMedia: Can't find field \"type\""),
        ({"type": "photo"}, "can't parse InputMedia: media not found"),
        (photo("attach://month"), "can't parse InputMedia: media not found"),
        (photo("attach://"), "can't parse InputMedia: media not found"),
        (photo("attach://chat_id"), "can't parse InputMedia: media not found"),
        (
            {"type": "photo", "media": {"a": "b"}},
            'can\'t parse InputMedia: Field "media" must be of type String',
        ),
        (
            {"type": "photo", "caption": 7},
            'can\'t parse InputMedia: Field "caption" must be of type String',
        ),
        (photo() | {"type": "sticker"}, 'can\'t parse InputMedia: type "sticker" is unsupported'),
        (photo(caption="x", parse_mode="BBCode"), "can't parse InputMedia: unsupported parse_mode"),
        (photo("nonsense"), "wrong file identifier/HTTP URL specified"),
        (photo(caption="x" * 1025), "MEDIA_CAPTION_TOO_LONG"),
    ],
)
def test_a_photo_that_is_badly_described_is_refused(
    telegram: Telegram, ana: Person, week: int, media: object, words: str
) -> None:
    before = ana.messages
    told = refused(
        telegram, "editMessageMedia", chat_id=ana.id, message_id=week, media=media, week=picture(20)
    )
    assert told == f"Bad Request: {words}"
    assert ana.messages == before


def test_a_captions_bad_markup_is_refused_before_anything_else_is_read(
    telegram: Telegram, ana: Person
) -> None:
    words = refused(
        telegram,
        "editMessageMedia",
        chat_id=42,
        message_id=999,
        media={"caption": "<b>week", "parse_mode": "HTML"},
    )
    assert words.startswith("Bad Request: can't parse InputMedia: can't parse entities: ")


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (Upload("a.png", b"no picture"), "IMAGE_PROCESS_FAILED"),
        (Upload("a.png", b""), "file must be non-empty"),
        (Upload("a.png", bytes(10 * 1024 * 1024 + 1)), "file is too big for a photo"),
        (picture(6000, 4001), "PHOTO_INVALID_DIMENSIONS"),
        (picture(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
def test_what_is_no_photo_by_telegrams_sizes_is_refused(
    telegram: Telegram, ana: Person, week: int, upload: Upload, words: str
) -> None:
    told = refused(telegram, "editMessageMedia", chat_id=ana.id, message_id=week, media=photo(), week=upload)
    assert told == f"Bad Request: {words}"
    assert ana.messages[-1].photo == picture().content


def test_a_photo_of_ten_thousand_in_all_and_a_caption_of_1024_units_are_taken(
    telegram: Telegram, ana: Person, week: int
) -> None:
    granted(
        telegram,
        "editMessageMedia",
        chat_id=ana.id,
        message_id=week,
        media=photo(caption="🏺" * 512),
        week=picture(6000, 4000),
    )


@pytest.mark.parametrize(
    ("kind", "method"), [("voice", "sendVoice"), ("video_note", "sendVideoNote"), ("sticker", "sendSticker")]
)
def test_what_sounds_or_sticks_has_no_media_to_edit(
    telegram: Telegram, ana: Person, kind: str, method: str
) -> None:
    ana.sends(kind)
    file_id = ana.messages[-1].content["file_id"]
    sent = granted(telegram, method, chat_id=ana.id, caption="no caption here", **{kind: file_id})
    assert ("caption" in sent) is (kind == "voice")
    words = refused(
        telegram,
        "editMessageMedia",
        chat_id=ana.id,
        message_id=sent["message_id"],
        media=photo(),
        week=picture(),
    )
    assert words == "Bad Request: there is no media in the message to edit"


def test_only_the_bots_own_messages_that_are_there_become_photos(telegram: Telegram, ana: Person) -> None:
    said = ana.says("mine")
    for message_id, words in (
        (999, "message to edit not found"),
        (said, "message can't be edited"),
        (None, "message identifier is not specified"),
    ):
        told = refused(
            telegram,
            "editMessageMedia",
            chat_id=ana.id,
            message_id=message_id,
            media=photo(),
            week=picture(),
        )
        assert told == f"Bad Request: {words}"


def test_a_photos_buttons_can_be_changed_and_it_can_be_deleted(
    telegram: Telegram, ana: Person, week: int
) -> None:
    markup = {"keyboard": [["a"]]}
    words = refused(
        telegram,
        "editMessageMedia",
        chat_id=ana.id,
        message_id=week,
        media=photo(),
        week=picture(),
        reply_markup=markup,
    )
    assert words == "Bad Request: inline keyboard expected"
    granted(
        telegram, "editMessageReplyMarkup", chat_id=ana.id, message_id=week, reply_markup=buttons("close")
    )
    granted(telegram, "deleteMessage", chat_id=ana.id, message_id=week)
    assert not [seen for seen in ana.messages if seen.photo]


def test_a_photo_may_be_sent_by_pointing_to_its_file(telegram: Telegram, ana: Person) -> None:
    granted(telegram, "sendPhoto", chat_id=ana.id, photo="attach://week", week=picture())
    assert ana.messages[-1].photo == picture().content
    words = refused(telegram, "sendPhoto", chat_id=ana.id, photo="attach://month", week=picture())
    assert words == "Bad Request: there is no photo in the request"
