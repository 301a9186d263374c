"""A Bot API on the loopback that answers as it is told to: well, badly, late, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import web

Behaviour = Callable[[web.Request], Awaitable[web.StreamResponse]]

TOKEN = "12345:canary-token"
HTML = "<html><body><h1>502 Bad Gateway</h1></body></html>"


class FaultyTelegram:
    """Notes every call; answers each with the next of `plan`, and with success when there is none left."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.plan: list[Behaviour] = []
        self.results: dict[str, Any] = {"sendMessage": MESSAGE, "editMessageText": MESSAGE}
        self.connections: set[object] = set()
        self.is_called = asyncio.Event()
        self.updates: list[dict[str, Any]] = []
        self.base_url = ""

    def methods(self) -> list[str]:
        return [method for method, _ in self.calls]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.calls.append((method, await _fields(request)))
        self.is_called.set()
        self.connections.add(request.transport)
        if self.plan:
            return await self.plan.pop(0)(request)
        return web.json_response({"ok": True, "result": self._result_of(method, self.calls[-1][1])})

    def _result_of(self, method: str, parameters: dict[str, Any]) -> Any:
        if method != "getUpdates":
            return self.results.get(method, True)
        if "offset" in parameters:
            self.updates = [update for update in self.updates if update["update_id"] >= parameters["offset"]]
        return self.updates[:5]


async def _fields(request: web.Request) -> dict[str, Any]:
    if request.content_type == "application/json":
        return dict(await request.json())
    return {
        name: _file(value) if isinstance(value, web.FileField) else value
        for name, value in (await request.post()).items()
    }


def _file(field: web.FileField) -> tuple[str, bytes]:
    with field.file as file:
        return field.filename, file.read()


MESSAGE = {"message_id": 77, "date": 1, "chat": {"id": 1, "type": "private"}}


def says(status: int, description: str, **parameters: Any) -> Behaviour:
    """Answer as Telegram refuses."""

    async def answer(_: web.Request) -> web.StreamResponse:
        body = {"ok": False, "error_code": status, "description": description}
        return web.json_response(body | ({"parameters": parameters} if parameters else {}), status=status)

    return answer


def shows(status: int, page: str = HTML) -> Behaviour:
    """Answer with a page, as whatever stands between here and Telegram does."""

    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(
            status=status, text=page, content_type="text/html", headers={"Location": "/elsewhere"}
        )

    return answer


async def drops(request: web.Request) -> web.StreamResponse:
    """Take the call and hang up."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def breaks_off(request: web.Request) -> web.StreamResponse:
    """Hang up in the middle of the answer."""
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok": true, ')
    assert request.transport is not None
    request.transport.close()
    return response


async def hangs(_: web.Request) -> web.StreamResponse:
    """Take the call and say nothing for as long as the caller holds on."""
    await asyncio.Event().wait()
    raise AssertionError


@asynccontextmanager
async def faulty_telegram() -> AsyncIterator[FaultyTelegram]:
    telegram = FaultyTelegram()
    app = web.Application()
    app.router.add_post(f"/bot{TOKEN}/{{method}}", telegram.answer)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    telegram.base_url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield telegram
    finally:
        await runner.cleanup()
