"""What became of an author's files, for programs to read."""

from typing import Any

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
