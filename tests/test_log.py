from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
import re
import sys
import threading
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import aiosqlite
import pytest
from telegram.error import TelegramError

from bot import log
from bot.gateway.lanes import Lanes
from bot.gateway.outcome import DeliveryError
from bot.gateway.wire import Wire
from tests.gateway.faulty_telegram import TOKEN, drops, faulty_telegram, says, shows

logger = logging.getLogger("bot.gateway.poller")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is logged from DEBUG on; afterwards everything that was set is put back."""
    root, ours = logging.getLogger(), logging.getLogger("bot")
    before = (root.handlers[:], root.level, ours.level, logging.raiseExceptions)
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook)
    stream = io.StringIO()
    with warnings.catch_warnings():
        log.configure("DEBUG", stream=stream)
        yield stream
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks
    root.handlers[:] = before[0]
    root.setLevel(before[1])
    ours.setLevel(before[2])
    logging.raiseExceptions = before[3]


def told(lines: io.StringIO) -> list[str]:
    """Return the lines, each without its instant."""
    logged = lines.getvalue().splitlines()
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ", line) for line in logged)
    return [line[21:] for line in logged]


def fail_with(error: Exception) -> None:
    raise error


class Kind(StrEnum):
    NETWORK = "network"


def test_an_event_is_one_line_with_its_fields(lines: io.StringIO) -> None:
    log.event(logger, logging.INFO, "poll_failed", kind=Kind.NETWORK, wait_s=2.00049, is_late=True, on=None)
    assert told(lines) == ["INFO gateway.poller poll_failed kind=network wait_s=2.0 is_late=True on=None"]


def test_values_that_would_break_the_line_are_quoted(lines: io.StringIO) -> None:
    at = datetime(2026, 11, 23, 20, 0, 1, tzinfo=UTC)
    log.event(logger, logging.INFO, "checked", path="a b=c\nd", at=at, zone="Europe/Istanbul", odd=object())  # type: ignore[arg-type]
    assert told(lines) == [
        r'INFO gateway.poller checked path="a b=c\nd" at=2026-11-23T20:00:01+00:00 zone=Europe/Istanbul odd=object'
    ]


def test_an_errors_types_and_places_are_told_and_never_its_text(lines: io.StringIO) -> None:
    try:
        try:
            fail_with(ValueError("canary"))
        except ValueError as error:
            raise KeyError("canary") from error
    except KeyError as error:
        error.add_note("canary")
        log.event(logger, logging.ERROR, "update_failed", error=error, seq=7)
    [line] = told(lines)
    assert re.fullmatch(
        r"ERROR gateway\.poller update_failed seq=7 error=\"KeyError < ValueError\" "
        r"trace=tests/test_log\.py:\d+",
        line,
    )


def test_an_error_groups_first_member_is_followed(lines: io.StringIO) -> None:
    try:
        fail_with(ExceptionGroup("canary", [ValueError("canary")]))
    except ExceptionGroup as error:
        log.event(logger, logging.ERROR, "update_failed", error=error)
    assert "error=ExceptionGroup" in lines.getvalue()
    assert "canary" not in lines.getvalue()


def test_json_lines_carry_the_same(lines: io.StringIO) -> None:
    log.configure("INFO", "json", lines)
    log.event(logger, logging.INFO, "poll_failed", kind=Kind.NETWORK, wait_s=2)
    line = json.loads(lines.getvalue())
    assert line.pop("at")
    assert line == {
        "level": "INFO",
        "source": "gateway.poller",
        "event": "poll_failed",
        "kind": "network",
        "wait_s": 2,
    }


def test_what_lies_below_the_level_is_not_logged(lines: io.StringIO) -> None:
    log.configure("WARNING", stream=lines)
    log.event(logger, logging.INFO, "poll_recovered")
    assert not lines.getvalue()


@pytest.mark.parametrize("message", ["canary", "Canary said", "%s"])
def test_only_events_of_ours_show_their_message(lines: io.StringIO, message: str) -> None:
    if message == "canary":  # a word alone looks like an event; a library's is not shown all the same
        logging.getLogger("telegram.Bot").error(message)
    else:
        logger.error(message, *["canary"] * message.count("%s"))
    [line] = told(lines)
    assert re.fullmatch(r"ERROR (telegram\.Bot|gateway\.poller) unshown where=tests/test_log\.py:\d+", line)


@pytest.fixture
def all_ears(lines: io.StringIO) -> Iterator[io.StringIO]:
    """Everything is logged that any library has to say, which nothing in the bot asks for."""
    libraries = ("telegram", "telegram.Bot", "telegram.ext", "aiosqlite", "asyncio", "aiohttp")
    loggers = [logging.getLogger(name) for name in (None, *libraries)]
    levels = [its.level for its in loggers]
    for its in loggers:
        its.setLevel(logging.DEBUG)
    yield lines
    for its, level in zip(loggers, levels, strict=True):
        its.setLevel(level)


CANARIES = ("canary", TOKEN, "987654321")


async def test_no_word_no_id_and_no_token_shows_in_what_libraries_log(
    all_ears: io.StringIO, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asyncio.get_running_loop().set_debug(enabled=True)
    async with faulty_telegram() as telegram, Wire(TOKEN, telegram.base_url, Lanes()) as wire:
        telegram.updates = [{"update_id": 1, "message": {"text": "canary"}}]
        await wire.bot.send_message(987654321, "canary")
        await wire.fetch(None, 0)
        for trouble in (
            drops,
            shows(502, "canary"),
            shows(200, "canary"),
            says(401, "canary"),
            says(400, "canary"),
        ):
            telegram.plan = [trouble]
            with pytest.raises(DeliveryError) as raised:
                await wire.bot.edit_message_text("canary", 987654321, 7)
            log.event(logger, logging.ERROR, "edit_failed", error=raised.value)
        logging.getLogger("telegram.Bot").error("%r", wire.bot)
    async with aiosqlite.connect(tmp_path / "words.db") as database:
        await database.execute("CREATE TABLE words (body TEXT)")
        await database.execute("INSERT INTO words VALUES (?)", ("canary",))
    asyncio.get_running_loop().call_exception_handler(
        {"message": "canary", "exception": TelegramError("canary"), "task": "canary"}
    )
    logged = all_ears.getvalue() + "".join(capfd.readouterr())
    assert {"telegram.Bot", "telegram.ext.ExtBot", "aiosqlite", "asyncio"} <= {
        line.split()[1] for line in told(all_ears)
    }
    assert not [canary for canary in CANARIES if canary in logged]


def test_what_nobody_caught_is_told_by_type_and_place(
    lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    try:
        fail_with(ValueError("canary"))
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)

    thread = threading.Thread(target=fail_with, args=(LookupError("canary"),))
    thread.start()
    thread.join()

    class Broken:
        def __del__(self) -> None:
            raise OSError("canary")

    Broken()
    gc.collect()
    logged = lines.getvalue()
    for kind in ("ValueError", "LookupError", "OSError"):
        assert re.search(rf"ERROR bot uncaught error={kind} trace=.*tests/test_log\.py:\d+", logged)
    assert "canary" not in logged + "".join(capfd.readouterr())


def test_an_interrupt_at_the_keyboard_is_no_error(lines: io.StringIO) -> None:
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not lines.getvalue()


def test_a_warning_is_told_by_its_category_and_place(
    lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        log.configure("DEBUG", stream=lines)
        warnings.warn("canary", UserWarning, stacklevel=1)
    [line] = told(lines)
    assert re.fullmatch(r"WARNING bot warned category=UserWarning where=tests/test_log\.py:\d+", line)
    assert "canary" not in "".join(capfd.readouterr())


def test_a_record_that_cannot_be_written_is_not_printed_elsewhere(
    lines: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    lines.close()
    logger.error("Canary %s", "canary")
    assert "anary" not in "".join(capfd.readouterr())


def test_libraries_are_heard_from_warning_on(lines: io.StringIO) -> None:
    logging.getLogger("some.library").info("nothing to hear")
    assert not lines.getvalue()
