"""The people's side over HTTP: what the chat page asks for, open to tests as well.

Bodies are JSON objects, both ways. What no Telegram app lets a person do is answered with 409 and `{"error": …}`; a body
that lacks something with 400; an unknown person or file with 404.

| request | body | answer |
|---|---|---|
| `GET /chat/events` | | server-sent events: one number whenever something changed |
| `GET /chat/people` | | `[{id, first_name, language_code}]` |
| `POST /chat/people` | `{id, first_name, language_code}` | joins (or finds) the person: `{id, …}` |
| `GET /chat/people/<id>?since=<version>` | | the chat, see `_chat`; `since` leaves out what was told before |
| `POST /chat/people/<id>/say` | `{text, reply_to?}` | `{message_id}` |
| `POST /chat/people/<id>/tap` | `{message_id, data}` | `{query_id}` |
| `POST /chat/people/<id>/edit` | `{message_id, text}` | `{}` |
| `POST /chat/people/<id>/send` | `{kind, caption?, reply_to?}` | `{message_id}`: a sample photo, voice, sticker… |
| `POST /chat/people/<id>/location` | `{latitude, longitude}` | `{message_id}` |
| `POST /chat/people/<id>/block`, `/return` | `{}` | `{}` |
| `GET /chat/calls?since=<number>` | | `[{number, at, method, params, status, description, fault}]` |
| `GET /chat/files/<file_id>` | | the file |
| `GET /chat/clock` | | `{now, can_move}`, `now` in seconds since 1970 |
| `POST /chat/clock` | `{seconds}` | moves the clock: `{now, can_move}` |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, TypeVar

from aiohttp import web

from bot.simulator.chats import Message, Standing
from bot.simulator.files import Upload
from bot.simulator.people import NotPossibleError, Person
from bot.simulator.samples import KINDS
from bot.simulator.seen import seen
from bot.simulator.telegram import Telegram

Move = Callable[[timedelta], None]
Value = TypeVar("Value", str, int, float)
_FIVE_HUNDRED_YEARS = 500 * 366 * 86400


class PageApi:
    """Answers the chat page for `telegram`; `move` moves the clock, where the clock can be moved."""

    def __init__(self, telegram: Telegram, move: Move | None) -> None:
        self._telegram = telegram
        self._move = move

    def routes(self) -> list[web.RouteDef]:
        acts = {
            "say": _say,
            "tap": _tap,
            "edit": _edit,
            "send": _send,
            "location": _location,
            "block": _block,
            "return": _return,
        }
        return [
            web.get("/chat/events", self._events),
            web.get("/chat/people", self._people),
            web.post("/chat/people", self._join),
            web.get(r"/chat/people/{id:\d+}", self._person),
            *(web.post(rf"/chat/people/{{id:\d+}}/{name}", self._acting(act)) for name, act in acts.items()),
            web.get("/chat/calls", self._calls),
            web.get("/chat/files/{id}", self._file),
            web.get("/chat/clock", self._clock),
            web.post("/chat/clock", self._move_clock),
        ]

    async def _events(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await stream.prepare(request)
        told = -1
        while True:
            told = await self._telegram.world.changes.after(told)
            await stream.write(f"data: {told}\n\n".encode())

    async def _people(self, _: web.Request) -> web.Response:
        return web.json_response([_about(person) for person in self._telegram.people.values()])

    async def _join(self, request: web.Request) -> web.Response:
        body = await _body(request)
        person = self._telegram.join(
            _needed(body, "id", int), _needed(body, "first_name", str), _needed(body, "language_code", str)
        )
        return web.json_response(_about(person))

    async def _person(self, request: web.Request) -> web.Response:
        return web.json_response(self._chat(self._found(request), _since(request)))

    def _found(self, request: web.Request) -> Person:
        person = self._telegram.people.get(int(request.match_info["id"]))
        if person is None:
            raise web.HTTPNotFound
        return person

    def _acting(self, act: Callable[[Person, Mapping[str, Any]], dict[str, Any]]) -> Any:
        async def handler(request: web.Request) -> web.Response:
            person, body = self._found(request), await _body(request)
            try:
                return web.json_response(act(person, body))
            except NotPossibleError as error:
                return web.json_response({"error": str(error)}, status=409)

        return handler

    def _chat(self, person: Person, since: int) -> dict[str, Any]:
        """Return the chat as it stands: messages changed after `since`, ids gone after it, answers to taps after it."""
        world, chat = self._telegram.world, person.chat
        language = str(person.user["language_code"])
        return {
            "version": world.changes.number,
            "bot": {
                "name": world.profile.text("name", language) or world.bot["first_name"],
                "description": world.profile.text("description", language),
                "commands": world.profile.shown_commands(language, person.user["id"]),
            },
            "is_blocked": chat.standing is Standing.BLOCKED,
            "keyboard": [list(row) for row in chat.below],
            "messages": [_message(message) for message in chat.messages.values() if message.version > since],
            "gone": [number for number, version in chat.gone.items() if version > since],
            "toasts": [
                {"query_id": query.id, "text": query.toast.text, "is_alert": query.toast.is_alert}
                for query in person.queries
                if query.toast is not None and query.version > since
            ],
        }

    async def _calls(self, request: web.Request) -> web.Response:
        first = self._telegram.calls_made - len(self._telegram.calls) + 1
        numbered = enumerate(self._telegram.calls, start=first)
        since = _since(request)
        return web.json_response(
            [
                {
                    "number": number,
                    "at": call.at.timestamp(),
                    "method": call.method,
                    "params": {name: _shown(value) for name, value in call.params.items()},
                    "status": call.status,
                    "description": call.description,
                    "fault": call.trouble and call.trouble.fault,
                }
                for number, call in numbered
                if number > since
            ]
        )

    async def _file(self, request: web.Request) -> web.Response:
        stored = self._telegram.world.files.by_id.get(request.match_info["id"])
        if stored is None:
            raise web.HTTPNotFound
        # Whatever a bot or a person uploaded is shown as what its kind is, and never run as a page of this server.
        return web.Response(
            body=stored.upload.content,
            content_type=stored.upload.mime,
            headers={"Content-Security-Policy": "sandbox"},
        )

    async def _clock(self, _: web.Request) -> web.Response:
        return web.json_response(
            {"now": self._telegram.world.now().timestamp(), "can_move": self._move is not None}
        )

    async def _move_clock(self, request: web.Request) -> web.Response:
        seconds = _needed(await _body(request), "seconds", float)
        if self._move is None or not abs(seconds) <= _FIVE_HUNDRED_YEARS:
            raise _unusable("seconds")
        self._move(timedelta(seconds=seconds))
        self._telegram.world.changes.note()
        return await self._clock(request)


def _say(person: Person, body: Mapping[str, Any]) -> dict[str, Any]:
    return {"message_id": person.says(_needed(body, "text", str), reply_to=_reply_to(body))}


def _tap(person: Person, body: Mapping[str, Any]) -> dict[str, Any]:
    return {"query_id": person.taps(_needed(body, "message_id", int), _needed(body, "data", str))}


def _edit(person: Person, body: Mapping[str, Any]) -> dict[str, Any]:
    person.edits(_needed(body, "message_id", int), _needed(body, "text", str))
    return {}


def _send(person: Person, body: Mapping[str, Any]) -> dict[str, Any]:
    kind = _needed(body, "kind", str)
    if kind not in KINDS:
        raise _unusable("kind")
    return {"message_id": person.sends(kind, str(body.get("caption") or ""), reply_to=_reply_to(body))}


def _location(person: Person, body: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "message_id": person.shares_location(
            _needed(body, "latitude", float), _needed(body, "longitude", float)
        )
    }


def _block(person: Person, _: Mapping[str, Any]) -> dict[str, Any]:
    person.blocks()
    return {}


def _return(person: Person, _: Mapping[str, Any]) -> dict[str, Any]:
    person.returns()
    return {}


def _about(person: Person) -> dict[str, Any]:
    return {name: person.user[name] for name in ("id", "first_name", "language_code")}


def _message(message: Message) -> dict[str, Any]:
    shown = seen(message)
    return {
        "id": shown.id,
        "kind": shown.kind,
        "content": shown.content,
        "is_from_bot": shown.is_from_bot,
        "text": shown.text,
        "entities": list(shown.entities),
        "rows": [
            [{"label": button.label, "data": button.data, "url": button.url} for button in row]
            for row in shown.rows
        ],
        "reactions": list(shown.reactions),
        "reply_to": shown.reply_to,
        "sent_at": shown.sent_at.timestamp(),
        "is_edited": shown.edited_at is not None,
    }


def _shown(value: object) -> Any:
    return f"{value.name}, {len(value.content)} bytes" if isinstance(value, Upload) else value


async def _body(request: web.Request) -> Mapping[str, Any]:
    # Another site's page can send a form here without asking, JSON it cannot.
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        body = await request.json()
    except ValueError:
        raise _unusable("body") from None
    if not isinstance(body, dict):
        raise _unusable("body")
    return body


def _needed(body: Mapping[str, Any], name: str, kind: type[Value]) -> Value:
    value = body.get(name)
    if kind is float and isinstance(value, int):
        value = float(value)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _unusable(name)
    return value


def _reply_to(body: Mapping[str, Any]) -> int | None:
    return None if body.get("reply_to") is None else _needed(body, "reply_to", int)


def _since(request: web.Request) -> int:
    text = request.query.get("since", "0")
    if not text.isdecimal():
        raise _unusable("since")
    return int(text)


def _unusable(name: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=f'{{"error": "{name}"}}', content_type="application/json")
