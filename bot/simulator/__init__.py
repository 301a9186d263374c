"""A local Telegram: the part of the Bot API that a bot meets, the people on the other side, and a page to chat on.

It knows only the Bot API and imports nothing of the rest of this project. `telegram.Telegram` holds it all in memory,
`server.serve` puts it on HTTP, and `python -m bot.simulator` runs it alone. What goes wrong on the way stands in `faults`,
and what the network does to updates in `updates`.
"""
