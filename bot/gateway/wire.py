"""The line to Telegram: one session and its lanes, shared by what the bot says and by the question for updates."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Self
from urllib.parse import quote

from telegram.ext import ExtBot

from bot.gateway.lanes import Lane, Lanes
from bot.gateway.outcome import Broken, DeliveryError
from bot.gateway.request import AiohttpRequest

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
SPARE_SECONDS = 10.0
"""How much longer than a long poll should last its answer is waited for: then the connection is taken for dead."""
FILE_SECONDS = 60.0
"""How long a silence is borne while a large file travels; twice as long may the whole of it take."""
FILE_BYTES = 20 * 1024 * 1024
"""More than this Telegram gives no bot."""
NOT_FOUND = 404
WITH_LARGE_FILES = frozenset({"sendDocument"})


class Wire:
    """Calls Telegram with plain values; `bot` is python-telegram-bot's own Bot on the same line, for the rarer methods.

    Opening it asks Telegram nothing (`Bot.initialize` would), so that the bot starts while Telegram cannot be reached.
    """

    def __init__(
        self, token: str, api_base_url: str, lanes: Lanes, request: AiohttpRequest | None = None
    ) -> None:
        self._request = request or AiohttpRequest()
        self._lanes = lanes
        self.bot: ExtBot[Lane] = ExtBot(
            token,
            base_url=f"{api_base_url}/bot",
            base_file_url=f"{api_base_url}/file/bot",
            request=self._request,
            get_updates_request=self._request,
            rate_limiter=lanes,
        )

    async def __aenter__(self) -> Self:
        await self._request.initialize()
        await self._lanes.initialize()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._lanes.shutdown()
        await self._request.shutdown()

    async def call(self, method: str, parameters: dict[str, Any], lane: Lane) -> Any:
        """Call a method with plain values, when its lane lets it; return its plain result.

        Raises:
            DeliveryError: it was not carried out, or not certainly.
        """
        chat_id = parameters.get("chat_id")
        seconds = FILE_SECONDS if method in WITH_LARGE_FILES else None
        return await self._lanes.go(lambda: self._ask(method, parameters, seconds), method, chat_id, lane)

    async def download(self, path: str) -> bytes | None:
        """Return what lies under the path that `getFile` told; None where nothing does (any more), or over 20 MB.

        Raises:
            DeliveryError: it did not come, and may come another time.
        """
        try:
            return await self._request.download(
                f"{self.bot.base_file_url}/{quote(path)}", FILE_BYTES, FILE_SECONDS
            )
        except Broken as broken:
            if broken.status == NOT_FOUND:
                return None
            raise

    async def fetch(self, offset: int | None, wait_seconds: int) -> Sequence[dict[str, Any]]:
        """Ask for updates, waiting up to `wait_seconds` for the first one."""
        parameters: dict[str, Any] = {"timeout": wait_seconds, "allowed_updates": ALLOWED_UPDATES}
        if offset is not None:
            parameters["offset"] = offset
        try:
            updates: list[dict[str, Any]] = await self._ask(
                "getUpdates", parameters, wait_seconds + SPARE_SECONDS
            )
        except Broken as broken:
            if broken.status == 409 and "webhook" in broken.description:
                await self._drop_webhook()
            raise
        return updates

    async def _drop_webhook(self) -> None:
        """Remove a webhook that an earlier set-up left: while there is one, Telegram refuses polling."""
        with suppress(DeliveryError):
            await self._ask("deleteWebhook", {"drop_pending_updates": False})

    async def _ask(self, method: str, parameters: dict[str, Any], read_timeout: float | None = None) -> Any:
        return await self._request.call(
            f"{self.bot.base_url}/{method}", parameters, read_timeout=read_timeout
        )
