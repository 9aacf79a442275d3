"""The readers of the guide, for its operators."""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lookback.errors import LookBackError, NotAllowed, ReaderMissing, SignInNeeded, ValueInvalid
from lookback.faces.web.answers import page
from lookback.faces.web.entrance import gone_to
from lookback.faces.web.forms import read_form
from lookback.faces.web.identity import Identity
from lookback.faces.web.pages import Renderer
from lookback.film.reader import Reader, Role
from lookback.guide.accounts import Accounts


class ReadersPage:
    """Answers operators: who is here, what each may do, and inviting more."""

    def __init__(self, accounts: Accounts, renderer: Renderer, identity: Identity) -> None:
        self._accounts = accounts
        self._renderer = renderer
        self._identity = identity

    def routes(self) -> list[Route]:
        """The address of the page."""
        return [
            Route("/settings/readers", self.show),
            Route("/settings/readers", self.act, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Everybody who is here."""
        operator = await self._operator(request)
        return await self._page(operator, done="done" in request.query_params)

    async def act(self, request: Request) -> Response:
        """Do one of the things that the page offers."""
        self._identity.check_own_form(request)
        operator = await self._operator(request)
        form = await read_form(request)
        name = form.get("name", "")
        try:
            match form.get("do"):
                case "invite":
                    made = await to_thread.run_sync(self._accounts.invite, _role(form))
                case "password":
                    made = await to_thread.run_sync(self._accounts.invite_again, name)
                case "role":
                    await to_thread.run_sync(self._accounts.give_role, name, _role(form))
                    return gone_to("/settings/readers?done=role")
                case _:
                    raise ValueInvalid("expected one of the things that the page offers")
        except (NotAllowed, ReaderMissing) as refused:
            return await self._page(operator, refused, name=name)
        link = self._identity.address(request, f"/sign-up?invitation={made}")
        return await self._page(operator, link=link, name=name)

    async def _operator(self, request: Request) -> Reader:
        reader = await self._identity.reader(request)
        if reader is None:
            raise SignInNeeded
        if reader.role is not Role.OPERATOR:
            raise NotAllowed("only operators see who else reads here")
        return reader

    async def _page(
        self,
        operator: Reader,
        refused: LookBackError | None = None,
        *,
        link: str = "",
        name: str = "",
        done: bool = False,
    ) -> Response:
        readers = await to_thread.run_sync(self._accounts.readers)
        html = self._renderer.page(
            "readers.html",
            signed_in=True,
            operator=operator,
            readers=readers,
            roles=list(Role),
            refused=f"{refused}" if refused else "",
            link=link,
            name=name,
            done=done,
        )
        return page(html, 403 if refused else 200)


def _role(form: dict[str, str]) -> Role:
    try:
        return Role(form.get("role", ""))
    except ValueError:
        raise ValueInvalid("expected one of the roles that the page offers") from None
