"""A group that somebody adds the bot to: what happens there as far as a bot in privacy mode learns of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.simulator.chats import Chat, Standing
from bot.simulator.markup import plain
from bot.simulator.people import Person, membership
from bot.simulator.seen import SeenMessage, seen
from bot.simulator.world import World


@dataclass(slots=True, eq=False)
class Group:
    """One group with the bot in it."""

    world: World
    chat: Chat

    @property
    def messages(self) -> list[SeenMessage]:
        return [seen(message) for message in self.chat.messages.values()]

    def welcomes_bot(self, person: Person) -> None:
        """`person` adds the bot: it hears of its membership and sees the service message."""
        self.chat.standing = Standing.OPEN
        self.world.updates.add(
            "my_chat_member", membership(self.world, self.chat, person.user, "left", "member")
        )
        extra = {"new_chat_members": [dict(self.world.bot)]}
        message = self.world.post(self.chat, person.user, plain(""), extra=extra)
        self.world.updates.add("message", message.to_json())

    def removes_bot(self, person: Person) -> None:
        self.chat.standing = Standing.REMOVED
        self.world.updates.add(
            "my_chat_member", membership(self.world, self.chat, person.user, "member", "kicked")
        )

    def says(self, person: Person, text: str, *, reply_to: int | None = None) -> int:
        """`person` writes into the group; in privacy mode only commands and replies to the bot reach it."""
        message = self.world.post(self.chat, person.user, plain(text), reply_to=reply_to)
        answered = self.chat.messages.get(reply_to or 0)
        if text.startswith("/") or (answered is not None and answered.is_from_bot):
            self.world.updates.add("message", message.to_json())
        return message.id
