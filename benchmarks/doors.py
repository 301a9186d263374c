"""Where a running bot's processor time goes: a clock at the doors of its rooms, read whenever one is passed.

Time counts for the room that was entered last. Coroutines are timed step by step, so that waiting costs nothing. What
reading the clock takes is measured beforehand and taken off: it is a tenth of what is found. (The wall's clock is read
fourteen times as fast, but counts what other programs do, and waiting for Python's lock.)
"""

from __future__ import annotations

import functools
import inspect
import sqlite3
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Generator
from contextlib import suppress
from enum import Enum
from types import FunctionType, ModuleType
from typing import Any

OUTSIDE = ""
"""What belongs to no room: work of the event loop, and waiting."""
TRIES = 20_000


class Doors:
    """A clock for one thread, the one that makes it; times are nanoseconds of its processor time."""

    def __init__(self) -> None:
        self._spent: Counter[str] = Counter()
        self._entered: Counter[str] = Counter()
        self._left_for: Counter[str] = Counter()
        self._awaited: Counter[str] = Counter()
        self._rooms = [OUTSIDE]
        self._thread = threading.get_ident()
        self._since = time.thread_time_ns()
        self._inside = self._outside = self._around = 0.0
        self._calibrate()

    def spent(self) -> dict[str, float]:
        """Return the time spent in each room so far, without what reading the clock took."""
        return {
            room: spent
            - self._entered[room] * self._inside
            - self._left_for[room] * self._outside
            - self._awaited[room] * self._around
            for room, spent in self._spent.items()
            if room != OUTSIDE
        }

    @property
    def lost(self) -> float:
        """The time that reading the clock has taken so far."""
        passed, awaited = self._entered.total(), self._awaited.total()
        return passed * (self._inside + self._outside) + awaited * self._around

    def timed(self, room: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that does the same, with its time counted for a room."""
        wrap = self._timed_coroutine if inspect.iscoroutinefunction(function) else self._timed_call
        return wrap(room, function)

    def _timed_call(self, room: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            if self._rooms[-1] == room or threading.get_ident() != self._thread:
                return function(*args, **kwargs)
            self._enter(room)
            try:
                return function(*args, **kwargs)
            finally:
                self._leave()

        return timed

    def _timed_coroutine(self, room: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        async def timed(*args: Any, **kwargs: Any) -> Any:
            if self._rooms[-1] == room:
                return await function(*args, **kwargs)
            self._awaited[self._rooms[-1]] += 1
            return await _Steps(self, room, function(*args, **kwargs))

        return timed

    def step(self, room: str, resume: Callable[[], Any]) -> Any:
        """Take one step of a coroutine."""
        self._enter(room)
        try:
            return resume()
        finally:
            self._leave()

    def _enter(self, room: str) -> None:
        now = time.thread_time_ns()
        before = self._rooms[-1]
        self._spent[before] += now - self._since
        self._left_for[before] += 1
        self._entered[room] += 1
        self._rooms.append(room)
        self._since = now

    def _leave(self) -> None:
        now = time.thread_time_ns()
        self._spent[self._rooms.pop()] += now - self._since
        self._since = now

    def _calibrate(self) -> None:
        """Measure what passing a door adds to the room behind it and to the one before it, and what awaiting adds to that."""

        async def nothing() -> None:
            pass

        in_a_room = self._timed_call("nothing", lambda: None)
        whole = _nanoseconds(in_a_room)
        self._inside = self._spent["nothing"] / TRIES
        self._outside = whole - self._inside
        awaited = self._timed_coroutine("nothing", nothing)
        self._around = _nanoseconds(lambda: _run(awaited())) - whole
        self._around -= _nanoseconds(lambda: _run(nothing()))
        for counted in (self._spent, self._entered, self._left_for, self._awaited):
            counted.clear()


def _nanoseconds(once: Callable[[], None]) -> float:
    """Return what one call takes of this thread's processor time."""
    began = time.thread_time_ns()
    for _ in range(TRIES):
        once()
    return (time.thread_time_ns() - began) / TRIES


def _run(coroutine: Coroutine[Any, Any, Any]) -> None:
    """Run a coroutine that waits for nothing."""
    with suppress(StopIteration):
        coroutine.send(None)


class _Steps:
    """A coroutine that is awaited step by step."""

    def __init__(self, doors: Doors, room: str, coroutine: Coroutine[Any, Any, Any]) -> None:
        self._doors = doors
        self._room = room
        self._coroutine = coroutine

    def __await__(self) -> Generator[Any, Any, Any]:
        resume = functools.partial(self._coroutine.send, None)
        while True:
            try:
                waits_for = self._doors.step(self._room, resume)
            except StopIteration as end:
                return end.value
            try:
                yield waits_for
            except GeneratorExit:
                self._coroutine.close()
                raise
            except BaseException as error:  # noqa: BLE001  whatever is thrown in belongs to the coroutine
                resume = functools.partial(self._coroutine.throw, error)
            else:
                resume = functools.partial(self._coroutine.send, None)


def put_doors(doors: Doors, room_of: Callable[[str], str | None]) -> None:
    """Time what one room may ask of another: public functions and methods of the loaded modules that have a room, and
    coroutines, which may be tasks of their own. `room_of` knows a room by the module's name.
    """
    modules = [module for name, module in list(sys.modules.items()) if room_of(name)]
    timed: dict[FunctionType, Callable[..., Any]] = {}
    for module in modules:
        room = room_of(module.__name__) or OUTSIDE
        for value in list(vars(module).values()):
            if getattr(value, "__module__", None) != module.__name__:
                continue
            if isinstance(value, FunctionType) and _is_door(value):
                timed[value] = doors.timed(room, value)
            elif isinstance(value, type) and not issubclass(value, Enum | sqlite3.Connection):
                _put_on_methods(doors, room, value)
    for module in modules:
        _put_in_place(module, timed)


def _put_on_methods(doors: Doors, room: str, owner: type) -> None:
    for name, value in list(vars(owner).items()):
        if isinstance(value, FunctionType) and _is_door(value):
            setattr(owner, name, doors.timed(room, value))


def _is_door(function: FunctionType) -> bool:
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        return False
    is_public = not function.__name__.startswith("_") or function.__name__ == "__call__"
    return is_public or inspect.iscoroutinefunction(function)


def _put_in_place(module: ModuleType, timed: dict[FunctionType, Callable[..., Any]]) -> None:
    """Have a module use the timed functions, its own and those that it imported by name."""
    for name, value in list(vars(module).items()):
        if isinstance(value, FunctionType) and value in timed:
            setattr(module, name, timed[value])
