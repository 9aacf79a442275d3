"""What somebody else calls a film: a diary, a media server, a list."""

from dataclasses import dataclass

from lookback.film.record import OutsideId, Runtime
from lookback.film.title import key_of


@dataclass(frozen=True, slots=True)
class Mention:
    """Enough to find a film by, and all that is known of one that the guide does not have.

    Attributes:
        title: as the source writes it; may be empty where it gives ids only.
        original: the original title, or empty.
        year: of the first release, or 0 where it is not said.
        ids: outside ids, each site at most once, sorted by site.
        runtime: or ``None`` where it is not said.
    """

    title: str
    original: str = ""
    year: int = 0
    ids: tuple[OutsideId, ...] = ()
    runtime: Runtime | None = None

    def __post_init__(self) -> None:
        first: dict[str, OutsideId] = {}
        for outside in self.ids:
            first.setdefault(outside.site, outside)
        object.__setattr__(self, "ids", tuple(first[site] for site in sorted(first)))

    def is_same(self, other: "Mention") -> bool:
        """Whether two sources mean one film: by the ids that both give, else by title and year."""
        mine = {one.site: one.value for one in self.ids}
        theirs = {one.site: one.value for one in other.ids}
        if shared := mine.keys() & theirs.keys():
            return all(mine[site] == theirs[site] for site in shared)
        if not (self.title and other.title):
            return False
        return (key_of(self.title), self.year) == (key_of(other.title), other.year)
