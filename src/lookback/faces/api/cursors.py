"""Cursors: where a list goes on. Opaque, and signed, so that nobody makes one up."""

import json
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from lookback.errors import InputRefused


class Cursors:
    """Makes and reads cursors. Each belongs to one question and goes on with no other."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def after(self, place: Any, *question: Any) -> str:
        """The cursor that leads on from a place in the answer to a question.

        Args:
            place: anything that JSON can say.
            question: the name of the list, and all that it was asked with.
        """
        return self._of(question).dumps(place)

    def place(self, cursor: str, *question: Any, first: Any) -> Any:
        """The place that a cursor leads on from, or ``first`` where there is no cursor.

        Raises:
            InputRefused: it is no cursor of this question.
        """
        if not cursor:
            return first
        try:
            return self._of(question).loads(cursor)
        except BadData:
            raise InputRefused("expected a cursor of this list, asked the same way") from None

    def _of(self, question: tuple[Any, ...]) -> URLSafeSerializer:
        # The question is part of what is signed, not of what is sent.
        return URLSafeSerializer(self._secret, salt=json.dumps(["cursor", *question]))
