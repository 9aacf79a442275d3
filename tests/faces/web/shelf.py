"""A guide of many films for lists: who made them, and what everyone may know of them."""

PAGE = """---
title: {title}
release: {year} {country}
runtime: {minutes} min
rating: {score} of 10 from 100 votes
director: {director}
cast: [Ana Muster as the pilot, {{cast: Wolfram Verborgen, from: ending}}]
genres: [{genre}, {{genre: Ghost story, from: ending}}]
themes: [{{theme: Grief, from: 0:35}}, The sea]
---

Somebody counts the boats of {title}.

## Ending explained

The {title} was sunk by a lighthouse.
"""


def many(count: int = 30) -> dict[str, str]:
    """Pages by name: half of them comedies, half dramas."""
    return {
        f"film{number}": PAGE.format(
            title=f"Harbour {number:02}",
            year=1950 + number,
            country="France" if number % 2 else "Japan",
            minutes=80 + number,
            score=f"{number % 10}.5",
            director="José Ångström" if number % 3 else "Eva Probe",
            genre="Comedy" if number % 2 else "Drama",
        )
        for number in range(count)
    }
