from __future__ import annotations

import json

import pytest

from bot.simulator.files import Upload
from bot.simulator.people import Person
from bot.simulator.telegram import Telegram
from tests.simulator.calls import buttons, granted, refused


def test_a_sent_text_is_seen_with_its_markup_and_buttons(telegram: Telegram, ana: Person) -> None:
    sent = granted(
        telegram,
        "sendMessage",
        chat_id=ana.id,
        text="<b>4</b> of 7",
        parse_mode="HTML",
        reply_markup=buttons("yes"),
    )
    message = ana.messages[-1]
    assert (message.id, message.is_from_bot, message.text) == (sent["message_id"], True, "4 of 7")
    assert message.entities == ({"type": "bold", "offset": 0, "length": 1},)
    assert message.labels == ["yes"]


def test_parameters_may_come_as_text(telegram: Telegram, ana: Person) -> None:
    granted(
        telegram,
        "sendmessage",
        chat_id=str(ana.id),
        text="x",
        disable_notification="true",
        reply_markup=json.dumps(buttons("yes")),
    )
    assert ana.messages[-1].is_silent
    assert ana.messages[-1].labels == ["yes"]


def test_unknown_parameters_are_ignored(telegram: Telegram, ana: Person) -> None:
    granted(telegram, "sendMessage", chat_id=ana.id, text="x", colour="red")


@pytest.mark.parametrize("text", ["", "  \n ", "<b></b>", "<i> </i>"])
def test_an_empty_text_is_refused(telegram: Telegram, ana: Person, text: str) -> None:
    assert (
        refused(telegram, "sendMessage", chat_id=ana.id, text=text, parse_mode="HTML")
        == "Bad Request: message text is empty"
    )


def test_a_text_is_measured_in_utf_16_units_after_its_markup_is_read(telegram: Telegram, ana: Person) -> None:
    granted(telegram, "sendMessage", chat_id=ana.id, text="<b>" + "&amp;" * 4096 + "</b>", parse_mode="HTML")
    granted(telegram, "sendMessage", chat_id=ana.id, text="🌱" * 2048)
    assert (
        refused(telegram, "sendMessage", chat_id=ana.id, text="🌱" * 2048 + "x")
        == "Bad Request: message is too long"
    )


def test_bad_markup_is_refused(telegram: Telegram, ana: Person) -> None:
    assert refused(telegram, "sendMessage", chat_id=ana.id, text="I <3 you", parse_mode="HTML") == (
        'Bad Request: can\'t parse entities: Unsupported start tag "3" at byte offset 2'
    )


def test_an_unknown_parse_mode_is_refused(telegram: Telegram, ana: Person) -> None:
    assert (
        refused(telegram, "sendMessage", chat_id=ana.id, text="x", parse_mode="BBCode")
        == "Bad Request: unsupported parse_mode"
    )


def test_control_characters_become_spaces(telegram: Telegram, ana: Person) -> None:
    assert granted(telegram, "sendMessage", chat_id=ana.id, text="a\x00b\tc\r\nd")["text"] == "a b c\nd"


@pytest.mark.parametrize(
    ("chat_id", "words"),
    [
        (None, "chat_id is empty"),
        ("", "chat_id is empty"),
        (42, "chat not found"),
        ("@nobody", "chat not found"),
        ("1e3", "chat not found"),
    ],
)
def test_a_chat_that_is_not_there_is_refused(telegram: Telegram, chat_id: object, words: str) -> None:
    assert refused(telegram, "sendMessage", chat_id=chat_id, text="x") == f"Bad Request: {words}"


def test_somebody_who_never_wrote_cannot_be_written_to(telegram: Telegram) -> None:
    telegram.join(7, "Deniz", "tr")
    answer = telegram.call("sendMessage", {"chat_id": 7, "text": "x"})
    assert (answer.status, answer.description) == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )


