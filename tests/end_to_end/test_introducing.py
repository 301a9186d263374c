"""The real process tells Telegram what to show of it, and does not tell it twice."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.process import Machine, machine


def set_calls(box: Machine) -> list[str]:
    return [call.method for call in box.telegram.calls if call.method.startswith("set")]


async def test_a_second_start_sets_nothing_that_telegram_shows_already(tmp_path: Path) -> None:
    async with machine(tmp_path, "2026-11-23 20:45") as box:
        for starts in (1, 2):
            await box.starts()
            await box.until(lambda: box.log.count("introduced") == starts, "what Telegram shows")  # noqa: B023
            assert await box.stops() == 0
            if starts == 1:
                assert len(set_calls(box)) == 6
                box.telegram.calls.clear()
        assert set_calls(box) == []
