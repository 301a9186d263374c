"""Somebody else's words, played: passed on, or made by another bot."""

from __future__ import annotations

import pytest

from bot.domain.checkin import CheckIn
from tests.chat import Person, Stage
from tests.conversations.test_card import TUESDAY, kept
from tests.conversations.test_words import moments

OFFER = "Shall I keep this as a moment of today?"


@pytest.mark.parametrize(
    "text",
    ["/week", "/delete", "how was my week", "haftalık özet", "4 3", "5", "yes", "later", "thanks", "nothing"],
)
async def test_words_that_were_passed_on_ask_for_nothing(scene: Stage, settled: Person, text: str) -> None:
    await settled.forwards(text)
    settled.sees(OFFER)
    await settled.taps("Keep it")
    assert await moments(scene, settled, TUESDAY) == [text]
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, moments=1)


async def test_words_that_were_passed_on_are_the_open_cards_moment(scene: Stage, settled: Person) -> None:
    await scene.reaches("2026-11-24 21:00")
    await settled.forwards("4 3 I am sorry")
    settled.body.says_via_a_bot("5 5")
    await scene.settle()
    assert await moments(scene, settled, TUESDAY) == ["4 3 I am sorry", "5 5"]
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, moments=2)


async def test_they_are_no_name(scene: Stage, ana: Person) -> None:
    await ana.says("/checkin")
    await ana.says("4 3 tea")
    ana.sees("Whom is this about?")
    await ana.forwards("Deniz")
    ana.sees(OFFER)
    await ana.says("Deniz")
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.name == "Deniz"


async def test_they_are_no_answer_about_fear(scene: Stage, ana: Person) -> None:
    await ana.says("/checkin")
    await ana.says("4 3 tea")
    await ana.taps("Not now")
    await ana.forwards("no")
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.afraid is None


async def test_for_a_chosen_day_they_are_a_moment_still(scene: Stage, settled: Person) -> None:
    for day in ("24", "25"):
        await scene.reaches(f"2026-11-{day} 21:00")
        await settled.says("/checkin")
    await settled.forwards("4 3")
    settled.sees("Which day is this for?")
    await settled.taps("Yesterday")
    assert await kept(scene, settled, TUESDAY) == CheckIn(TUESDAY, moments=1, is_late=True)


async def test_nobody_chose_a_day_and_they_are_a_moment_still(scene: Stage, settled: Person) -> None:
    for day in ("24", "25"):
        await scene.reaches(f"2026-11-{day} 21:00")
        await settled.says("/checkin")
    await settled.forwards("4 3")
    await scene.reaches("2026-11-27 12:00")
    rows = await scene.store.db.rows("SELECT day_on FROM moments", {})
    assert [row["day_on"] for row in rows] == ["2026-11-25"]


async def test_what_was_awaited_may_be_passed_on(scene: Stage, settled: Person) -> None:
    await settled.says("/moment")
    await settled.forwards("I kept your letter")
    assert await moments(scene, settled, TUESDAY) == ["I kept your letter"]


async def test_a_file_that_was_passed_on_is_kept_like_others(scene: Stage, settled: Person) -> None:
    await settled.forwards("us", kind="photo")
    await settled.taps("Keep it")
    assert await moments(scene, settled, TUESDAY) == ["us"]
    await settled.forwards(kind="document")
    settled.sees("This kind I cannot keep")


async def test_in_the_welcome_they_answer_nothing(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.forwards("/start")
    assert await scene.store.participants.find(scene.store.db, ana.body.id) is None
    await ana.says("/start")
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    await ana.forwards("Osmaniye")
    ana.sees("Where are you?")
    await ana.says("Osmaniye")
    await ana.taps("Yes, that is my time")
    await ana.forwards("21:00")
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.ask_time is None
