"""Commands of the host as processes: `check` tells all at once; `rotate-key` is killed, called again, and the bot goes on."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.end_to_end.process import Hand, Machine, machine
from tests.end_to_end.test_kill import is_set_up

LINE = """
[[helpline]]
kind = "emotional"
countries = ["TR"]
name = "A line of our own"
address = "0850 000 00 00"
source = "https://example.org/line"
checked = 2020-01-01
"""


async def command(box: Machine, *arguments: str) -> tuple[int, str]:
    """Run a command of the bot; return its exit code and what it printed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=box.folder,
        env=box.environ,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    told, _ = await process.communicate()
    assert "Traceback" not in told.decode()
    return process.returncode or 0, told.decode()


async def test_check_tells_what_is_wrong_and_what_is_old(tmp_path: Path) -> None:
    async with machine(tmp_path, "2026-11-23 20:00") as box:
        code, told = await command(box, "check")
        assert code == 0
        assert "Nothing is wrong" in told
        own = tmp_path / "own.toml"
        own.write_text(LINE)
        box.environ["BOT_SUPPORT__HELPLINES"] = str(own)
        code, told = await command(box, "check")
        assert code == 0
        assert "0850 000 00 00 was looked at on 2020-01-01" in told
        own.write_text(LINE.replace("checked = 2020-01-01", ""))
        for what in ("check", "run"):
            code, told = await command(box, what)
            assert code == 2
            assert "own.toml" in told
            assert "checked" in told


async def test_the_key_is_changed_while_nobody_else_writes(tmp_path: Path) -> None:
    async with machine(tmp_path, "2026-11-23 20:00") as box:
        hand = Hand(box, box.telegram.join(1, "Ana", "en"))
        await is_set_up(box, hand)
        key = tmp_path / "keys" / "goldseam.key"
        old = key.read_text()
        for what in ("rotate-key", "run"):
            code, told = await command(box, what)
            assert code == 1
            assert "Another process of this bot" in told
        assert key.read_text() == old
        assert await box.stops() == 0
        for seconds in (0.3, 0.45, 0.6):
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "rotate-key"), cwd=tmp_path, env=box.environ
            )
            await asyncio.sleep(seconds)
            if process.returncode is None:
                process.kill()
            await process.wait()
        code, told = await command(box, "rotate-key")
        assert code == 0, told
        new = key.read_text()
        assert new != old
        assert old.strip() in key.with_name("goldseam.key.old").read_text()
        assert new.strip() not in told
        hand.body.says("/moment tea under the new key")
        await box.starts()
        await hand.sees("Kept. Thank you")
        assert await box.stops() == 0
        key.write_text(old)
        code, told = await command(box, "run")
        assert code == 2
        assert "sealed with" in told
