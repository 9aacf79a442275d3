"""Bringing a watch history: the file, what it would do, and taking it."""

from dataclasses import dataclass
from typing import Final

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from lookback.errors import InputRefused, ValueInvalid
from lookback.faces.web.answers import page
from lookback.faces.web.files import File, read_files
from lookback.faces.web.headers import ALWAYS, PRIVATE
from lookback.faces.web.mine import Candidate, candidate
from lookback.faces.web.own_pages import OwnPages
from lookback.faces.wording import says, service
from lookback.film.reader import Reader
from lookback.guide.histories import LARGEST_UPLOAD, LEFT_OUT, NONE_OF_THEM, Preview
from lookback.guide.previewing import Fate, Row, Sign

PER_PAGE: Final = 100
MOST_ASKED: Final = 300
"""How many questions are asked at once: each of its films is looked up, and people tire."""
_LONGEST_CHOICES: Final = 2_000_000
"""About ten thousand rows that need review, each with its film."""
_MEANS: Final = {
    Fate.READY: "will be taken",
    Fate.THERE: "say nothing new",
    Fate.DUPLICATE: "say the same as another row",
    Fate.REVIEW: "could mean more than one film",
}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row of a history as the page shows it."""

    number: int
    title: str
    year: int
    where: str
    says: str
    fate: str
    candidates: tuple[Candidate, ...]


class Bringing(OwnPages):
    """Answers with the import of histories."""

    def routes(self) -> list[Route]:
        """Every address of the import."""
        return [
            Route("/mine/import", self.form),
            Route("/mine/import", self.bring, methods=["POST"]),
            Route("/mine/import/{id}", self.preview),
            Route("/mine/import/{id}", self.take, methods=["POST"]),
        ]

    async def form(self, request: Request) -> Response:
        """Where a file is given."""
        await self._visitors.reader(request)
        return self._form()

    def _form(self, refusal: str = "", status: int = 200) -> Response:
        html = self._renderer.page("import.html", signed_in=True, refusal=refusal)
        return page(html, status)

    async def bring(self, request: Request) -> Response:
        """Read the file, and go on to what it would do."""
        self._identity.check_own_form(request)
        reader = await self._visitors.reader(request)
        try:
            name, data = await _file(request)
            id_ = await to_thread.run_sync(self._guide.histories.bring, reader, name, data)
        except InputRefused as refused:
            return self._form(str(refused), 400)
        return RedirectResponse(f"/mine/import/{id_}", 303, dict((*ALWAYS, *PRIVATE)))

    async def preview(self, request: Request) -> Response:
        """What would become of each row, or what became of them."""
        reader = await self._visitors.reader(request)
        asked = request.query_params.get("page", "1")
        if not (asked.isascii() and asked.isdigit() and 1 <= len(asked) <= 6 and int(asked)):
            raise ValueInvalid("page: expected a number from 1")
        id_ = request.path_params["id"]
        return page(await to_thread.run_sync(self._preview, reader, id_, int(asked)))

    def _preview(self, reader: Reader, id_: str, number: int) -> str:
        preview = self._guide.histories.preview(reader, id_)
        first, counts = (number - 1) * PER_PAGE, preview.counts
        review = [row for row in preview.rows if row.fate is Fate.REVIEW]
        here = f"/mine/import/{id_}"
        return self._renderer.page(
            "preview.html",
            signed_in=True,
            id=id_,
            source=service(preview.source),
            outcome=preview.outcome,
            fates=[(fate.value, counts[fate], means) for fate, means in _MEANS.items()],
            ready=counts[Fate.READY],
            rated=_rated(preview),
            review=[self._shown(row, asks=True) for row in review[:MOST_ASKED]],
            unasked=len(review[MOST_ASKED:]),
            rows=[self._shown(row) for row in preview.rows[first : first + PER_PAGE]],
            earlier=f"{here}?page={number - 1}#rows" if number > 1 else "",
            later=f"{here}?page={number + 1}#rows" if len(preview.rows) > first + PER_PAGE else "",
        )

    def _shown(self, row: Row, *, asks: bool = False) -> ShownRow:
        mention = row.entry.mention
        slugs = row.candidates if asks else ()
        return ShownRow(
            number=row.number,
            title=mention.title or ", ".join(map(str, mention.ids)),
            year=mention.year,
            where=f"{row.entry.file}:{row.entry.line}",
            says=says(row.entry),
            fate=row.fate.value,
            candidates=tuple(candidate(self._guide.start(slug)) for slug in slugs),
        )

    async def take(self, request: Request) -> Response:
        """Take the rows that are ready, and those that a film was chosen for."""
        reader, form = await self.said(request, longest=_LONGEST_CHOICES)
        choices = dict(filter(None, map(_choice, form.items())))
        # The box is there only where there is something to ask.
        counts_ratings = "counts_ratings" in form or "rated" not in form
        id_ = request.path_params["id"]
        await to_thread.run_sync(
            lambda: self._guide.histories.confirm(
                reader, id_, choices, counts_ratings=counts_ratings
            )
        )
        return RedirectResponse(f"/mine/import/{id_}", 303, dict((*ALWAYS, *PRIVATE)))


def _choice(field: tuple[str, str]) -> tuple[int, str] | None:
    name, value = field
    number = name.removeprefix("row-")
    if name == number or not (number.isascii() and number.isdigit() and len(number) <= 6):
        return None
    return int(number), {"none": NONE_OF_THEM, "-": LEFT_OUT}.get(value, value)


def _rated(preview: Preview) -> int:
    return sum(
        row.entry.sign is Sign.RATED and row.fate in {Fate.READY, Fate.REVIEW}
        for row in preview.rows
    )


async def _file(request: Request) -> File:
    """The file of the form."""
    _, files = await read_files(request, longest=LARGEST_UPLOAD, most=1)
    if "file" not in files:
        raise ValueInvalid("choose a file first")
    return files["file"]
