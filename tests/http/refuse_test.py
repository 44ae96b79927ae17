"""Submissions that cannot be taken: each gets a clear error that says what to do."""

import gzip
import json
import socket
import zlib

import pytest

import samples
from service import is_sanitized, raw_code

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
ZIP = b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + bytes(64)
ELF = b"\x7fELF\x02\x01\x01" + bytes(64)
BODY_MAX = 32 * 1024 * 1024


@pytest.mark.parametrize("path", ["/articles", "/clean"])
@pytest.mark.parametrize(
    "body, kind",
    [
        ("https://10.0.0.9/a?x=1&y=2#part", None),
        ("  http://10.0.0.9/a\n", "application/x-www-form-urlencoded"),
        ("https://10.0.0.9/a", "text/plain"),
        (json.dumps({"url": "https://10.0.0.9/a"}), "application/json"),
        (json.dumps({"url": "https://10.0.0.9/a"}), None),
        ("url=https%3A%2F%2F10.0.0.9%2Fa", "application/x-www-form-urlencoded"),
        ("content=https%3A%2F%2F10.0.0.9%2Fa&title=", "application/x-www-form-urlencoded"),
        (json.dumps({"text": " https://10.0.0.9/a "}), "application/json"),
    ],
)
def test_an_address_that_is_refused_is_answered_with_what_to_do(service, path, body, kind):
    problem = service.post(path, body, kind).problem(403)
    assert "post the page itself" in problem["detail"]
    assert "curl" in problem["detail"]


@pytest.mark.parametrize("body", [b"", b" \r\n\t \n"])
@pytest.mark.parametrize("kind", [None, "text/html", "application/json", "application/x-www-form-urlencoded"])
def test_an_empty_body(service, body, kind):
    assert "empty" in service.post("/articles", body, kind).problem(400)["detail"]


def test_an_empty_document_in_a_wrapper(service):
    assert service.post_json("/articles", {"html": "  "}).problem(400)
    assert service.post_json("/articles", {"title": "Only a title"}).problem(422)


