"""The bot's side over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, as api.telegram.org has them.

Where an answer meets trouble, the trouble is acted out for real: connections are dropped, and silence is silence.
"""

from __future__ import annotations

import asyncio
import json
from typing import Any

from aiohttp import web

from bot.simulator.faults import Fault, Trouble
from bot.simulator.files import Upload
from bot.simulator.refusal import Answer, Refusal, bad_request
from bot.simulator.telegram import Telegram

LARGEST_REQUEST = 50 * 1024 * 1024
_PAGE_OF_A_PROXY = """<html>
<head><title>502 Bad Gateway</title></head>
<body>
<center><h1>502 Bad Gateway</h1></center>
<hr><center>nginx</center>
</body>
</html>
"""


class Wire:
    """Takes requests apart for `telegram` and writes its answers."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token:[^/]*}/{method:[^/]*}", self._call),
            web.get("/file/bot{token:[^/]*}/{path:.+}", self._download),
        ]

    async def _call(self, request: web.Request) -> web.StreamResponse:
        try:
            params = await _parameters(request)
        except Refusal as refusal:
            return _written(refusal.answer())
        token, method = request.match_info["token"], request.match_info["method"]
        answer = await self._telegram.request(token, method, params)
        if answer.trouble is None:
            return _written(answer)
        return await _acted_out(answer.trouble, answer, request)

    async def _download(self, request: web.Request) -> web.Response:
        if request.match_info["token"] != self._telegram.token:
            return _written(Refusal(401).answer())
        stored = self._telegram.world.files.by_path.get(request.match_info["path"])
        if stored is None:
            return _written(Refusal(404).answer())
        return web.Response(body=stored.upload.content, content_type="application/octet-stream")


async def _parameters(request: web.Request) -> dict[str, Any]:
    """Return what the address and the body carry: JSON, a form, or a form with files."""
    params: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        params |= await _json_object(request)
    elif request.can_read_body:
        for name, value in (await request.post()).items():
            params[name] = _upload(value) if isinstance(value, web.FileField) else value
    return params


def _upload(field: web.FileField) -> Upload:
    with field.file as file:  # large ones wait on the disk
        return Upload(field.filename, file.read(), field.content_type)


async def _json_object(request: web.Request) -> dict[str, Any]:
    try:
        found = json.loads(await request.read() or b"{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise bad_request("Can't parse JSON object")
    return found


def _written(answer: Answer) -> web.Response:
    return web.json_response(answer.body, status=answer.status)


async def _acted_out(trouble: Trouble, answer: Answer, request: web.Request) -> web.StreamResponse:
    match trouble.fault:
        case Fault.SERVER_ERROR | Fault.SERVER_ERROR_AFTER:
            return web.Response(status=502, text=_PAGE_OF_A_PROXY, content_type="text/html")
        case Fault.HANG | Fault.HANG_AFTER:
            # Until the bot hangs up or the server closes: either cancels this.
            await asyncio.Event().wait()
        case Fault.BREAK_OFF:
            return await _half(answer, request)
    return _hung_up(request, web.Response())


async def _half(answer: Answer, request: web.Request) -> web.StreamResponse:
    """Promise the whole answer, write its first half, and hang up."""
    body = json.dumps(answer.body).encode()
    response = web.StreamResponse(status=answer.status, headers={"Content-Length": str(len(body))})
    response.content_type = "application/json"
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    return _hung_up(request, response)


def _hung_up(request: web.Request, response: web.StreamResponse) -> web.StreamResponse:
    """Close the connection; what the server still wants to write of `response` reaches nobody."""
    if request.transport is not None:
        request.transport.close()
    return response
