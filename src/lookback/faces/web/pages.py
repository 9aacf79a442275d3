"""The pages of the guide, from views to HTML."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from lookback.faces import markup
from lookback.faces.chart_words import clock
from lookback.faces.web.assets import Assets
from lookback.faces.web.drawing import drawings
from lookback.faces.web.pieces import hole
from lookback.faces.wording import address, attribution, day, done, language, worded
from lookback.film.part import Part
from lookback.film.record import Credit, Rating, Release, Text
from lookback.film.title import key_of
from lookback.firewall.view import View

STEP: Final = 5
"""How many minutes the button goes on: always the same, since where the next passage lies is
hidden, too."""
_LONGEST_FILM: Final = 6000
_MOST_KEPT: Final = 8192
_LISTED: Final = (Part.DIRECTOR, Part.CAST, Part.GENRES, Part.THEMES)


class Renderer:
    """Templates, and what they need to know."""

    def __init__(self, assets: Assets, public_url: str = "") -> None:
        self._public_url = public_url
        self._templates = Environment(
            loader=PackageLoader("lookback.faces"),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals.update(static=assets.url, hole=hole, Part=Part, step=STEP)
        self._templates.filters.update(
            blocks=markup.blocks,
            inline=markup.inline,
            words=markup.words,
            worded=worded,
            address=address,
            done=done,
            attribution=attribution,
            day=day,
            clock=clock,
            key=lru_cache(_MOST_KEPT)(key_of),
        )

    def film(
        self,
        view: View,
        start: View,
        *,
        finished: bool,
        sources: Mapping[str, Sequence[Part]] = MappingProxyType({}),
    ) -> str:
        """A film page with holes for the reader's own position.

        Args:
            view: what this class of readers may see.
            start: what everyone may see, which other sites are told.
            finished: whether these readers have seen the end.
            sources: which catalogues say what of it, where no author has written.
        """
        template, told = self.prepared_film(view, start, finished=finished)
        return template.render(told, sources=sources)

    def prepared_film(
        self, view: View, start: View, *, finished: bool
    ) -> tuple[Template, dict[str, Any]]:
        """The film page's template and what it is rendered with (see ``film``)."""
        return self._templates.get_template("film.html"), {
            "view": view,
            "lang": languages(view),
            "panels": drawings(view, finished=finished),
            "finished": finished,
            "open": _listed(start),
            "most_minutes": view.runtime.minutes if view.runtime else _LONGEST_FILM,
            "start": start,
            "about": Markup(_json_ld(start)),  # noqa: S704 - escaped by _json_ld
            "public_url": self._public_url,
            "sources": {},
        }

    def interpretation(self, view: View, anchor: str, query: str, *, signed_in: bool) -> str | None:
        """One interpretation on a page of its own, or ``None`` where it may not be seen.

        Args:
            query: what leads back to the same state of the film page, or empty.
        """
        one = next((one for one in view.interpretations if one.anchor == anchor), None)
        if one is None:
            return None
        return self._templates.get_template("interpretation.html").render(
            view=view, one=one, query=query, signed_in=signed_in
        )

    def page(self, template: str, **told: Any) -> str:
        """Any other page; what it is told stands where it is made.

        Every page is told ``signed_in``: whether a reader looks at it.
        """
        return self._templates.get_template(template).render(**told)

    def sitemap(self, slugs: Sequence[str], address: str) -> str:
        """Addresses of film pages, and no address of a moment in them."""
        return self._templates.get_template("sitemap.xml").render(slugs=slugs, public_url=address)

    def error(self, status: int, told: str, advice: str) -> str:
        """An error page: the same for all that goes wrong in one way."""
        return self._templates.get_template("error.html").render(
            status=status, told=told, advice=advice
        )


def languages(view: View) -> dict[str, str]:
    """The language of each of a film's titles, where it is not the page's."""
    countries = tuple(
        value.country for value in view.record[Part.RELEASE] if isinstance(value, Release)
    )
    texts = [view.title, *(str(value) for value in view.record[Part.ORIGINAL_TITLE])]
    texts += [str(value) for value in view.record[Part.ALSO_KNOWN_AS]]
    return {text: language(text, countries) for text in texts}


def _listed(start: View) -> frozenset[str]:
    """Names of the film's that others are listed by: a page leads to no list that is not there."""
    values = (value for part in _LISTED for value in start.record[part])
    return frozenset(value.name if isinstance(value, Credit) else str(value) for value in values)


def _json_ld(view: View) -> str:
    """The film for search engines, as schema.org's ``Movie``."""
    record = view.record
    releases = [value for value in record[Part.RELEASE] if isinstance(value, Release)]
    ratings = [value for value in record[Part.RATING] if isinstance(value, Rating)]
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Movie",
        "name": view.title,
        "alternateName": _texts(view, Part.ORIGINAL_TITLE) + _texts(view, Part.ALSO_KNOWN_AS),
        "description": markup.words(view.logline),
        "director": [{"@type": "Person", "name": name} for name in _texts(view, Part.DIRECTOR)],
        "actor": [
            {"@type": "Person", "name": value.name}
            for value in record[Part.CAST]
            if isinstance(value, Credit)
        ],
        "genre": _texts(view, Part.GENRES),
        "datePublished": releases[0].iso if releases else "",
        "countryOfOrigin": [
            {"@type": "Country", "name": value.country} for value in releases if value.country
        ],
        "duration": f"PT{view.runtime.minutes}M" if view.runtime else "",
        "aggregateRating": [
            {
                "@type": "AggregateRating",
                "ratingValue": str(value.score),
                "bestRating": str(value.scale),
                "ratingCount": value.votes,
            }
            for value in ratings
            if value.votes
        ],
    }
    text = json.dumps({key: value for key, value in told.items() if value}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _texts(view: View, part: Part) -> list[str]:
    return [value.text for value in view.record[part] if isinstance(value, Text)]
