"""The welcome, played."""

from __future__ import annotations

from pathlib import Path

from bot.conversations.context import Access
from bot.domain.participant import Role, Step
from tests.chat import Person, Stage, stage


async def test_five_steps_lead_to_the_first_card(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    ana.sees("Ümit Host", "host@example.org", "not end-to-end encrypted", "no side", "Emine Özdemir")
    await ana.taps("I am 18 or older and agree")
    ana.sees("Where do you stand?")
    await ana.taps("I was hurt")
    ana.sees("Where are you?")
    await ana.says("Osmaniye")
    ana.sees("Osmaniye", "20:00", "Is that your time?")
    await ana.taps("Yes, that is my time")
    ana.sees("When shall I ask?")
    await ana.says("9.30 pm")
    ana.sees("21:30")
    await ana.taps("Now")
    ana.sees("How safe did you feel with them today?")
    assert scene.refusals == []


async def test_it_speaks_turkish_to_a_turkish_phone(scene: Stage) -> None:
    deniz = scene.person("Deniz", language="tr")
    await deniz.says("/start")
    deniz.sees("Kırılan güveni")
    await deniz.taps("18 yaşımı doldurdum")
    await deniz.taps("Güveni kıran benim")
    await deniz.says("istanbul")
    deniz.sees("İstanbul", "20:00")
    await deniz.taps("Evet, saatim bu")
    await deniz.says("akşam 9")
    await deniz.taps("Şimdi")
    deniz.sees("Bugün ikinizin arasındaki ortam ne kadar güvenliydi?")


async def test_the_language_can_be_changed_on_the_first_message(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("Türkçe")
    ana.sees("Kırılan güveni")
    assert len(ana.messages) == 1


async def test_each_step_has_a_way_back(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.is_welcomed()
    for seen in ("When shall I ask?", "Where are you?", "Where do you stand?", "Goldseam"):
        await ana.taps("‹ Back")
        ana.sees(seen)
    await ana.taps("I am 18")
    ana.sees("Where do you stand?")


async def test_a_restart_in_the_middle_goes_on_where_it_stopped(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("I am 18")
    await scene.restarts()
    await ana.taps("Both")
    ana.sees("Where are you?")
    await scene.restarts()
    await ana.says("/start")
    ana.sees("Where are you?")


async def test_other_commands_in_the_middle_lead_back_to_the_step_that_waits(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("I am 18")
    await ana.says("/week")
    ana.sees("Where do you stand?")
    await ana.says("/safety")
    ana.sees("Support")
    await ana.says("what now?")
    ana.sees("Please choose one of these first.", "Where do you stand?")


async def test_a_double_tap_changes_nothing_more(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("I am 18", times=2)
    await ana.taps("I was hurt", times=2)
    ana.sees("Where are you?")
    assert len(ana.messages) == 1


async def test_the_first_agreement_stands(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    agreed = scene.clock.now()
    await ana.taps("I am 18")
    await scene.passes(hours=1)
    await ana.taps("‹ Back")
    await ana.taps("I am 18")
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.agreed_at == agreed
    assert participant.agreed_version


async def test_a_step_cannot_be_forged_before_the_agreement(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    for data in (
        "w:role:hurt",
        "w:place:Europe/Berlin",
        "w:time:2100",
        "w:first:now",
        "w:back:done",
        "c:2026-11-23:s:4",
    ):
        await ana.forges(data)
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert (participant.step, participant.role, participant.zone) == (Step.INTRO, None, None)


async def test_an_earlier_steps_button_is_taken_without_losing_the_place(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    await ana.says("Osmaniye")
    await ana.taps("Yes")
    await ana.forges("w:role:both")
    ana.sees("When shall I ask?")
    participant = await scene.store.participants.find(scene.store.db, ana.body.id)
    assert participant is not None
    assert participant.role is Role.BOTH


async def test_a_town_of_many_names_is_asked_for(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    await ana.says("Springfield")
    ana.sees("Which of these is yours?")
    labels = [label for label in ana.last.labels if "Springfield" in label]
    assert len(labels) > 1
    assert all(" · " in label for label in labels), "each says its local time"
    await ana.taps(labels[0])
    ana.sees("When shall I ask?")


async def test_nonsense_for_a_place_is_answered_kindly(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    for words in ("qqqqzzzz", "💔💔", "<b>x</b>", "\u202eabc", "a" * 4096):
        await ana.says(words)
        ana.sees("I could not find that place.")
    assert scene.refusals == []


async def test_the_time_now_finds_the_clock(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    await ana.says("20:00")
    ana.sees("Which of these has your time?")
    await ana.taps("20:00 · İstanbul")
    ana.sees("When shall I ask?")


async def test_a_shared_location_finds_the_clock(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.says("/start")
    await ana.taps("I am 18")
    await ana.taps("I was hurt")
    ana.body.shares_location(37.07, 36.25)
    await scene.settle()
    ana.sees("Osmaniye", "Is that your time?")
    await ana.taps("No, another place")
    ana.sees("Where are you?")


async def test_nonsense_for_a_time_is_answered_kindly(scene: Stage) -> None:
    ana = scene.person("Ana")
    await ana.is_welcomed(time="whenever you like")
    ana.sees("I could not read a time in that.")
    await ana.says("21h30")
    ana.sees("every day at 21:30")


async def test_the_first_card_comes_at_its_time_when_asked_so(scene: Stage, ana: Person) -> None:
    ana.sees("I will ask today at 21:00")
    await scene.reaches("2026-11-23 20:59")
    assert len(ana.messages[-1].labels) == 0
    await scene.reaches("2026-11-23 21:00")
    ana.sees("How safe did you feel with them today?")


async def test_a_second_start_is_the_way_back_in(scene: Stage, ana: Person) -> None:
    await ana.says("/start")
    ana.sees("Welcome back.", "21:00")
    await ana.taps("Today’s card")
    ana.sees("How safe did you feel")


async def test_taps_on_the_old_welcome_are_harmless_later(scene: Stage, settled: Person) -> None:
    await settled.forges("w:role:caused", on=settled.messages[0].id)
    await settled.forges("w:first:now", on=settled.messages[0].id)
    assert settled.last_toast == "That step is done."


async def test_strangers_see_nothing_but_whom_to_ask(tmp_path: Path) -> None:
    async with stage(tmp_path, "2026-11-23 20:00", access=Access("invite")) as scene:
        stranger = scene.person("Stranger")
        for words in ("/start", "/start wrongcode", "hello", "/checkin", "/delete"):
            await stranger.says(words)
            stranger.sees("host@example.org")
        assert await scene.store.participants.count(scene.store.db) == 0


async def test_an_invitation_lets_one_person_in(tmp_path: Path) -> None:
    async with stage(tmp_path, "2026-11-23 20:00", access=Access("invite")) as scene:
        async with scene.store.db.transaction() as tx:
            await scene.store.invites.add(tx, "Sesame_1", scene.clock.now())
        ana, deniz = scene.person("Ana"), scene.person("Deniz")
        await ana.says("/start Sesame_1")
        ana.sees("Goldseam")
        await deniz.says("/start Sesame_1")
        deniz.sees("It may have been used already.")


async def test_a_list_lets_in_who_is_on_it(tmp_path: Path) -> None:
    async with stage(tmp_path, "2026-11-23 20:00", access=Access("list", frozenset({1000}))) as scene:
        ana, deniz = scene.person("Ana"), scene.person("Deniz")
        await ana.says("/start")
        ana.sees("Goldseam")
        await deniz.says("/start")
        deniz.sees("invited")


async def test_the_last_tap_again_shows_the_first_card_again(scene: Stage) -> None:
    """As after a crash between the end of the welcome and its answer."""
    ana = scene.person("Ana")
    await ana.is_welcomed()
    message, button = ana.button("Now")
    ana.body.taps(message.id, button.data or "")
    update = scene.waiting_updates()[0]
    await scene.settle()
    await ana.forges("c:2026-11-23:later")
    await scene.handles_again(update)
    ana.sees("How safe did you feel")