@pytest.mark.parametrize("kind", [None, "text/html", "application/octet-stream", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("body", [PDF, PNG, ZIP, ELF, bytes(range(256)) * 8], ids=["PDF", "PNG", "ZIP", "ELF", "bytes"])
def test_binary_files(service, body, kind):
    problem = service.post("/articles", body, kind).problem(415)
    assert "HTML" in problem["detail"]


@pytest.mark.parametrize(
    "body",
    ['{"html": ', "{'html': 'x'}", '{"html": "a", "html": "b"}', "no json at all", '{"html": "\ud800"}', '{"a": 1} and'],
)
def test_what_is_called_json_must_be_json(service, body):
    body = body.encode("utf-8", "surrogatepass")
    assert "not JSON" in service.post("/articles", body, "application/json").problem(400)["detail"]


@pytest.mark.parametrize("body, code", [("[]", 422), ('["a"]', 422), ('"text"', 400), ("3", 400), ("null", 400)])
def test_json_that_is_no_object(service, body, code):
    assert service.post("/articles", body, "application/json").problem(code)


# Fields of the wrong type or with a value that cannot be taken, and the field that is named.
WRONG = [
    ({"html": 5}, "/html"),
    ({"html": ["<p>a"]}, "/html"),
    ({"text": {"a": 1}}, "/text"),
    ({"html": "<p>a</p>", "title": 7}, "/title"),
    ({"html": "<p>a</p>", "title": ["a"]}, "/title"),
    ({"html": "<p>a</p>", "title": "x" * 1001}, "/title"),
    ({"html": "<p>a</p>", "authors": [1]}, "/authors"),
    ({"html": "<p>a</p>", "authors": {"name": "Ann"}}, "/authors"),
    ({"html": "<p>a</p>", "authors": ["a%d" % i for i in range(33)]}, "/authors"),
    ({"html": "<p>a</p>", "tags": ["t" * 101]}, "/tags"),
    ({"html": "<p>a</p>", "tags": [None]}, "/tags"),
    ({"html": "<p>a</p>", "url": "javascript:alert(1)"}, "/url"),
    ({"html": "<p>a</p>", "url": "/relative"}, "/url"),
    ({"html": "<p>a</p>", "url": "ftp://files.example/"}, "/url"),
    ({"html": "<p>a</p>", "published": "yesterday"}, "/published"),
    ({"html": "<p>a</p>", "published": "2024-02-31"}, "/published"),
    ({"html": "<p>a</p>", "lang": "no language"}, "/lang"),
    ({"html": "<p>a</p>", "state": "burnt"}, "/state"),
    ({"html": "<p>a</p>", "starred": "yes", "site": 1}, "/site"),
]


@pytest.mark.parametrize("fields, pointer", WRONG, ids=lambda value: value if isinstance(value, str) else "")
def test_fields_that_cannot_be_taken_are_named(service, fields, pointer):
    problem = service.post_json("/articles", fields).problem(422)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]
    assert problem["errors"][0]["detail"]


def test_two_documents_in_one_submission(service):
    assert "more than one" in service.post_json("/articles", {"html": "<p>a", "text": "b"}).problem(422)["detail"]


def test_nothing_of_this_was_stored(service):
    assert service.get("/articles").json()["items"] == []


def asked_before_sending(service, *fields):
    """The whole answer to a request that waits for "100 Continue" before its body."""
    head = ["POST /articles HTTP/1.1", f"Host: 127.0.0.1:{service.port}", *fields, "Expect: 100-continue", "", ""]
    with socket.create_connection((service.host, service.port), 10) as link:
        link.sendall("\r\n".join(head).encode())
        return link.recv(65536)


@pytest.mark.parametrize(
    "fields, code",
    [
        ([f"Content-Length: {BODY_MAX + 1}"], 413),
        (["Content-Length: 99999999999999"], 413),
        (["Content-Length: 100", "Content-Type: image/png"], 415),
        (["Content-Length: 100", "Content-Type: application/pdf"], 415),
        (["Content-Length: 100", "Content-Type: video/mp4", "Accept: text/html"], 415),
        (["Content-Length: 100", "Content-Encoding: br"], 415),
        (["Content-Length: 100", "Content-Encoding: gzip, gzip"], 415),
        (["Content-Length: 100", "Origin: https://elsewhere.example"], 403),
    ],
)
def test_refused_before_the_body_is_read(service, fields, code):
    answer = asked_before_sending(service, *fields)
    assert raw_code(answer) == code, answer[:300]


def test_accepted_before_the_body_is_read(service):
    answer = asked_before_sending(service, "Content-Length: 100")
    assert answer.startswith(b"HTTP/1.1 100 ")


def test_the_largest_body_is_taken_and_one_more_is_not(fresh):
    """Counted while they come: a chunked body does not say its size."""
    line = b"A line of a very long log that says nothing new at all.\n"
    text = line * (BODY_MAX // len(line) + 1)
    piece = b"%x\r\n" % (1 << 20)
    head = f"POST /articles HTTP/1.1\r\nHost: 127.0.0.1:{fresh.port}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    chunks = [piece + text[at << 20 : (at + 1) << 20] + b"\r\n" for at in range(32)]
    answer = fresh.raw(head, *chunks, b"1\r\nx\r\n0\r\n\r\n", timeout=60)
    assert raw_code(answer) in (0, 413), answer[:300]
    assert b"201" not in answer[:20]
    assert fresh.get("/healthz").code == 200
    if not is_sanitized():
        reply = fresh.post("/articles", text[:BODY_MAX], "text/plain").expect(201)
        assert reply.json()["content_text"].startswith("A line of a very long log")


def bomb(size_mb):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(b" " * (1 << 20)) for _ in range(size_mb)) + packer.flush()


@pytest.mark.parametrize("packed", [bomb(33), bomb(200), bomb(1) * 200], ids=["33 MB", "200 MB", "200 members"])
def test_a_gzip_bomb_stays_small(fresh, packed):
    before = fresh.memory_mb()
    problem = fresh.post("/articles", packed, None, Content_Encoding="gzip", timeout=60)
    assert problem.code in (400, 413), problem.body
    assert is_sanitized() or fresh.memory_mb() - before < 100
    assert fresh.get("/healthz").code == 200


@pytest.mark.parametrize(
    "packed", [b"not gzip", gzip.compress(samples.PAGE.encode())[:-20], gzip.compress(b"x" * 999)[:12], b"\x1f\x8b"]
)
def test_broken_gzip(service, packed):
    assert service.post("/articles", packed, None, Content_Encoding="gzip").problem(400)


@pytest.mark.parametrize(
    "kind, body",
    [
        ("multipart/form-data", b"--x\r\n\r\n--x--"),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("multipart/form-data; boundary=x", b"no boundary in here"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nnever ends'),
        ("multipart/form-data; boundary=" + "y" * 4000, b"--y"),
        ("application/x-www-form-urlencoded", b"text=%zz"),
        ("application/x-www-form-urlencoded", b"text=a%00b"),
        ("application/x-www-form-urlencoded", b"title=%ff&text=abc"),
    ],
)
def test_broken_forms(service, kind, body):
    assert service.post("/articles", body, kind).code in (400, 413, 422)


def test_a_browser_gets_a_page_that_says_it(service):
    reply = service.post("/articles", PDF, None, Accept="text/html,*/*;q=0.8").expect(415)
    assert reply.type() == "text/html"
    assert "415" in reply.text() and "PDF" in reply.text()
