"""A Telegram where nothing happens: it answers every call, holds every poll, and knows when it was first polled."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

BOT = {"id": 123456789, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}


@dataclass
class QuietTelegram:
    """Runs in the benchmark's own process, so that it costs each bot the same."""

    url: str = ""
    polled_at: float | None = None
    """When it was first polled, on `time.perf_counter`."""

    async def answer(self, request: web.Request) -> web.Response:
        if request.match_info["method"] == "getMe":
            return web.json_response({"ok": True, "result": BOT})
        if request.match_info["method"] != "getUpdates":
            return web.json_response({"ok": True, "result": True})
        self.polled_at = self.polled_at or time.perf_counter()
        is_json = request.content_type == "application/json"
        asked = dict(await request.json() if is_json else await request.post())
        await asyncio.sleep(float(str(asked.get("timeout", 0))))
        return web.json_response({"ok": True, "result": []})


@asynccontextmanager
async def quiet_telegram() -> AsyncIterator[QuietTelegram]:
    telegram = QuietTelegram()
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", telegram.answer)
    runner = web.AppRunner(app, access_log=None, handler_cancellation=True, shutdown_timeout=0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        telegram.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        yield telegram
    finally:
        await runner.cleanup()