def test_somebody_who_blocked_the_bot_cannot_be_reached_until_they_return(
    telegram: Telegram, ana: Person
) -> None:
    ana.blocks()
    for method, params in (
        ("sendMessage", {"text": "x"}),
        ("editMessageText", {"text": "x", "message_id": 1}),
        ("sendChatAction", {"action": "typing"}),
    ):
        answer = telegram.call(method, {"chat_id": ana.id} | params)
        assert (answer.status, answer.description) == (403, "Forbidden: bot was blocked by the user")
    ana.returns()
    granted(telegram, "sendMessage", chat_id=ana.id, text="x")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("{", "can't parse reply markup JSON object"),
        ("[]", "object expected as reply markup"),
        ({"inline_keyboard": ["x"]}, "can't parse keyboard: an Array of Array of buttons is expected"),
        ({"keyboard": [[4]]}, "can't parse keyboard button: KeyboardButton must be an Object"),
        ({"inline_keyboard": "x"}, 'Field "inline_keyboard" must be of type Array'),
        (
            {"inline_keyboard": [["x"]]},
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (
            {"inline_keyboard": [[{"callback_data": "x"}]]},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            {"inline_keyboard": [[{"text": 4, "callback_data": "x"}]]},
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            {"inline_keyboard": [[{"text": "x"}]]},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"inline_keyboard": [[{"text": "x", "url": "tel:112"}]]},
            "inline keyboard button URL 'tel:112' is invalid: Wrong HTTP URL",
        ),
        (
            {"inline_keyboard": [[{"text": "x", "url": "ftp://a.org"}]]},
            "inline keyboard button URL 'ftp://a.org' is invalid: Unsupported URL protocol",
        ),
        (buttons("x" * 65), "BUTTON_DATA_INVALID"),
        (buttons("ü" * 33), "BUTTON_DATA_INVALID"),
        (buttons(*["x"] * 101), "REPLY_MARKUP_TOO_LONG"),
    ],
)
def test_bad_keyboards_are_refused(telegram: Telegram, ana: Person, markup: object, words: str) -> None:
    before = ana.messages
    assert (
        refused(telegram, "sendMessage", chat_id=ana.id, text="x", reply_markup=markup)
        == f"Bad Request: {words}"
    )
    assert ana.messages == before


def test_data_of_64_bytes_fit_on_a_button(telegram: Telegram, ana: Person) -> None:
    granted(telegram, "sendMessage", chat_id=ana.id, text="x", reply_markup=buttons("ü" * 32))


def test_a_keyboard_below_the_text_field_stays_until_it_is_taken_away(
    telegram: Telegram, ana: Person
) -> None:
    keyboard = {"keyboard": [[{"text": "Share", "request_location": True}, "Type"]]}
    granted(telegram, "sendMessage", chat_id=ana.id, text="x", reply_markup=keyboard)
    ana.says("hello")
    assert ana.keyboard == (("Share", "Type"),)
    granted(telegram, "sendMessage", chat_id=ana.id, text="x", reply_markup={"remove_keyboard": True})
    assert not ana.keyboard


def test_a_reply_names_what_it_replies_to(telegram: Telegram, ana: Person) -> None:
    said = ana.says("tea together")
    sent = granted(telegram, "sendMessage", chat_id=ana.id, text="x", reply_parameters={"message_id": said})
    assert sent["reply_to_message"]["text"] == "tea together"
    assert ana.messages[-1].reply_to == said


def test_a_reply_to_a_missing_message_is_refused_unless_it_may_stand_alone(
    telegram: Telegram, ana: Person
) -> None:
    missing = {"message_id": 999}
    words = refused(telegram, "sendMessage", chat_id=ana.id, text="x", reply_parameters=missing)
    assert words == "Bad Request: message to be replied not found"
    alone = missing | {"allow_sending_without_reply": True}
    assert "reply_to_message" not in granted(
        telegram, "sendMessage", chat_id=ana.id, text="x", reply_parameters=alone
    )


def test_a_reply_is_described_by_an_object(telegram: Telegram, ana: Person) -> None:
    words = refused(telegram, "sendMessage", chat_id=ana.id, text="x", reply_parameters=[1])
    assert words == "Bad Request: object expected as reply parameters"
    words = refused(telegram, "sendMessage", chat_id=ana.id, text="x", reply_parameters={"message_id": "1"})
    assert words == 'Bad Request: Field "message_id" must be of type Number'


