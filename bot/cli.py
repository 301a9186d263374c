"""The command line: one function a command; every mistake of the host in a plain sentence, with an exit code."""

from __future__ import annotations

import argparse
import asyncio
import faulthandler
import os
import signal
import sys
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from bot import log
from bot.clock import MovableClock, SystemClock
from bot.config import (
    Access,
    Admission,
    ConfigError,
    Database,
    Host,
    SecretKey,
    Settings,
    Telegram,
    load,
)
from bot.config_values import Secret

EXIT_TROUBLE = 1
EXIT_CONFIG = 2
STOPPING = (signal.SIGTERM, signal.SIGINT)
SECONDS_TO_STOP = 9.5
DEMO_PORT = 8080
DATABASE_TROUBLE = {
    "SQLITE_NOTADB": "the file is no database",
    "SQLITE_CORRUPT": "the file is damaged",
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "the file cannot be written",
    "SQLITE_CANTOPEN": "the file cannot be opened",
    "SQLITE_BUSY": "another program holds it",
}
DEMO_TOKEN = "100000001:a-token-for-the-local-Telegram-only"  # noqa: S105  it opens nothing outside this process


def main(arguments: Sequence[str]) -> int:
    """Run a command; return its exit code: 0, 1 for trouble, 2 for mistakes in configuration or call."""
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    return command(options)


def run(options: argparse.Namespace) -> int:
    """Run the bot against Telegram until SIGTERM or Ctrl-C."""
    return _with_settings(options, _run)


def invite(options: argparse.Namespace) -> int:
    """Print a link that lets one person in."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    return _with_settings(options, _invite)


def rotate_key(options: argparse.Namespace) -> int:
    """Change the key that everything is encrypted with; the bot must be stopped."""
    if options.print_new:
        from bot.storage.key_file import new_secret

        print(new_secret())
        return 0
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    return _with_settings(options, _rotate_key)


def backup(options: argparse.Namespace) -> int:
    """Copy the database and check the copy; the bot may be running."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    return _with_settings(options, lambda settings: _backup(settings, options.path))


