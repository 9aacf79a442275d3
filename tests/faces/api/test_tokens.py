import pytest
from tests.faces.api.asking import Asking

from lookback.film.reader import Scope


def test_a_token_is_made_and_told_once(api: Asking) -> None:
    made = api.ask("PUT", "/tokens/my-script", json={"scopes": ["write", "read"]})
    assert made.status_code == 201
    secret = made.json().pop("secret")
    assert secret.startswith("lb_")
    assert api.ask("GET", "/progress", token=secret).status_code == 200
    again = api.ask("PUT", "/tokens/my-script", json={"scopes": ["read", "write", "read"]})
    assert again.status_code == 200
    assert secret not in again.text
    listed = api.ask("GET", "/tokens")
    assert [one["name"] for one in listed.json()["tokens"]] == ["my-script", "all"]
    assert listed.json()["tokens"][0]["scopes"] == ["read", "write"]
    assert secret not in listed.text


def test_a_name_stands_for_one_token(api: Asking) -> None:
    api.ask("PUT", "/tokens/my-script", json={"scopes": ["read"]})
    refused = api.ask("PUT", "/tokens/my-script", json={"scopes": ["read", "write"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "conflict")


def test_a_token_makes_none_that_may_more_than_itself(api: Asking) -> None:
    mine = api.token_for(Scope.READ, Scope.TOKENS)
    refused = api.ask("PUT", "/tokens/more", json={"scopes": ["write"]}, token=mine)
    assert (refused.status_code, refused.json()["code"]) == (403, "not-allowed")
    assert api.ask("PUT", "/tokens/less", json={"scopes": ["read"]}, token=mine).status_code == 201


def test_a_token_is_revoked_once(api: Asking) -> None:
    secret = api.ask("PUT", "/tokens/my-script", json={"scopes": ["read"]}).json()["secret"]
    revoked = api.ask("DELETE", "/tokens/my-script")
    assert (revoked.status_code, revoked.content) == (204, b"")
    assert api.ask("GET", "/progress", token=secret).status_code == 401
    assert api.ask("DELETE", "/tokens/my-script").json()["code"] == "item-missing"


def test_whatever_a_token_is_called_it_can_be_revoked(api: Asking) -> None:
    for name, path in (("mein Gerät", "mein%20Ger%C3%A4t"), ("a/b", "a/b")):
        api.guide.accounts.make_token(api.reader, name, frozenset({Scope.READ}))
        assert api.ask("DELETE", f"/tokens/{path}").status_code == 204


def test_a_token_can_revoke_itself(api: Asking) -> None:
    mine = api.token_for(Scope.TOKENS)
    assert api.ask("DELETE", "/tokens/tokens", token=mine).status_code == 204
    assert api.ask("GET", "/tokens", token=mine).status_code == 401


@pytest.mark.parametrize("name", ["%20a", "a" * 65, "-", "%E2%80%8B"])
def test_what_is_no_name_is_refused(api: Asking, name: str) -> None:
    refused = api.ask("PUT", f"/tokens/{name}", json={"scopes": ["read"]})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["where"] == "path.name"


@pytest.mark.parametrize("scopes", [[], ["all"], "read", None])
def test_what_are_no_scopes_is_refused(api: Asking, scopes: object) -> None:
    assert api.ask("PUT", "/tokens/x", json={"scopes": scopes}).status_code == 400


def test_tokens_are_for_tokens_that_may(api: Asking) -> None:
    mine = api.token_for(Scope.READ, Scope.WRITE)
    assert api.ask("GET", "/tokens", token=mine).status_code == 403
    assert api.ask("PUT", "/tokens/x", json={"scopes": ["read"]}, token=mine).status_code == 403
    assert api.ask("DELETE", "/tokens/all", token=mine).status_code == 403


def test_another_readers_token_looks_missing(api: Asking, other: str) -> None:
    api.ask("PUT", "/tokens/mine", json={"scopes": ["read"]})
    assert "mine" not in api.ask("GET", "/tokens", token=other).text
    theirs = api.ask("DELETE", "/tokens/mine", token=other)
    never = api.ask("DELETE", "/tokens/never", token=other)
    assert (theirs.status_code, theirs.content) == (404, never.content)
