"""The codebook: what each column and value of the tables means, in the participant's language."""

from __future__ import annotations

from bot.content.words import Words
from bot.domain.participant import Participant, Role


def codebook(words: Words, participant: Participant, missing: tuple[str, ...]) -> bytes:
    """Return the codebook as plain text; `missing` are the files that Telegram does not give any more, or were too much."""
    role = (participant.role or Role.BOTH).value
    named = "yes" if participant.name else "no"
    asked = {"role": role, "named": named, "name": participant.name or ""}
    parts = [
        words.label("codebook-intro"),
        words.label(
            "codebook-questions",
            safety=words.label("question-safety", **asked),
            openness=words.label("question-openness", **asked),
            scale=words.label("scale-hint"),
        ),
        words.label("codebook-days"),
        words.label("codebook-states"),
        words.label("codebook-moments"),
        words.label("codebook-files"),
    ]
    if missing:
        parts.append("\n".join((words.label("codebook-missing"), *(f"  {each}" for each in missing))))
    return ("\n\n".join(parts) + "\n").encode("utf-8-sig")
