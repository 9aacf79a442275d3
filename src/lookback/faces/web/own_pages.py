"""What all pages of a reader's own stand on."""

from starlette.requests import Request

from lookback.faces.web.forms import LONGEST, read_form
from lookback.faces.web.identity import Identity
from lookback.faces.web.pages import Renderer
from lookback.faces.web.visitor import Visitors
from lookback.film.reader import Reader
from lookback.guide.guide import Guide


class OwnPages:
    """Answers to a reader about what is theirs."""

    def __init__(
        self, guide: Guide, renderer: Renderer, identity: Identity, visitors: Visitors
    ) -> None:
        self._guide = guide
        self._renderer = renderer
        self._identity = identity
        self._visitors = visitors

    async def said(
        self, request: Request, *, longest: int = LONGEST
    ) -> tuple[Reader, dict[str, str]]:
        """The reader who sends a form of ours, and what they say in it.

        Args:
            longest: how long the form may be, in bytes.

        Raises:
            SignInNeeded: a visitor sent it.
            TooLarge: it is longer.
            HTTPException: it comes from another site.
        """
        self._identity.check_own_form(request)
        reader = await self._visitors.reader(request)
        return reader, await read_form(request, longest=longest)
