from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.guides import RAIN, written

from lookback.assemble import Settings, open_guide
from lookback.errors import GuideUnusable, SettingInvalid


def refused(**environ: str) -> str:
    """What an operator is told about these settings."""
    with pytest.raises(SettingInvalid) as told:
        Settings.read(environ)
    return str(told.value)


def test_without_an_environment_the_defaults_hold() -> None:
    assert Settings.read({"PATH": "x", "LOOK": "y"}) == Settings()
    assert Settings() == Settings("lookback.db", "127.0.0.1", 8000, "", "")


def test_each_setting_is_read_from_the_environment() -> None:
    environ = {
        "LOOKBACK_GUIDE": "films.db",
        "LOOKBACK_HOST": "::",
        "LOOKBACK_PORT": "80",
        "LOOKBACK_PUBLIC_URL": "https://films.example.org/guide/",
        "LOOKBACK_SECRET": "sesame",
    }
    read = Settings.read(environ)
    assert read == Settings("films.db", "::", 80, "https://films.example.org/guide", "sesame")


def test_each_setting_can_be_read_from_a_file(tmp_path: Path) -> None:
    values = {"GUIDE": "films.db", "HOST": "::", "PORT": "80", "SECRET": "sesame"}
    values["PUBLIC_URL"] = "https://films.example.org"
    written(tmp_path, {name: f"{value}\n" for name, value in values.items()})
    environ = {f"LOOKBACK_{name}_FILE": str(tmp_path / name) for name in values}
    read = Settings.read(environ)
    assert read == Settings("films.db", "::", 80, "https://films.example.org", "sesame")


def test_an_empty_setting_is_none() -> None:
    empty = dict.fromkeys(("LOOKBACK_GUIDE", "LOOKBACK_PORT", "LOOKBACK_SECRET_FILE"), "")
    assert Settings.read(empty) == Settings()


@pytest.mark.parametrize("value", ["x", ""])
@pytest.mark.parametrize("name", ["LOOKBACK_GIUDE", "LOOKBACK_", "LOOKBACK_FILE", "LOOKBACK_guide"])
def test_a_misspelt_setting_is_named_with_those_that_there_are(name: str, value: str) -> None:
    told = refused(**{name: value})
    assert f"{name} is none of LOOKBACK_GUIDE, LOOKBACK_HOST, LOOKBACK_PORT" in told
    assert "LOOKBACK_PUBLIC_URL, LOOKBACK_SECRET" in told


@pytest.mark.parametrize("port", ["-1", "65536", "8000.0", "http", "٨٠", "9" * 5000, " 80"])
def test_a_port_is_a_number_that_a_port_can_have(port: str) -> None:
    assert refused(LOOKBACK_PORT=port).endswith("LOOKBACK_PORT: expected a port from 0 to 65535")


@pytest.mark.parametrize(
    "url",
    [
        "films.example.org", "ftp://films.example.org", "https://", "/guide", "http://[",
        "https://films.example.org/?a=b", "https://films.example.org/#top",
    ],
)  # fmt: skip
def test_a_public_url_says_all_that_links_begin_with(url: str) -> None:
    assert "LOOKBACK_PUBLIC_URL: expected http://... or https://..." in refused(
        LOOKBACK_PUBLIC_URL=url
    )


def test_a_file_that_cannot_be_read_is_named_by_its_setting_alone(tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    for path in (tmp_path / "none", tmp_path, tmp_path / "binary"):
        told = refused(LOOKBACK_SECRET_FILE=str(path))
        assert told.endswith("LOOKBACK_SECRET_FILE names a file that cannot be read")


def test_settings_make_a_guide_with_the_time_of_now(tmp_path: Path) -> None:
    written(tmp_path, {"rain.md": RAIN})
    settings = Settings(guide=str(tmp_path / "guide.db"))
    with pytest.raises(GuideUnusable):
        open_guide(settings, create=False)
    before = datetime.now(UTC)
    guide = open_guide(settings)
    guide.take([tmp_path / "rain.md"], by="ana")
    (kept,) = guide._store.sources(history=True)
    guide.close()
    assert before <= kept.at <= datetime.now(UTC)
    again = open_guide(settings, create=False)
    assert list(again.slugs()) == ["the-rain-clerk"]
    again.close()
