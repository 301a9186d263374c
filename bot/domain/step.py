"""What a small step came to, in the words of whoever took it."""

from enum import StrEnum


class CameTo(StrEnum):
    """The answer to the step of an earlier letter; all three are welcome."""

    DID = "did"
    PARTLY = "partly"
    NOT_YET = "not_yet"
