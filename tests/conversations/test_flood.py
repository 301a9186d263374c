"""Somebody who sends a great deal at once, through the real inbox: nothing they wrote is lost, and they hear of it once."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

from bot.content.catalogue import Content
from bot.conversations.flood import KEPT as KEPT_REQUESTS
from bot.gateway.inbox import Inbox
from bot.gateway.late_answers import QUIET_SECONDS
from bot.gateway.rows import InboxRows
from tests.chat import Person, Stage

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
NOTICE = "A lot came at once"
KEPT = "I keep everything you write"


async def is_answered(scene: Stage) -> None:
    """Let the inbox take everything that people have done, until nothing is left in it."""

    async def pause(seconds: float) -> None:
        await asyncio.sleep(0 if seconds <= QUIET_SECONDS else 1000)

    rows, bot = InboxRows(scene.store, scene.clock), scene._bot
    inbox = Inbox(
        rows,
        bot.handle,
        bot.apologise,
        scene.clock,
        on_waiting_tap=bot.acknowledge,
        outbox=bot.tools.outbox,
        pause=pause,
    )
    async with asyncio.timeout(60), asyncio.TaskGroup() as group:
        group.create_task(inbox.run())
        while updates := scene.waiting_updates():
            scene.forget_updates()
            await inbox.keep(updates)
        while await scene.store.db.rows("SELECT seq FROM inbox LIMIT 1", {}):
            pass
        await inbox.drain(1)


def notices(person: Person) -> int:
    said = [message.text for message in person.messages] + [toast.text for toast in person.body.toasts]
    return sum(NOTICE in text for text in said)


async def test_words_under_a_document_are_not_kept_and_the_notice_says_so(scene: Stage, ana: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    said = hurries(ana, 40)
    ana.body.sends("document", "what he wrote to me")
    ana.body.says("/week")
    await is_answered(scene)
    assert await words_of(scene, ana) == [(MONDAY, line) for line in said]
    assert notices(ana) == 1
    assert any("no words under documents or videos" in message.text for message in ana.messages)


async def words_of(scene: Stage, person: Person) -> list[tuple[date, str | None]]:
    """Return a person's moments in order: the day, and the words."""
    participant = await scene.store.participants.find(scene.store.db, person.body.id)
    assert participant is not None
    kept = await scene.store.moments.between(scene.store.db, participant.id, MONDAY, TUESDAY)
    return [(each.on, each.moment.text) for each in kept]


def hurries(person: Person, number: int) -> list[str]:
    """Have a person write many lines at once; return them."""
    said = [f"line {each:03}" for each in range(number)]
    for line in said:
        person.body.says(line)
    return said


async def test_every_word_of_a_flood_is_kept_once_for_the_open_card_and_one_notice_is_enough(
    scene: Stage, ana: Person
) -> None:
    await scene.reaches("2026-11-23 21:00")
    said = hurries(ana, 100)
    for _ in range(10):
        ana.body.says("/week")
        ana.body.says("how was my week")
    await is_answered(scene)
    assert await words_of(scene, ana) == [(MONDAY, line) for line in said]
    assert notices(ana) == 1
    assert not any("Your week" in message.text for message in ana.messages)
    assert any(KEPT in message.text for message in ana.messages)
    assert not scene.refusals


async def test_only_words_get_no_notice_and_no_line_each_but_the_card_is_brought_up_to_date(
    scene: Stage, ana: Person
) -> None:
    await scene.reaches("2026-11-23 21:00")
    before = len(ana.messages)
    hurries(ana, 100)
    await is_answered(scene)
    assert notices(ana) == 0
    assert len(ana.messages) == before
    ana.sees("Kept. Thank you for writing it.")
    reacted = [message.text for message in ana.body.messages if "✍" in message.reactions]
    assert reacted == [*(f"line {each:03}" for each in range(30)), "line 099"]