def test_a_caption_has_1024_units(telegram: Telegram, ana: Person) -> None:
    ana.sends("photo")
    file_id = ana.messages[-1].content[0]["file_id"]
    assert (
        granted(telegram, "sendPhoto", chat_id=ana.id, photo=file_id, caption="x" * 1024)["caption"]
        == "x" * 1024
    )
    words = refused(telegram, "sendPhoto", chat_id=ana.id, photo=file_id, caption="x" * 1025)
    assert words == "Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("photo", "words"),
    [
        (None, "there is no photo in the request"),
        ("nonsense", "wrong file identifier/HTTP URL specified"),
        (Upload("a.png", b"no picture"), "IMAGE_PROCESS_FAILED"),
        (Upload("a.jpg", b"\xff\xd8\xff"), "IMAGE_PROCESS_FAILED"),
        (Upload("a.png", b"\x89PNG\r\n\x1a\n"), "IMAGE_PROCESS_FAILED"),
        (Upload("a.png", bytes(10 * 1024 * 1024 + 1)), "file is too big for a photo"),
        (Upload("a.png", b""), "file must be non-empty"),
        (
            Upload("a.png", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (6000).to_bytes(4) + (5000).to_bytes(4)),
            "PHOTO_INVALID_DIMENSIONS",
        ),
        (
            Upload("a.png", b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (2100).to_bytes(4) + (100).to_bytes(4)),
            "PHOTO_INVALID_DIMENSIONS",
        ),
    ],
)
def test_bad_photos_are_refused(telegram: Telegram, ana: Person, photo: object, words: str) -> None:
    assert refused(telegram, "sendPhoto", chat_id=ana.id, photo=photo) == f"Bad Request: {words}"


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        ("photo", "sendPhoto"),
        ("voice", "sendVoice"),
        ("video_note", "sendVideoNote"),
        ("document", "sendDocument"),
        ("sticker", "sendSticker"),
    ],
)
def test_what_a_person_sent_can_be_sent_again_by_its_id(
    telegram: Telegram, ana: Person, kind: str, method: str
) -> None:
    ana.sends(kind)
    content = ana.messages[-1].content
    file = content[0] if kind == "photo" else content
    sent = granted(telegram, method, chat_id=ana.id, **{kind: file["file_id"]})
    assert sent[kind] == content


@pytest.mark.parametrize(
    ("kind", "method", "told"),
    [
        ("voice", "sendVoice", {"duration": 3, "mime_type": "audio/ogg"}),
        ("video_note", "sendVideoNote", {"duration": 3, "length": 240}),
        ("document", "sendDocument", {"file_name": "a.bin", "mime_type": "audio/ogg"}),
        ("sticker", "sendSticker", {"type": "regular", "is_animated": False}),
    ],
)
def test_an_upload_is_told_as_its_kind(
    telegram: Telegram, ana: Person, kind: str, method: str, told: dict[str, object]
) -> None:
    upload = Upload("a.bin", b"content", "audio/ogg")
    sent = granted(telegram, method, chat_id=ana.id, duration="3", **{kind: upload})
    assert sent[kind].items() >= (told | {"file_size": 7}).items()


def test_protected_messages_say_so(telegram: Telegram, ana: Person) -> None:
    assert (
        granted(telegram, "sendMessage", chat_id=ana.id, text="x", protect_content=True)[
            "has_protected_content"
        ]
        is True
    )


def test_a_voice_note_cannot_be_sent_as_a_photo(telegram: Telegram, ana: Person) -> None:
    ana.sends("voice")
    file_id = ana.messages[-1].content["file_id"]
    assert (
        refused(telegram, "sendPhoto", chat_id=ana.id, photo=file_id) == "Bad Request: type of file mismatch"
    )


def test_a_file_is_found_under_the_path_that_get_file_tells(telegram: Telegram, ana: Person) -> None:
    ana.sends("voice", upload=Upload("a.ogg", b"sound"), duration=9)
    voice = ana.messages[-1].content
    assert voice["duration"] == 9
    told = granted(telegram, "getFile", file_id=voice["file_id"])
    assert told["file_size"] == 5
    assert telegram.world.files.by_path[told["file_path"]].upload.content == b"sound"
    words = refused(telegram, "getFile", file_id="nonsense")
    assert words == "Bad Request: wrong file_id or the file is temporarily unavailable"


def test_files_over_20_megabytes_cannot_be_fetched(telegram: Telegram, ana: Person) -> None:
    ana.sends("document", upload=Upload("a.zip", bytes(20 * 1024 * 1024 + 1)))
    assert (
        refused(telegram, "getFile", file_id=ana.messages[-1].content["file_id"])
        == "Bad Request: file is too big"
    )


def test_only_known_actions_can_be_shown(telegram: Telegram, ana: Person) -> None:
    granted(telegram, "sendChatAction", chat_id=ana.id, action="typing")
    assert (
        refused(telegram, "sendChatAction", chat_id=ana.id, action="dreaming")
        == "Bad Request: wrong parameter action in request"
    )
