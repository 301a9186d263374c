"""Two people beside each other: whatever either asks for, only their own words are shown."""

from __future__ import annotations

from tests.chat import Stage
from tests.conversations.walking import Walk

ASKED = ("/checkin", "/week", "/month", "/streak", "/moments", "/settings", "/principles", "/safety", "/help")


async def test_nobody_is_ever_shown_what_somebody_else_wrote(scene: Stage) -> None:
    walk = Walk(scene)
    ana, ben = (walk.joins(scene.person(name), f"canary{name}") for name in ("Ana", "Ben"))
    for walker in (ana, ben):
        await walker.person.is_welcomed()
        await walker.person.taps("Now")
        await walker.person.says(f"4 3 {walker.canary} made tea")
        await walker.person.says(f"{walker.canary} of the name")
    for walker in (ben, ana):
        for asked in ASKED:
            await walker.person.says(asked)
            await walk.check()
        assert walker.canary in " ".join(message.text for message in walker.person.messages)
    for _ in range(7):
        await scene.passes(hours=24)
        await walk.check()
