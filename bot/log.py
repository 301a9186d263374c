"""What may be logged: named events with ids and counts; of all else, only where it happened and what type it was.

Libraries log what they handle: python-telegram-bot every call with its parameters, aiosqlite every statement with its
values, both the token or people's words; and exception texts quote them, too. So the formatter trusts nobody: it prints
the messages of our own events, and of any other record no more than its place and its exception's type.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TextIO

OURS = "bot"
FRAMES = 12
Format = Literal["text", "json"]
Field = str | int | float | bool | Enum | datetime | None

_EVENT_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PLAIN = re.compile(r"[\w.:/+@-]+")


def configure(level: str = "INFO", form: Format = "text", stream: TextIO | None = None) -> None:
    """Send all logging to `stream` (standard error), one event a line, from `level` on.

    Libraries are heard from WARNING on: at DEBUG they would cost a line for each statement, and none of it is shown.
    """
    handler = logging.StreamHandler(stream)
    handler.setFormatter(EventFormatter(form))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.WARNING, logging.getLevelNamesMapping()[level]))
    logging.getLogger(OURS).setLevel(level)
    logging.raiseExceptions = False  # it would print the record that could not be written, arguments and all
    warnings.showwarning = _log_warning
    sys.excepthook = _log_uncaught
    sys.unraisablehook = lambda unraisable: _log_error(unraisable.exc_value)
    threading.excepthook = lambda args: _log_error(args.exc_value)


def event(
    logger: logging.Logger, level: int, name: str, *, error: BaseException | None = None, **fields: Field
) -> None:
    """Log that `name` (in snake_case) happened; of `error`, its types and places are shown, never its text."""
    if logger.isEnabledFor(level):
        logger.log(level, name, exc_info=error, extra={"fields": fields}, stacklevel=2)


class EventFormatter(logging.Formatter):
    """Writes a record as one line: instant, level, logger, event and its fields."""

    def __init__(self, form: Format = "text") -> None:
        super().__init__()
        self._form = form

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        source = record.name.removeprefix(f"{OURS}.")
        name, fields = _told_by(record)
        if self._form == "json":
            return json.dumps(
                {"at": at, "level": record.levelname, "source": source, "event": name, **fields}
            )
        words = [at, record.levelname, source, name]
        return " ".join(words + [f"{key}={_shown(value)}" for key, value in fields.items()])


def _told_by(record: logging.LogRecord) -> tuple[str, dict[str, Any]]:
    """Return an event's name and fields; of a record that is no event of ours, only where it was made."""
    fields: dict[str, Any] = {}
    is_ours = record.name == OURS or record.name.startswith(f"{OURS}.")
    if is_ours and isinstance(record.msg, str) and _EVENT_NAME.fullmatch(record.msg) and not record.args:
        name = record.msg
        fields |= {key: _plain(value) for key, value in getattr(record, "fields", {}).items()}
    else:
        name = "unshown"
        fields["where"] = _place(record.pathname, record.lineno)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        fields |= {"error": " < ".join(_types(error)), "trace": " > ".join(_frames(error))}
    return name, fields


def _types(error: BaseException) -> Iterator[str]:
    """Yield the type of an error, then of what caused it, and so on."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield type(cause).__name__
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)


def _frames(error: BaseException) -> list[str]:
    """Return the places an error passed, outermost first; of an exception group, those of its first member."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    steps = list(traceback.walk_tb(error.__traceback__))
    return [_place(frame.f_code.co_filename, line) for frame, line in steps[-FRAMES:]]


def _place(filename: str, line: int) -> str:
    return f"{'/'.join(Path(filename).parts[-2:])}:{line}"


def _plain(value: object) -> Any:
    if isinstance(value, Enum):
        return _plain(value.value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if value is None or isinstance(value, bool | int | str):
        return value
    return round(value, 3) if isinstance(value, float) else type(value).__name__


def _shown(value: object) -> str:
    text = str(value)
    return text if _PLAIN.fullmatch(text) else json.dumps(text)


def _log_error(error: BaseException | None) -> None:
    event(logging.getLogger(OURS), logging.ERROR, "uncaught", error=error)


def _log_uncaught(kind: type[BaseException], error: BaseException, _traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _log_error(error)


def _log_warning(  # noqa: PLR0917  the signature of warnings.showwarning
    message: Warning | str,  # noqa: ARG001  may quote anything
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    where = _place(filename, lineno)
    event(logging.getLogger(OURS), logging.WARNING, "warned", category=category.__name__, where=where)
