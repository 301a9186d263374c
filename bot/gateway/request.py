"""How a call travels to Telegram and back: aiohttp behind python-telegram-bot, with one session for everything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    DummyCookieJar,
    FormData,
    StreamReader,
    TCPConnector,
)
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.gateway.outcome import NotSent, Unsure, outcome_of
from bot.gateway.upload import body_of

IDLE_SECONDS = 30.0
"""An idle connection is closed before Telegram's side does it, since a call lost in that crossing is *unsure*."""

_JSON_HEADERS: Final = {"Content-Type": "application/json"}


class AiohttpRequest(BaseRequest):
    """Calls Telegram, and raises a `DeliveryError` for whatever is not a success.

    Timeouts are in seconds: to have a connection, and to hear the next byte of the answer.
    """

    def __init__(
        self, *, connect_timeout: float = 5.0, read_timeout: float = 15.0, connections: int = 100
    ) -> None:
        self._connect_timeout = connect_timeout
        self._read_timeout = read_timeout
        self._connections = connections
        self._timeouts: dict[tuple[float, float], ClientTimeout] = {}
        self._urls: dict[str, URL] = {}
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session; one that is open stays, so that a bot may be given the same request twice."""
        if self._session is None:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections, keepalive_timeout=IDLE_SECONDS),
                cookie_jar=DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def call(
        self, url: str, parameters: Mapping[str, Any], *, read_timeout: float | None = None
    ) -> Any:
        """Call a method with plain parameters and return its raw `result`, past python-telegram-bot's objects.

        An `Upload` among them makes the call a form; with any other value it is JSON, which is cheaper.
        """
        payload = await self._exchange(
            url, body_of(parameters), read_timeout=read_timeout or self._read_timeout
        )
        return self.parse_json_payload(payload)["result"]

    async def download(self, url: str, at_most: int, read_timeout: float) -> bytes | None:
        """Return the body that stands at an address; None where it has more than `at_most` bytes.

        No error of the library's is chained: the token stands in the path, and may stand in their texts.
        """
        if self._session is None:
            raise RuntimeError("the request was not initialized")
        timeout = self._timeout(self._connect_timeout, read_timeout)
        try:
            async with self._session.get(url, timeout=timeout, allow_redirects=False) as response:
                status = response.status
                content = await _read_at_most(response.content, at_most)
        except (ClientConnectorError, ConnectionTimeoutError):
            raise NotSent from None
        except (ClientError, TimeoutError, OSError, ValueError):
            raise Unsure from None
        if not 200 <= status < 300:
            raise outcome_of(status, content or b"")
        return content

    async def do_request(  # noqa: PLR0917  python-telegram-bot's signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  the read timeout bounds writing, too
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ARG002  waiting for a connection is connecting
    ) -> tuple[int, bytes]:
        payload = await self._exchange(
            url,
            _body_of(request_data),
            method=method,
            read_timeout=_given(read_timeout, self._read_timeout),
            connect_timeout=_given(connect_timeout, self._connect_timeout),
        )
        return 200, payload

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Read an answer; what is not Telegram's (a page of a proxy) is *unsure*, and is not put into any log."""
        try:
            answer = json.loads(payload)
        except ValueError as error:
            raise Unsure(200) from error
        if not isinstance(answer, dict) or "result" not in answer:
            raise Unsure(200)
        return answer

    async def _exchange(
        self,
        url: str,
        body: bytes | FormData | None,
        *,
        method: str = "POST",
        read_timeout: float,
        connect_timeout: float | None = None,
    ) -> bytes:
        if self._session is None:
            raise RuntimeError("the request was not initialized")
        try:
            async with self._session.request(
                method,
                self._url(url) if method == "POST" else url,
                data=body,
                headers=_JSON_HEADERS if isinstance(body, bytes) else None,
                timeout=self._timeout(connect_timeout or self._connect_timeout, read_timeout),
                allow_redirects=False,  # the token stands in the path
            ) as response:
                status, payload = response.status, await response.read()
        except (ClientConnectorError, ConnectionTimeoutError) as error:
            raise NotSent from error
        except (ClientError, TimeoutError, OSError) as error:
            raise Unsure from error
        if not 200 <= status < 300:
            raise outcome_of(status, payload)
        return payload

    def _url(self, url: str) -> URL:
        """Parse a method's address once; there are as many as methods in use."""
        parsed = self._urls.get(url)
        if parsed is None:
            parsed = self._urls[url] = URL(url)
        return parsed

    def _timeout(self, connect: float, read: float) -> ClientTimeout:
        timeout = self._timeouts.get((connect, read))
        if timeout is None:
            # Beside the silence between two bytes, the whole is bounded: a drip of bytes would never end.
            timeout = ClientTimeout(total=connect + 2 * read, connect=connect, sock_read=read)
            self._timeouts[connect, read] = timeout
        return timeout


async def _read_at_most(stream: StreamReader, at_most: int) -> bytes | None:
    """Read a body to its end, unless it is longer than so many bytes."""
    content = bytearray()
    async for chunk in stream.iter_any():
        content += chunk
        if len(content) > at_most:
            return None
    return bytes(content)


def _given(timeout: Any, default: float) -> float:
    """Return a timeout that was passed; PTB's mark for "not passed" and None mean the default."""
    return float(timeout) if isinstance(timeout, int | float) else default


def _body_of(request_data: RequestData | None) -> bytes | FormData | None:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return json.dumps(request_data.parameters).encode()
    form = FormData(request_data.json_parameters)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=content_type)
    return form
