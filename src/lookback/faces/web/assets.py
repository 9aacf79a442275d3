"""Style sheet, script and fonts, under addresses that change with their content."""

import mimetypes
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent.parent / "static"
_TYPES: Final = {".woff2": "font/woff2", ".js": "text/javascript; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Asset:
    """One file.

    Attributes:
        address: below ``/static/``, with a digest of the content in it.
    """

    address: str
    media_type: str
    data: bytes


class Assets:
    """All files of the static folder, read once."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self.by_name: dict[str, Asset] = {}
        # Fonts first: the style sheet names them by their addresses.
        paths = [path for path in folder.rglob("*") if path.is_file()]
        for path in sorted(paths, key=lambda path: (path.suffix == ".css", path)):
            name = path.relative_to(folder).as_posix()
            data = path.read_bytes()
            if path.suffix == ".css":
                data = self._linked(data)
            digest = blake2b(data, digest_size=6).hexdigest()
            address = f"{digest}/{name}"
            self.by_name[name] = Asset(address, _media_type(path), data)
        self.by_address = {asset.address: asset for asset in self.by_name.values()}

    def url(self, name: str) -> str:
        """Where a page finds a file."""
        return f"/static/{self.by_name[name].address}"

    def _linked(self, css: bytes) -> bytes:
        for name in self.by_name:
            css = css.replace(f'url("{name}")'.encode(), f'url("{self.url(name)}")'.encode())
        return css


def _media_type(path: Path) -> str:
    guessed = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed
    return _TYPES.get(path.suffix, text)