async def test_scores_in_a_flood_are_answers(scene: Stage, ana: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    hurries(ana, 40)
    ana.body.says("4 3 tea together")
    hurries(ana, 5)
    await is_answered(scene)
    assert any("Safety: 4 · Openness: 3" in message.text for message in ana.messages)
    assert (MONDAY, "tea together") in await words_of(scene, ana)


async def test_with_no_card_open_words_of_a_flood_are_kept_for_the_day_they_were_written(
    scene: Stage, settled: Person
) -> None:
    for _ in range(35):
        settled.body.says("/streak")
    said = hurries(settled, 50)
    settled.body.says("/moment the last one")
    settled.body.sends("photo", "of a seam")
    await is_answered(scene)
    expected = [*said, "the last one", "of a seam"]
    assert await words_of(scene, settled) == [(TUESDAY, line) for line in expected]
    assert notices(settled) == 1
    assert not any("Shall I keep this" in message.text for message in settled.messages)
    settled.sees("Kept. Thank you for writing it.")


async def test_where_two_days_are_open_nobody_is_asked_which(scene: Stage, ana: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    await scene.reaches("2026-11-24 21:00")
    for _ in range(31):
        ana.body.says("/help")
    said = hurries(ana, 40)
    await is_answered(scene)
    assert await words_of(scene, ana) == [(TUESDAY, line) for line in said]
    assert not any("Which day" in message.text for message in ana.messages)


async def test_an_edit_of_words_changes_them_in_a_flood_too(scene: Stage, ana: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    said = hurries(ana, 40)
    ana.body.edits(next(each.id for each in ana.body.messages if each.text == said[35]), "said better")
    await is_answered(scene)
    assert [text for _, text in await words_of(scene, ana)][35] == "said better"


async def test_taps_of_a_flood_are_answered_have_no_effect_and_the_first_carries_the_notice(
    scene: Stage, ana: Person
) -> None:
    await scene.reaches("2026-11-23 21:00")
    hurries(ana, 31)
    message, four = ana.button("4")
    for _ in range(50):
        ana.body.taps(message.id, four.data or "")
    await is_answered(scene)
    assert all(query.toast is not None for query in ana.body.queries)
    assert notices(ana) == 1
    assert NOTICE in next(toast.text for toast in ana.body.toasts if toast.text)
    ana.sees("How safe did you feel")


async def test_help_in_danger_and_erasing_work_in_every_flood(scene: Stage, ana: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    hurries(ana, 60)
    ana.body.says("/safety")
    ana.body.says("I am in danger")
    ana.body.says("/delete")
    await is_answered(scene)
    support = [message for message in ana.messages if "112" in message.text]
    assert len(support) == 2
    hurries(ana, 1)
    message, support_button = ana.button("Support")
    ana.body.taps(message.id, support_button.data or "")
    message, erases = ana.button("Erase everything")
    ana.body.taps(message.id, erases.data or "")
    await is_answered(scene)
    assert sum("112" in message.text for message in ana.messages) == 3
    assert await scene.store.participants.find(scene.store.db, ana.body.id) is None
    assert notices(ana) == 0
    assert "112" in ana.last.text  # nothing came after it


async def test_what_is_open_can_be_hidden_in_every_flood(scene: Stage) -> None:
    ece = scene.person("Ece")
    await ece.says("/start")
    await ece.taps("Somebody else")
    await ece.taps("I am 18")
    await ece.taps("I was hurt")
    await ece.says("Osmaniye")
    await ece.taps("Yes, that is my time")
    await ece.says("21:00")
    await ece.taps("Now")
    await ece.says("4 3 tea")
    await ece.says("/week")
    await ece.taps("Open")
    letter = ece.last
    assert "tea" in letter.text
    hurries(ece, 60)
    message, closes = ece.button("Close", on=letter.id)
    ece.body.taps(message.id, closes.data or "")
    await is_answered(scene)
    assert not any("tea" in each.text for each in ece.messages if each.id == letter.id)


async def test_who_is_not_known_or_not_set_up_gets_nothing_but_one_notice(scene: Stage) -> None:
    stranger, half = scene.person("Eve"), scene.person("Ben", language="tr")
    await half.says("/start")
    before = len(half.messages)
    for _ in range(80):
        stranger.body.says("hello, who is this?")
        half.body.says("Osmaniye nerede acaba?")
    await is_answered(scene)
    assert notices(stranger) == 1
    assert sum("Bir anda çok şey geldi" in message.text for message in half.messages) == 1
    assert len(stranger.messages) == 31
    assert len(half.messages) <= before + 31
    assert not any("saklıyorum" in message.text for message in half.messages[before:])


async def test_in_discreet_mode_what_is_kept_goes_in_a_flood_too(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("Somebody else looks at this phone")
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    await ana.says("Osmaniye")
    await ana.taps("Yes, that is my time")
    await ana.says("21:00")
    await ana.taps("At 21:00")
    await scene.reaches("2026-11-23 21:00")
    said = hurries(ana, 60)
    await is_answered(scene)
    assert await words_of(scene, ana) == [(MONDAY, line) for line in said]
    assert not [message for message in ana.body.messages if message.text.startswith("line")]


async def test_blocking_and_returning_count_in_a_flood(scene: Stage, ana: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    hurries(ana, 60)
    ana.body.blocks()
    await is_answered(scene)
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.gone_at is not None
    ana.body.returns()
    await is_answered(scene)
    back = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert back is not None
    assert back.gone_at is None


async def test_a_nights_worth_after_downtime_is_no_flood(scene: Stage, ana: Person) -> None:
    await scene.reaches("2026-11-23 21:00")
    for each in range(60):
        ana.body.says(f"line {each:03}")
        scene.clock.move(timedelta(minutes=3))
    ana.body.says("/streak")
    await is_answered(scene)
    assert notices(ana) == 0
    ana.sees("You showed up on 1 day")


def test_what_is_kept_though_it_is_a_request_is_one() -> None:
    assert set(Content.load().requests.values()) > KEPT_REQUESTS
