"""`python -m bot.simulator`: the local Telegram alone, for a bot that runs elsewhere."""

from __future__ import annotations

import argparse
import asyncio
from datetime import UTC, datetime

from bot.simulator.server import serve
from bot.simulator.telegram import Telegram

_TOKEN = "123456789:local-telegram-needs-no-secret-token"  # noqa: S105 - it opens nothing but this process


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the simulator imports nothing of the rest, so alone it reads the time itself


async def _run(host: str, port: int, token: str) -> None:
    serving = await serve(Telegram(token, _now, is_paced=True), host, port)
    print(serving.url, flush=True)  # noqa: T201 - a command line prints
    try:
        await asyncio.Event().wait()
    finally:
        await serving.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.simulator", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=_TOKEN)
    given = parser.parse_args()
    try:
        asyncio.run(_run(given.host, given.port, given.token))
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
