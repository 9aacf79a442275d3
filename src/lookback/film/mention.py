"""What somebody else calls a film: a diary, a media server, a list."""

from dataclasses import dataclass

from lookback.film.record import OutsideId, Runtime


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
