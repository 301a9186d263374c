from __future__ import annotations

from typing import Any

import pytest

from bot.domain.moment import MomentKind
from bot.gateway.lanes import Lane
from bot.gateway.outbox import Outbox
from bot.gateway.outcome import Broken, DeliveryError, Gone, NotSent, Refused, Unsure, Wait
from bot.gateway.screen import Button, Picture, Screen, SentBefore
from bot.gateway.upload import Upload

PLAIN = Screen("Kept. <b>Thank you</b> for writing it.")
CARD = Screen(
    "How safe did you feel with them today?",
    ((Button("1", "a:1"), Button("2", "a:2")), (Button("Support", url="https://example.org/"),)),
)


class Line:
    """Notes every call and answers with what is planned: errors are raised, and success is the rest."""

    def __init__(self, *plan: Exception) -> None:
        self.plan = list(plan)
        self.calls: list[tuple[str, dict[str, Any], Lane]] = []
        self.pauses: list[float] = []

    async def call(self, method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        self.calls.append((method, parameters, lane))
        if self.plan:
            raise self.plan.pop(0)
        return {"message_id": 77}

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)

    @property
    def outbox(self) -> Outbox:
        return Outbox(self.call, pause=self.pause)


async def test_a_screen_is_sent_as_html_with_its_buttons_and_no_preview() -> None:
    line = Line()
    assert await line.outbox.send(1, CARD) == 77
    assert line.calls == [
        (
            "sendMessage",
            {
                "chat_id": 1,
                "text": "How safe did you feel with them today?",
                "parse_mode": "HTML",
                "link_preview_options": {"is_disabled": True},
                "reply_markup": {
                    "inline_keyboard": [
                        [{"text": "1", "callback_data": "a:1"}, {"text": "2", "callback_data": "a:2"}],
                        [{"text": "Support", "url": "https://example.org/"}],
                    ]
                },
            },
            Lane.REPLIES,
        )
    ]


async def test_a_message_may_come_silently_and_quote_one_that_may_be_gone() -> None:
    line = Line()
    await line.outbox.send(1, Screen("tea", is_silent=True), reply_to=5)
    [(_, parameters, _)] = line.calls
    assert parameters["disable_notification"] is True
    assert parameters["reply_parameters"] == {"message_id": 5, "allow_sending_without_reply": True}


async def test_an_edit_without_buttons_takes_the_old_ones_away() -> None:
    line = Line()
    assert await line.outbox.edit(1, 77, PLAIN)
    [(method, parameters, _)] = line.calls
    assert method == "editMessageText"
    assert "reply_markup" not in parameters


async def test_a_picture_is_sent_as_an_upload_with_its_caption() -> None:
    line = Line()
    await line.outbox.send(1, Screen("<b>Week</b>", ((Button("Close", "w:close"),),), media=Picture(b"png")))
    assert line.calls == [
        (
            "sendPhoto",
            {
                "chat_id": 1,
                "photo": Upload("picture.png", b"png", "image/png"),
                "caption": "<b>Week</b>",
                "parse_mode": "HTML",
                "reply_markup": {"inline_keyboard": [[{"text": "Close", "callback_data": "w:close"}]]},
            },
            Lane.REPLIES,
        )
    ]


async def test_an_edit_to_a_picture_brings_the_upload_that_it_points_to() -> None:
    line = Line()
    assert await line.outbox.edit(1, 77, Screen("Week", media=Picture(b"png")))
    assert line.calls == [
        (
            "editMessageMedia",
            {
                "chat_id": 1,
                "message_id": 77,
                "media": {
                    "type": "photo",
                    "media": "attach://picture",
                    "caption": "Week",
                    "parse_mode": "HTML",
                },
                "picture": Upload("picture.png", b"png", "image/png"),
            },
            Lane.REPLIES,
        )
    ]


@pytest.mark.parametrize(
    ("kind", "method", "name"),
    [
        (MomentKind.PHOTO, "sendPhoto", "photo"),
        (MomentKind.VOICE, "sendVoice", "voice"),
        (MomentKind.VIDEO_NOTE, "sendVideoNote", "video_note"),
        (MomentKind.STICKER, "sendSticker", "sticker"),
    ],
)
async def test_a_file_that_telegram_has_is_sent_by_its_id_and_with_no_empty_caption(
    kind: MomentKind, method: str, name: str
) -> None:
    line = Line()
    await line.outbox.send(1, Screen("", media=SentBefore(kind, "its id")))
    assert line.calls == [(method, {"chat_id": 1, name: "its id"}, Lane.REPLIES)]


@pytest.mark.parametrize("kind", [MomentKind.VIDEO_NOTE, MomentKind.STICKER])
def test_nothing_is_written_under_what_has_no_caption(kind: MomentKind) -> None:
    with pytest.raises(ValueError, match="has no caption"):
        Screen("tea", media=SentBefore(kind, "its id"))


def test_a_text_is_not_sent_as_a_file() -> None:
    with pytest.raises(ValueError, match="no file"):
        SentBefore(MomentKind.TEXT, "its id")


