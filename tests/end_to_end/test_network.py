"""Where the real process connects to: every address that it asks the machine for is written down from inside."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.process import ROOT, Hand, machine
from tests.end_to_end.test_kill import is_set_up

# Python imports a module of this name at every start, before the program.
LISTENER = """
import os, sys

def _hear(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        with open(os.environ["CONNECTIONS"], "a") as file:
            address = args[1] if event in ("socket.connect", "socket.sendto") else args[0:2]
            print(event, *map(str, address if isinstance(address, tuple) else (address,)), file=file)

sys.addaudithook(_hear)
"""


async def test_the_bot_connects_to_telegram_and_to_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "listener").mkdir()
    (tmp_path / "listener" / "sitecustomize.py").write_text(LISTENER)
    heard = tmp_path / "connections"
    async with machine(tmp_path, "2026-11-23 20:00") as box:
        box.environ["PYTHONPATH"] = f"{tmp_path / 'listener'}:{ROOT}"
        box.environ["CONNECTIONS"] = str(heard)
        hand = Hand(box, box.telegram.join(1, "Ana", "en"))
        await is_set_up(box, hand)
        hand.body.sends("photo", "the sea")
        await hand.sees("Shall I keep this")
        hand.body.says("/week")
        await hand.sees("Your week")
        assert await box.stops() == 0
    _, port = box.serving.url.rsplit(":", 1)
    places = {tuple(line.split()[1:3]) for line in heard.read_text().splitlines()}
    assert places == {("127.0.0.1", port)}
