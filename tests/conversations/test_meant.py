"""Requests with a slip of the finger in them: asked about where nothing else takes them, and never taken for granted."""

from __future__ import annotations

import pytest

from bot.cards import data
from tests.chat import CONTENT, Person, Stage

SLIPS = {
    "settings": ("setings", "my setings", "settimgs", "ayarlra", "ayralar", "ayarlr"),
    "month": ("my mnth", "my monht", "aylik ozt", "bu ay nasıldi?"),
    "pause": ("paus", "puase", "pausee", "durakalt", "ara vre"),
    "help": ("yardm", "yrdım", "comands"),
    "week": ("how was my wek", "weekly sumary", "haftm nasıldı", "haftalik ozt"),
    "moments": ("my momnets", "anlarm", "anlarimi gster"),
    "skip": ("skip tody", "bugünü atal"),
    "safety": ("suport", "emergncy", "acil yardm", "güvenlk"),
}
EXACT = {"bu ay nasıldi?"}  # without its dot it is the phrase itself


@pytest.mark.parametrize("text", [text for texts in SLIPS.values() for text in texts if text not in EXACT])
def test_a_request_with_one_wrong_letter_is_recognised(text: str) -> None:
    (request,) = [request for request, texts in SLIPS.items() if text in texts]
    assert CONTENT.meant(text) == request


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "?",
            "🙂",
            "4 3",
            "tea",
            "we",
            "wek",
            "hel",
            "ys",
            "noo",
            "todya",
            "thnaks",
            "yesterdy",
            "helo",
        ),
        *(
            "tea together",
            "she made tea",
            "birlikte çay içtik",
            "güldük",
            "sarıldık",
            "kahvaltı yaptık",
            "x" * 4000,
        ),
        *("settings", "my month", "ayarlar", "stngs", "my mnh"),
    ],
)
def test_small_words_other_words_and_two_wrong_letters_are_not(text: str) -> None:
    assert CONTENT.meant(text) is None


async def test_with_no_card_open_it_is_asked_and_the_tap_does_it(scene: Stage, settled: Person) -> None:
    await settled.says("my mnth")
    settled.sees("Did you mean this?", "Shall I keep this as a moment of today?")
    await settled.taps("/month", times=2)
    settled.sees("30 days")
    settled.sees_not("Did you mean")
    assert sum("30 days" in message.text for message in settled.messages) == 1
    assert scene.refusals == []


async def test_the_words_may_be_a_moment_all_the_same(settled: Person) -> None:
    await settled.says("setings")
    await settled.taps("Keep it")
    settled.sees("Kept.")


async def test_with_a_card_open_they_are_a_moment_as_always(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    message_id = await settled.says("my mnth")
    assert "✍" in next(each for each in settled.body.messages if each.id == message_id).reactions


async def test_forwarded_words_are_nobody_s_request(settled: Person) -> None:
    settled.body.forwards("setings")
    await settled.stage.settle()
    settled.sees_not("Did you mean")


async def test_a_crash_in_between_changes_nothing(scene: Stage, settled: Person) -> None:
    scene.handles_all_twice = True
    await settled.says("paus")
    await settled.taps("/pause")
    settled.sees("For how long shall I be quiet?")


@pytest.mark.parametrize("forged", ["", "start:x:y", "nonsense:x", "pause"])
async def test_a_forged_tap_is_stale(settled: Person, forged: str) -> None:
    await settled.forges(data.joined(data.MEANT, forged))
    assert settled.last_toast


async def test_a_command_with_a_slip_is_told_the_one_it_is_like(settled: Person) -> None:
    await settled.says("/setings")
    settled.sees("I do not know that command.", "/settings?")
    await settled.says("/nonsense")
    settled.sees("What I can do")
