"""The headers that every answer carries."""

from typing import Final

POLICY: Final = (
    "default-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""No inline script and no inline style: what a page says can never run. The referrer policy
stands in the pages' heads: each header costs, on every answer."""
ALWAYS: Final = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
)
PRIVATE: Final = (
    ("Cache-Control", "private, no-store"),
    ("Vary", "Cookie, Authorization"),
)
"""For whatever depends on a reader's progress: no shared cache may keep it."""
IMMUTABLE: Final = (("Cache-Control", "public, max-age=31536000, immutable"),)
"""For files whose address changes with their content."""
HTML: Final = ("Content-Type", "text/html; charset=utf-8")


def raw(*headers: tuple[str, str]) -> tuple[tuple[bytes, bytes], ...]:
    """Headers as ASGI takes them."""
    return tuple((name.lower().encode(), value.encode()) for name, value in headers)
