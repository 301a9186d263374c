"""The local Telegram on HTTP: the bot's side, the chat page, and the page's own small API, on one port."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.simulator.page_api import Move, PageApi
from bot.simulator.telegram import Telegram
from bot.simulator.wire import LARGEST_REQUEST, Wire

_PAGE = Path(__file__).parent / "page"
_HEADERS = {
    # Nothing on the page may come from anywhere else, and no words in it may run.
    "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
_SECONDS_TO_HANG_UP = 0.2


@dataclass(slots=True)
class Serving:
    """A server that runs: where, and how it is stopped, or taken off the network for a while."""

    host: str
    port: int
    _telegram: Telegram
    _move: Move | None
    _runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    async def close(self) -> None:
        """Stop at once: polls and event streams that wait are cut off."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def goes_away(self) -> None:
        """Leave the network: connections are cut and new ones refused. What Telegram holds in memory stays."""
        await self.close()

    async def comes_back(self) -> None:
        """Serve again at the same address; raises OSError when somebody else took the port meanwhile."""
        if self._runner is not None:
            return
        runner = web.AppRunner(
            _application(self._telegram, self._move),
            access_log=None,
            handler_cancellation=True,
            shutdown_timeout=_SECONDS_TO_HANG_UP,
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, self.host, self.port).start()
        except BaseException:
            await runner.cleanup()
            raise
        self._runner = runner
        self.port = int(runner.addresses[0][1])


async def serve(telegram: Telegram, host: str, port: int, move: Move | None = None) -> Serving:
    """Serve `telegram` and its page; port 0 takes a free one. Without `move` the page shows a clock that cannot be moved.

    No request is written to a log: its address holds the token.
    """
    serving = Serving(host, port, telegram, move)
    await serving.comes_back()
    return serving


def _application(telegram: Telegram, move: Move | None) -> web.Application:
    app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[_with_headers])
    app.router.add_routes(Wire(telegram).routes())
    app.router.add_routes(PageApi(telegram, move).routes())
    app.router.add_get("/", _index)
    app.router.add_static("/page", _PAGE)
    return app


async def _index(_: web.Request) -> web.FileResponse:
    return web.FileResponse(_PAGE / "index.html")


@web.middleware
async def _with_headers(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    response = await handler(request)
    if not response.prepared:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
    return response