@pytest.mark.parametrize("kind", [MomentKind.VOICE, MomentKind.VIDEO_NOTE, MomentKind.STICKER])
async def test_an_edit_into_what_sounds_or_sticks_is_left_to_the_caller_without_asking(
    kind: MomentKind,
) -> None:
    line = Line()
    assert await line.outbox.edit(1, 77, Screen("", media=SentBefore(kind, "its id"))) is False
    assert not line.calls


@pytest.mark.parametrize(
    ("description", "screen"),
    [
        ("Bad Request: there is no text in the message to edit", PLAIN),
        ("Bad Request: there is no media in the message to edit", Screen("", media=Picture(b"png"))),
    ],
)
async def test_an_edit_tells_when_the_message_is_of_a_kind_that_cannot_show_it(
    description: str, screen: Screen
) -> None:
    assert await Line(Refused(400, description)).outbox.edit(1, 77, screen) is False


async def test_an_edit_that_changes_nothing_has_succeeded() -> None:
    line = Line(Refused(400, "Bad Request: message is not modified: specified new message content ..."))
    assert await line.outbox.edit(1, 77, PLAIN) is True


@pytest.mark.parametrize(
    "description",
    [
        "Bad Request: message to edit not found",
        "Bad Request: message can't be edited",
        "Bad Request: MESSAGE_ID_INVALID",
    ],
)
async def test_an_edit_tells_when_the_message_is_gone(description: str) -> None:
    assert await Line(Refused(400, description)).outbox.edit(1, 77, PLAIN) is False


async def test_an_edit_that_telegram_cannot_read_is_an_error() -> None:
    with pytest.raises(Refused):
        await Line(Refused(400, "Bad Request: can't parse entities")).outbox.edit(1, 77, PLAIN)


async def test_a_query_may_be_answered_late_or_twice() -> None:
    line = Line(
        Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    )
    await line.outbox.answer("q1", "Kept.")
    await line.outbox.answer("q2")
    assert [parameters for _, parameters, _ in line.calls] == [
        {"callback_query_id": "q1", "text": "Kept."},
        {"callback_query_id": "q2"},
    ]


async def test_deleting_and_reacting_tell_whether_they_could() -> None:
    line = Line(
        Refused(400, "Bad Request: message can't be deleted for everyone"),
        Refused(400, "Bad Request: message to delete not found"),
        Refused(400, "Bad Request: REACTION_INVALID"),
    )
    assert await line.outbox.delete(1, 77) is False
    assert await line.outbox.delete(1, 77) is True, "it is gone, whoever deleted it"
    assert await line.outbox.react(1, 77, "✍") is False
    assert await line.outbox.delete(1, 77) is True
    assert await line.outbox.react(1, 77, "✍") is True
    assert line.calls[-1][1]["reaction"] == [{"type": "emoji", "emoji": "✍"}]


@pytest.mark.parametrize("trouble", [NotSent(), Wait(2), Unsure()], ids=lambda error: error.kind)
async def test_a_reply_is_said_again_after_trouble(trouble: DeliveryError) -> None:
    line = Line(trouble)
    assert await line.outbox.send(1, PLAIN) == 77
    assert len(line.calls) == 2


@pytest.mark.parametrize(
    ("trouble", "calls"),
    [
        (NotSent(), 3),
        (Wait(2), 3),
        (Unsure(), 2),
        (Wait(60), 1),
        (Gone(403), 1),
        (Refused(400), 1),
        (Broken(401), 1),
    ],
    ids=repr,
)
async def test_a_reply_is_repeated_within_bounds(trouble: DeliveryError, calls: int) -> None:
    line = Line(*[trouble] * 9)
    with pytest.raises(type(trouble)):
        await line.outbox.send(1, PLAIN)
    assert len(line.calls) == calls
    assert sum(line.pauses) < 5


@pytest.mark.parametrize(
    "trouble",
    [NotSent(), Wait(2), Unsure(), Gone(403), Refused(400), Broken(401)],
    ids=lambda error: error.kind,
)
async def test_a_prompt_is_never_repeated(trouble: DeliveryError) -> None:
    line = Line(trouble)
    with pytest.raises(type(trouble)):
        await line.outbox.send(1, CARD, lane=Lane.PROMPTS)
    assert [lane for _, _, lane in line.calls] == [Lane.PROMPTS]
    assert not line.pauses


async def test_a_picture_is_repeated_as_any_reply_and_never_as_a_prompt() -> None:
    picture = Screen("Week", media=Picture(b"png"))
    line = Line(NotSent(), Unsure())
    assert await line.outbox.send(1, picture) == 77
    assert [parameters["photo"].content for _, parameters, _ in line.calls] == [b"png"] * 3
    line = Line(NotSent())
    with pytest.raises(NotSent):
        await line.outbox.send(1, picture, lane=Lane.PROMPTS)
    assert len(line.calls) == 1


async def test_what_telegram_said_to_wait_is_waited_in_full() -> None:
    line = Line(Wait(2))
    await line.outbox.send(1, PLAIN)
    [waited] = line.pauses
    assert 2 <= waited <= 2.25
