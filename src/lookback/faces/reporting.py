"""What became of an author's files, for people and for programs."""

import json
from collections.abc import Sequence
from typing import Any

import click

from lookback.guide.taking import Taken


def plain(one: Taken) -> dict[str, Any]:
    """One file of an import or a check as JSON has it."""
    refusal = one.refusal
    return {
        "path": one.path,
        "outcome": one.outcome.name.lower(),
        "film": one.slug,
        "title": one.title,
        "notes": [
            {"code": note.notice.code, "line": note.line, "detail": note.detail}
            for note in one.notes
        ],
        "refusal": refusal
        and {"code": refusal.code, "line": refusal.line, "expected": refusal.expected},
    }


def tell(taken: Sequence[Taken], *, in_json: bool) -> None:
    """What became of each file; what its author must know goes to standard error."""
    if in_json:
        click.echo(json.dumps([plain(one) for one in taken], ensure_ascii=False, indent=2))
        return
    for one in taken:
        if one.refusal is not None:
            click.echo(f"{one.refusal} [{one.refusal.code}]", err=True)
        for note in one.notes:
            click.echo(f"{one.path}:{note}", err=True)
