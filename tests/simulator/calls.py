"""Short ways to call the local Telegram in its tests."""

from __future__ import annotations

from typing import Any

from bot.simulator.telegram import Telegram

TOKEN = "123456789:" + "A" * 35


def granted(telegram: Telegram, method: str, **params: Any) -> Any:
    """Call a method that must be granted, and return its result."""
    answer = telegram.call(method, params)
    assert answer.status == 200, answer.description
    return answer.result


def refused(telegram: Telegram, method: str, **params: Any) -> str:
    """Call a method that must be refused with 400, and return Telegram's words."""
    answer = telegram.call(method, params)
    assert answer.status == 400, answer
    assert answer.body["ok"] is False
    assert answer.body["error_code"] == 400
    return answer.description


def buttons(*data: str) -> dict[str, Any]:
    """Return an inline keyboard with one button a row, labelled as its data."""
    return {"inline_keyboard": [[{"text": item, "callback_data": item}] for item in data]}
