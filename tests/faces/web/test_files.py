import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lookback.errors import InputRefused, TooLarge
from lookback.faces.web.files import is_with_files, read_files

LONGEST = 50_000


async def read(request: Request) -> Response:
    try:
        fields, files = await read_files(request, longest=LONGEST, most=2)
    except InputRefused as refused:
        return JSONResponse(refused.code, 413 if isinstance(refused, TooLarge) else 400)
    told = {name: [file.name, len(file.data)] for name, file in files.items()}
    return JSONResponse([is_with_files(request), fields, told])


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=[Route("/", read, methods=["POST"])]))


def test_files_and_fields_are_told_apart(client: TestClient) -> None:
    answer = client.post("/", data={"strict": "1"}, files={"one": ("a.srt", b"12345")})
    assert answer.json() == [True, {"strict": "1"}, {"one": ["a.srt", 5]}]


def test_a_file_that_was_not_chosen_is_not_there(client: TestClient) -> None:
    body = (
        '--b\r\nContent-Disposition: form-data; name="one"; filename=""\r\n'
        "Content-Type: application/octet-stream\r\n\r\n\r\n--b--\r\n"
    )
    kind = {"content-type": "multipart/form-data; boundary=b"}
    assert client.post("/", content=body, headers=kind).json() == [True, {}, {}]


def test_files_are_read_no_further_than_they_may_be_long(client: TestClient) -> None:
    sizes = (LONGEST - 1000, LONGEST + 20_000)
    codes = [client.post("/", files={"one": ("a", b"x" * size)}).status_code for size in sizes]
    assert codes == [200, 413]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"one=1"),
        ("multipart/form-data", b"one=1"),
        ("multipart/form-data; boundary=b", b"--c\r\n\r\n"),
        ("multipart/form-data; boundary=b", b""),
        ("", b""),
    ],
)
def test_what_is_no_form_with_files_is_refused(client: TestClient, kind: str, body: bytes) -> None:
    answer = client.post("/", content=body, headers={"content-type": kind})
    assert (answer.status_code, answer.json()) == (400, "value-invalid")


def test_more_files_than_there_may_be_are_refused(client: TestClient) -> None:
    three = [(name, (name, b"x")) for name in ("one", "two", "three")]
    assert client.post("/", files=three).status_code == 400


def test_a_form_that_is_cut_off_anywhere_is_refused(client: TestClient) -> None:
    whole = (
        b'--b\r\nContent-Disposition: form-data; name="strict"\r\n\r\n1\r\n'
        b'--b\r\nContent-Disposition: form-data; name="one"; filename="a.srt"\r\n\r\n12345\r\n'
        b"--b--\r\n"
    )
    kind = {"content-type": "multipart/form-data; boundary=b"}
    ends = len(whole) - len(b"\r\n")  # what may follow the last line is nothing
    for size in range(ends):
        answer = client.post("/", content=whole[:size], headers=kind)
        assert (answer.status_code, answer.json()) == (400, "value-invalid")
    for size in range(ends, len(whole) + 1):
        answer = client.post("/", content=whole[:size], headers=kind)
        assert answer.json() == [True, {"strict": "1"}, {"one": ["a.srt", 5]}]