def restore(options: argparse.Namespace) -> int:
    """Put a copy in the database's place; the bot must be stopped."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    return _with_settings(options, lambda settings: _restore(settings, options.path, is_sure=options.yes))


def demo(options: argparse.Namespace) -> int:
    """Run the bot with a local Telegram and its chat page; what is written there is gone when it ends."""
    log.configure("WARNING")
    with tempfile.TemporaryDirectory(prefix="goldseam-demo-") as folder:
        return _run_loop(_demo(Path(folder), options.port))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Goldseam, a Telegram bot.")
    commands = parser.add_subparsers(required=True, metavar="command")
    for name, function in _COMMANDS:
        command = commands.add_parser(name, help=(function.__doc__ or "").split("\n", 1)[0])
        command.set_defaults(command=function)
        if function is demo:
            command.add_argument(
                "--port", type=int, default=DEMO_PORT, help=f"of the chat page ({DEMO_PORT})"
            )
        else:
            command.add_argument("--config", type=Path, help="the file of settings (config.toml)")
        _add_upkeep(command, name)
    return parser


_COMMANDS = (
    ("run", run),
    ("demo", demo),
    ("invite", invite),
    ("backup", backup),
    ("restore", restore),
    ("rotate-key", rotate_key),
)


def _add_upkeep(command: argparse.ArgumentParser, name: str) -> None:
    if name == "rotate-key":
        command.add_argument(
            "--print-new", action="store_true", help="only print a new key, for BOT_SECRET_KEY"
        )
    elif name == "backup":
        command.add_argument(
            "path", nargs="?", type=Path, help="where to (a folder or a file that is not there)"
        )
    elif name == "restore":
        command.add_argument("path", type=Path, help="the copy")
        command.add_argument(
            "--yes", "--replace", dest="yes", action="store_true", help="move the present database aside"
        )


def _with_settings(options: argparse.Namespace, work: Callable[[Settings], Coroutine[Any, Any, None]]) -> int:
    try:
        settings = load(options.config, os.environ)
    except ConfigError as error:
        print("\n".join(error.mistakes), file=sys.stderr)
        return EXIT_CONFIG
    log.configure(settings.log.level.value.upper())
    return _run_loop(work(settings))


def _run_loop(work: Coroutine[Any, Any, None]) -> int:
    """Run on uvloop where there is one, and tell the troubles that a host can mend in a sentence."""
    from bot.gateway.outcome import DeliveryError
    from bot.storage.copies import CopyError, InTheWay
    from bot.storage.database import DatabaseUnavailable, NewerDatabase
    from bot.storage.lock_file import InUse
    from bot.storage.vault import VaultError
    from bot.upkeep import Misused

    try:
        import uvloop
    except ImportError:
        factory = None
    else:
        factory = uvloop.new_event_loop
    try:
        with asyncio.Runner(loop_factory=factory) as runner:
            runner.run(work)
    except (VaultError, Misused, InTheWay) as error:
        print(error, file=sys.stderr)
        return EXIT_CONFIG
    except (NewerDatabase, InUse, CopyError) as error:
        print(error, file=sys.stderr)
        return EXIT_TROUBLE
    except DatabaseUnavailable as error:
        print(f"The database cannot be used: {DATABASE_TROUBLE.get(str(error), error)}.", file=sys.stderr)
        return EXIT_TROUBLE
    except DeliveryError as error:
        print(
            f"Telegram cannot be asked now ({error}): is the token right, and the network there?",
            file=sys.stderr,
        )
        return EXIT_TROUBLE
    except KeyboardInterrupt:
        return 0
    return 0


async def _run(settings: Settings) -> None:
    stop = _stop_signal()
    from bot import app
    from bot.storage.database import DatabaseUnavailable

    await asyncio.sleep(0)  # whoever asked it to stop while it was loading is heard now
    try:
        if not stop.is_set():
            await app.run(settings, SystemClock(), stop, _announce, end_unless_again=_end_unless_again)
    except DatabaseUnavailable:
        if not stop.is_set():
            raise
    # All is put away. Closing the event loop would only wait for a look-up of a name that may hang for a minute.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


async def _invite(settings: Settings) -> None:
    from bot import app

    async with app.opened_store(settings) as store, app.wire_of(settings) as wire:
        print(await app.invitation(store, wire, SystemClock()))


async def _rotate_key(settings: Settings) -> None:
    from bot import upkeep

    print("\n".join(await upkeep.rotate_key(settings, SystemClock())))


async def _backup(settings: Settings, to: Path | None) -> None:
    from bot import upkeep

    print("\n".join(upkeep.backup(settings, SystemClock(), to)))


async def _restore(settings: Settings, source: Path, *, is_sure: bool) -> None:
    from bot import upkeep

    print("\n".join(await upkeep.restore(settings, SystemClock(), source, may_replace=is_sure)))


async def _demo(folder: Path, port: int) -> None:
    from bot import app
    from bot.simulator import telegram as simulator
    from bot.simulator.server import serve

    clock = MovableClock()
    local = simulator.Telegram(
        DEMO_TOKEN, clock.now, name="Goldseam", username="goldseam_demo_bot", is_paced=True
    )
    stop = _stop_signal()
    try:
        page = await serve(local, "127.0.0.1", port, move=clock.move)
    except OSError:  # somebody else has the port: any free one will do
        page = await serve(local, "127.0.0.1", 0, move=clock.move)
    try:
        print(f"Open http://127.0.0.1:{page.port} and talk to the bot. Ctrl-C ends it.", flush=True)
        settings = Settings(
            telegram=Telegram(Secret(DEMO_TOKEN), f"http://127.0.0.1:{page.port}"),
            host=Host("The host of this demo", "host@example.org"),
            access=Admission(Access.EVERYONE),
            database=Database(f"sqlite:///{folder}/goldseam.db"),
            secret=SecretKey(key_file=folder / "goldseam.key"),
        )
        await app.run(settings, clock, stop, _announce)
    finally:
        await page.close()


def _stop_signal() -> asyncio.Event:
    """Return what is set by SIGTERM or Ctrl-C; from then on the process ends in time, whatever hangs."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()

    def asked(*_: object) -> None:
        # Asked again on its way out, when handlers have been taken down, it would be killed instead of ending.
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        _end_unless_again(SECONDS_TO_STOP)
        loop.call_soon_threadsafe(stop.set)

    for number in STOPPING:
        signal.signal(number, asked)  # the loop's own handlers would leave with the loop
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    return stop


def _end_unless_again(seconds: float) -> None:
    """End the process in so many seconds from outside the event loop, showing where it hangs, unless called again.

    Once it was asked to stop, nobody can put its end off any more.
    """
    faulthandler.dump_traceback_later(seconds, exit=True)
    if seconds > SECONDS_TO_STOP and signal.getsignal(signal.SIGTERM) is signal.SIG_IGN:
        faulthandler.dump_traceback_later(SECONDS_TO_STOP, exit=True)


def _announce(link: str) -> None:
    print(f"The first invitation: {link}", flush=True)
