"""Law 4: only ``firewall/view.py`` makes a View."""

import ast
from importlib.resources import files
from pathlib import Path

import lookback

SOURCE = Path(str(files(lookback)))


def _makers(name: str) -> set[str]:
    """The modules in which something of this name is called."""
    return {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and name == _called(node.func)
    }


def _called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def test_views_are_made_by_the_firewall_alone() -> None:
    assert _makers("View") == {"firewall/view.py"}
