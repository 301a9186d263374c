"""What pictures say of themselves: captions that tell what is to be seen, in every language, within Telegram's limit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bot.cards.pictures import calendar, days, vessel
from bot.content.words import Words
from bot.domain.checkin import Said
from bot.domain.day import State
from bot.domain.span import DayAnswers
from bot.pictures.vessel import SEAMS
from bot.simulator.limits import units
from tests.chat import CONTENT

ON = date(2026, 11, 22)
CAPTION_UNITS = 1024
EN, TR = CONTENT.words("en"), CONTENT.words("tr")
WEEK = [
    DayAnswers(ON, 2, Said.UNSAID, 1, is_kept=True),
    DayAnswers(ON - timedelta(days=1), 4, 3, 0, is_kept=True),
    DayAnswers(ON - timedelta(days=7), 5, 5, 3, is_kept=True),
]


def test_the_days_say_what_is_to_be_seen_and_nothing_from_outside() -> None:
    caption = days(EN, WEEK, ON, 7).caption
    assert "16 Nov to 22 Nov" in caption
    assert "Safety, solid line: numbers on 2 days, from 2 to 4." in caption
    assert "Openness, dashed line: a number on 1 day, 3." in caption
    assert "1 day" in caption.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "said"), [(EN, "numbers on 7 days, 3 each time."), (TR, "7 gün yanıtladın; her seferinde 3.")]
)
def test_days_of_one_and_the_same_number_name_it_once(words: Words, said: str) -> None:
    same = [DayAnswers(ON - timedelta(days=ago), 3, 3, 0, is_kept=True) for ago in range(7)]
    assert days(words, same, ON, 7).caption.count(said) == 2


def test_turkish_has_one_name_for_each_question_in_the_picture_and_under_it() -> None:
    pictured = days(TR, WEEK, ON, 7)
    for question, name in (("safety", "Güvende hissetme"), ("openness", "Açık konuşma")):
        assert pictured.drawing.values["texts"][question] == name
        assert f"{name}, " in pictured.caption


def test_days_without_an_answer_say_so() -> None:
    caption = days(EN, [], ON, 30).caption
    assert "Safety: no numbers." in caption
    assert "No moments." in caption


def test_the_calendar_counts_what_it_shows() -> None:
    states = {ON: State.KEPT, ON - timedelta(days=1): State.REST, ON - timedelta(days=2): State.MISSED}
    caption = calendar(EN, {**states, ON - timedelta(days=100): State.KEPT}, ON).caption
    assert "1 day of showing up is gold." in caption
    assert "1 rest day" in caption


@pytest.mark.parametrize(
    ("shown_up", "said", "whole"),
    [
        (0, f"its {SEAMS} fine cracks", None),
        (1, f"1 of its {SEAMS} seams is gold", None),
        (SEAMS, f"{SEAMS} of its {SEAMS} seams are gold", None),
        (SEAMS + 2, f"2 of its {SEAMS} seams are gold", "1 vessel stands"),
        (
            9 * SEAMS,
            f"{SEAMS} of its {SEAMS} seams",
            "8 vessels stand whole on the shelf. The shelf shows the last 2.",
        ),
    ],
)
def test_the_vessel_speaks_of_showing_up(shown_up: int, said: str, whole: str | None) -> None:
    caption = vessel(EN, "somebody", shown_up).caption
    assert said in caption
    assert (whole or "") in caption
    assert ("shelf" in caption) == (whole is not None)


@pytest.mark.parametrize("words", [EN, TR], ids=["en", "tr"])
def test_every_caption_fits(words: Words) -> None:
    everything = [DayAnswers(ON - timedelta(days=ago), 5, 5, 9, is_kept=True) for ago in range(90)]
    drawn = [days(words, everything, ON, length) for length in (7, 30, 90)]
    drawn.append(calendar(words, {each.on: State.REST for each in everything}, ON))
    drawn.append(vessel(words, "somebody", 10_000))
    assert all(0 < units(each.caption) <= CAPTION_UNITS for each in drawn)
