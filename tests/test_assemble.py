from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.guides import RAIN, written

from lookback.assemble import Settings, open_guide
from lookback.errors import GuideUnusable, SettingInvalid
from lookback.guide.accounts import SignUp


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
        "LOOKBACK_INDEX": "words",
        "LOOKBACK_HOST": "::",
        "LOOKBACK_PORT": "80",
        "LOOKBACK_PUBLIC_URL": "https://films.example.org/guide/",
        "LOOKBACK_SECRET": "sesame",
    }
    read = Settings.read(environ)
    address = "https://films.example.org/guide"
    assert read == Settings("films.db", "::", 80, address, "sesame", index="words")


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
    assert f"{name} is none of LOOKBACK_GUIDE, LOOKBACK_HOST, LOOKBACK_INDEX" in told
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


def test_who_may_sign_up_is_one_of_three() -> None:
    assert Settings().sign_up is SignUp.INVITED
    for sign_up in SignUp:
        assert Settings.read({"LOOKBACK_SIGN_UP": sign_up.value}).sign_up is sign_up
    told = refused(LOOKBACK_SIGN_UP="everybody")
    assert told.endswith("LOOKBACK_SIGN_UP: expected one of closed, invited, open")


def test_proxies_are_addresses_and_networks() -> None:
    read = Settings.read(
        {
            "LOOKBACK_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/24,2001:db8::/64",
            "LOOKBACK_PROXY_HEADER": "Remote-User",
        }
    )
    assert [str(one) for one in read.trusted_proxies] == [
        "127.0.0.1/32", "10.0.0.0/24", "2001:db8::/64",
    ]  # fmt: skip
    assert read.proxy_header == "remote-user"


@pytest.mark.parametrize("proxies", ["proxy.example.org", "10.0.0.1/24", "*", ",", "10.0.0.1;x"])
def test_anything_else_is_no_proxy(proxies: str) -> None:
    told = refused(LOOKBACK_TRUSTED_PROXIES=proxies)
    assert "LOOKBACK_TRUSTED_PROXIES: expected addresses or networks" in told


def test_a_header_is_believed_of_proxies_alone() -> None:
    told = refused(LOOKBACK_PROXY_HEADER="Remote-User")
    assert told.endswith("LOOKBACK_PROXY_HEADER: expected LOOKBACK_TRUSTED_PROXIES, too")
    told = refused(LOOKBACK_PROXY_HEADER="a: b", LOOKBACK_TRUSTED_PROXIES="10.0.0.1")
    assert told.endswith("LOOKBACK_PROXY_HEADER: expected the name of a header")


OIDC = {
    "LOOKBACK_OIDC_ISSUER": "https://id.example.org/",
    "LOOKBACK_OIDC_CLIENT_ID": "look-back",
    "LOOKBACK_OIDC_CLIENT_SECRET": "sesame",
}


def test_a_provider_is_set_as_a_whole() -> None:
    read = Settings.read(OIDC)
    assert (read.oidc_issuer, read.oidc_name) == ("https://id.example.org/", "single sign-on")
    assert (read.oidc_client_id, read.oidc_client_secret) == ("look-back", "sesame")
    for name in OIDC:
        told = refused(**{key: value for key, value in OIDC.items() if key != name})
        assert "expected OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together" in told


@pytest.mark.parametrize("issuer", ["http://id.example.org", "id.example.org", "https://x/?a=b"])
def test_a_provider_is_reached_over_https(issuer: str) -> None:
    told = refused(**(OIDC | {"LOOKBACK_OIDC_ISSUER": issuer}))
    assert "LOOKBACK_OIDC_ISSUER: expected http" in told
    here = "http://127.0.0.1:8080/realm"
    assert Settings.read(OIDC | {"LOOKBACK_OIDC_ISSUER": here}).oidc_issuer == here


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
