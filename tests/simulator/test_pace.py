from __future__ import annotations

from datetime import timedelta

from bot.clock import MovableClock
from bot.simulator.telegram import Telegram
from tests.simulator.calls import TOKEN, granted


def paced(clock: MovableClock, people: int) -> Telegram:
    telegram = Telegram(TOKEN, clock.now, is_paced=True)
    for number in range(people):
        telegram.join(1 + number, "A.").says("/start")
    return telegram


def sends(telegram: Telegram, chat_id: int) -> int | None:
    """Send a message and return the seconds that Telegram asks to wait, or None."""
    answer = telegram.call("sendMessage", {"chat_id": chat_id, "text": "x"})
    if answer.status == 200:
        return None
    wait = int(answer.body["parameters"]["retry_after"])
    assert (answer.status, answer.description) == (429, f"Too Many Requests: retry after {wait}")
    return wait


def test_thirty_messages_a_second_pass_and_the_next_waits(clock: MovableClock) -> None:
    telegram = paced(clock, 40)
    assert [sends(telegram, 1 + number) for number in range(31)] == [None] * 30 + [1]
    clock.move(timedelta(seconds=1))
    assert sends(telegram, 31) is None


def test_a_short_burst_in_one_chat_passes_and_a_flood_does_not(clock: MovableClock) -> None:
    telegram = paced(clock, 2)
    waits = [sends(telegram, 1) for _ in range(16)]
    assert waits[:15] == [None] * 15
    assert waits[15] is not None
    assert sends(telegram, 2) is None
    clock.move(timedelta(seconds=waits[15]))
    assert sends(telegram, 1) is None


def test_one_message_a_second_never_waits(clock: MovableClock) -> None:
    telegram = paced(clock, 1)
    for _ in range(100):
        assert sends(telegram, 1) is None
        clock.move(timedelta(seconds=1))


def test_edits_count_and_answers_to_taps_do_not(clock: MovableClock) -> None:
    telegram = paced(clock, 1)
    sent = granted(telegram, "sendMessage", chat_id=1, text="x")
    for number in range(14):
        granted(telegram, "editMessageText", chat_id=1, message_id=sent["message_id"], text=f"{number}")
    assert sends(telegram, 1) is not None
    query = telegram.people[1].taps(sent["message_id"], "1")
    granted(telegram, "answerCallbackQuery", callback_query_id=query)


def test_a_clock_set_back_stops_nobody(clock: MovableClock) -> None:
    telegram = paced(clock, 40)
    for number in range(30):
        sends(telegram, 1 + number)
    clock.move(timedelta(hours=-1))
    assert sends(telegram, 1) is None
