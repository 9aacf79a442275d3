"""What somebody may have meant by a name that is not there."""

from lookback.errors import EventUnknown


def meant(error: EventUnknown, expected: str = "") -> str:
    """What would have been right, with names that are written much alike.

    They are those of events that the asker sees, and never the asker's own word.

    Args:
        expected: the same in the words of this face; empty: as the error has it.
    """
    near = f"; did you mean {' or '.join(error.near)}?" if error.near else ""
    return f"{expected or error.expected}{near}"
