from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.clock import MovableClock
from bot.simulator.people import Person
from bot.simulator.telegram import Telegram
from tests.simulator.calls import TOKEN


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock.fixed(datetime(2025, 3, 10, 20, 0, tzinfo=UTC))


@pytest.fixture
def telegram(clock: MovableClock) -> Telegram:
    return Telegram(TOKEN, clock.now)


@pytest.fixture
def ana(telegram: Telegram) -> Person:
    """Ana, who has started the bot; the queue of updates is empty."""
    ana = telegram.join(1001, "Ana")
    ana.says("/start")
    telegram.world.updates.forget()
    return ana
