"""A setting that was changed in words, and put right by the words that come next; everything else goes its way."""

from __future__ import annotations

from datetime import time

import pytest

from tests.chat import Person, Stage
from tests.conversations.test_settings import opens, row

PUT_RIGHT = [
    ("Time", "09:30", "akşam dokuz buçukta", "I ask every day at 21:30."),
    ("Days", "Mon", "Mon, Wed, Fri", "I ask on Mon, Wed and Fri"),
    ("End of the day", "3", "05:00", "Your day ends at 05:00"),
    ("Nudge", "45 min", "1 hour", "1 hour"),
    ("Quiet hours", "23-7", "22-8", "between 22:00 and 08:00"),
    ("Letter’s day", "Friday", "Saturday", "every Saturday"),
]


@pytest.mark.parametrize("each", PUT_RIGHT, ids=lambda each: each[0])
async def test_what_is_typed_next_puts_a_setting_right(
    scene: Stage, settled: Person, each: tuple[str, str, str, str]
) -> None:
    label, first, then, answer = each
    await opens(settled, label)
    await settled.says(first)
    await settled.says(then)
    settled.sees(answer)


async def test_handled_twice_a_setting_that_was_put_right_comes_to_the_same(
    scene: Stage, settled: Person
) -> None:
    scene.handles_all_twice = True
    await opens(settled, "Time")
    await settled.says("09:30")
    await settled.says("21:30")
    assert (await row(scene, settled)).ask_time == time(21, 30)


@pytest.mark.parametrize(
    "words", ["we met at 19:30 and had tea", "she came from Germany", "he was calm", "9 of us ate"]
)
async def test_other_words_after_a_change_are_no_setting_and_get_no_hint(
    scene: Stage, settled: Person, words: str
) -> None:
    await opens(settled, "Time")
    await settled.says("21:30")
    await settled.says(words)
    settled.sees("Shall I keep this as a moment of today?")
    assert "could not read" not in settled.last.text
    await settled.says("22:15")
    assert (await row(scene, settled)).ask_time == time(21, 30)


@pytest.mark.parametrize("label", ["Name", "Country", "Language"])
async def test_words_after_a_name_a_country_or_a_language_change_nothing_more(
    scene: Stage, settled: Person, label: str
) -> None:
    await opens(settled, label)
    await settled.says({"Name": "Deniz", "Country": "Germany", "Language": "English please"}[label])
    before = await row(scene, settled)
    await settled.says("France")
    present = await row(scene, settled)
    assert (present.name, present.country, present.language) == (before.name, before.country, before.language)


async def test_scores_after_a_change_are_for_the_card(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await opens(settled, "Time")
    await settled.says("21:30")
    await settled.says("4")
    assert (await row(scene, settled)).ask_time == time(21, 30)
    assert any("Safety: 4" in message.text for message in settled.messages)


async def test_thanks_after_a_change_stays_thanks(scene: Stage, settled: Person) -> None:
    await opens(settled, "Time")
    await settled.says("21:30")
    await settled.says("thanks")
    settled.sees("I am here whenever you like.")
    await settled.says("22:15")
    assert (await row(scene, settled)).ask_time == time(22, 15)


async def test_a_card_in_the_night_is_told_with_the_night(scene: Stage, settled: Person) -> None:
    await opens(settled, "Time")
    await settled.says("00:00")
    settled.sees("Next card: in the night to Wednesday, 25 November, 00:00.")
    await settled.says("/skip")
    settled.sees("I will ask again in the night to Thursday, 26 November at 00:00.")
    await settled.says("türkçe")
    await settled.taps("Türkçe")
    await settled.says("/skip")
    settled.sees("26 Kasım Perşembe gününe bağlanan gece saat 00:00’da yeniden soracağım.")


async def test_a_sentence_is_no_name(scene: Stage, settled: Person) -> None:
    await opens(settled, "Name")
    await settled.says("i dont know what to write here")
    settled.sees("three words and 40 letters at most", "Shall I keep this")
    assert (await row(scene, settled)).name is None


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/ayarlar", "Tap what you would like to change."),
        ("/haftalık", "/week"),
        ("/HAFTALIK", "/week"),
        ("/yardım", "What I can do"),
        ("/destek", "112"),
        ("/her_şeyi_sil", "Shall I erase it all?"),
        ("/bugün", "I do not know that command."),
    ],
)
async def test_a_command_that_is_called_like_a_request_is_that_request(
    settled: Person, command: str, answer: str
) -> None:
    await settled.says(command)
    if answer.startswith("/"):
        said = settled.last.text
        await settled.says(answer)
        assert settled.last.text == said
    else:
        settled.sees(answer)


@pytest.mark.parametrize(
    "words", ["hi im back", "merhaba, geri geldim", "ben geldim", "geri döndüm", "Hi, I'm back!"]
)
async def test_who_says_that_they_are_back_is_asked_again(settled: Person, words: str) -> None:
    await settled.says("/pause 7")
    await settled.says(words)
    settled.sees("Good. I will ask again on Tuesday, 24 November at 21:00.")


async def test_words_in_a_pause_are_offered_with_the_way_back_and_the_offer_stays(
    scene: Stage, settled: Person
) -> None:
    await settled.says("/pause")
    await settled.taps("Until I come back")
    await settled.says("he made tea and I was glad of it")
    offer = settled.last
    assert "Ask me again" in offer.labels
    await settled.taps("Ask me again", on=offer.id, times=2)
    settled.sees("Good. I will ask again")
    assert sum("I will ask again" in message.text for message in settled.messages) == 1
    assert (await row(scene, settled)).paused_at is None
    await settled.taps("Keep it", on=offer.id)
    assert any("Kept. Thank you" in message.text for message in settled.messages)


async def test_support_stands_under_what_is_said_of_days_and_rest(settled: Person) -> None:
    for words in ("/start", "/month", "/pause", "/pause 3", "/resume", "/resume", "/skip", "/start"):
        await settled.says(words)
        assert "Support" in settled.last.labels, words
    assert {"Settings", "My moments"} <= set(settled.last.labels)
    await settled.taps("My moments")
    settled.sees("No moments here yet.")
    await settled.says("/moment tea")
    settled.sees("Kept. Thank you for writing it.")
    assert "Support" in settled.last.labels


@pytest.mark.parametrize(
    ("language", "label", "button", "said"),
    [
        ("English", "Discreet mode", "Turn discreet mode on", "Turn it on"),
        ("Türkçe", "Gizli mod", "Gizli modu aç", "aç"),
        ("Türkçe", "Gizli mod", "Gizli modu aç", "gizli modu aç"),
    ],
)
async def test_discreet_mode_is_named_on_its_button_and_turned_on_in_words(  # noqa: PLR0917
    scene: Stage, settled: Person, language: str, label: str, button: str, said: str
) -> None:
    await settled.says("/language")
    await settled.taps(language)
    await opens(settled, label)
    assert button in settled.last.labels
    await settled.says(said)
    assert (await row(scene, settled)).is_discreet
