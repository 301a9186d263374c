"""The bot's side over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`, as api.telegram.org has them."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from bot.simulator.files import Upload
from bot.simulator.refusal import Answer, Refusal, bad_request
from bot.simulator.telegram import Telegram

LARGEST_REQUEST = 50 * 1024 * 1024


class Wire:
    """Takes requests apart for `telegram` and writes its answers."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    def routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/bot{token:[^/]*}/{method:[^/]*}", self._call),
            web.get("/file/bot{token:[^/]*}/{path:.+}", self._download),
        ]

    async def _call(self, request: web.Request) -> web.Response:
        try:
            params = await _parameters(request)
        except Refusal as refusal:
            return _written(refusal.answer())
        return _written(
            await self._telegram.request(request.match_info["token"], request.match_info["method"], params)
        )

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
            params[name] = (
                Upload(value.filename, value.file.read(), value.content_type)
                if isinstance(value, web.FileField)
                else value
            )
    return params


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
