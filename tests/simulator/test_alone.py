"""The local Telegram as a process of its own."""

from __future__ import annotations

import asyncio
import sys

import aiohttp

from tests.simulator.calls import TOKEN


async def test_it_runs_alone_and_prints_its_address() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.simulator", "--port", "0", "--token", TOKEN, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            url = (await process.stdout.readline()).decode().strip()
        async with aiohttp.ClientSession(url) as http, http.get(f"/bot{TOKEN}/getMe") as response:
            assert response.status == 200
    finally:
        process.kill()
        await process.wait()
