"""What must not get in: other hosts' names, other sites' pages, smuggled requests; and the headers of every answer."""

import re
import socket
import time

import pytest

import samples
from service import raw_code

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def ask(service, *lines, body=b""):
    return service.raw("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.0.0.1:PORT", "localhost", "localhost:PORT", "LOCALHOST:1", "[::1]:PORT", "[::1]"],
)
def test_names_of_this_machine(service, host):
    host = host.replace("PORT", str(service.port))
    assert raw_code(ask(service, "GET /healthz HTTP/1.1", f"Host: {host}")) == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:PORT", "127.0.0.1.evil.example", "localhost.evil.example", "192.168.1.5",
     "0.0.0.0:PORT", "[::2]", "127.0.0.1:PORT@evil.example", "evil.example#127.0.0.1", "local host", ":PORT"],
)  # fmt: skip
@pytest.mark.parametrize("line", ["GET /healthz HTTP/1.1", "GET /articles HTTP/1.1", "DELETE /articles/1 HTTP/1.1"])
def test_other_names(service, host, line):
    """DNS rebinding: a page of evil.example that resolves to this machine comes with its own name."""
    host = host.replace("PORT", str(service.port))
    assert raw_code(ask(service, line, f"Host: {host}")) in (400, 421)


def test_421_is_what_a_browser_gets_too(service):
    answer = ask(service, "GET /articles HTTP/1.1", "Host: evil.example", "Accept: text/html")
    assert raw_code(answer) == 421


def test_names_that_were_given(tmp_path):
    from service import Service

    running = Service(tmp_path / "data", "--host", "reader.example,other.example").start()
    try:
        assert raw_code(ask(running, "GET /healthz HTTP/1.1", "Host: reader.example")) == 200
        assert raw_code(ask(running, "GET /healthz HTTP/1.1", f"Host: other.example:{running.port}")) == 200
        assert raw_code(ask(running, "GET /healthz HTTP/1.1", "Host: evil.example")) == 421
    finally:
        running.stop()


FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://127.0.0.1.evil.example"},
    {"Origin": "http://127.0.0.1:1"},
    {"Origin": "https://127.0.0.1:PORT.evil.example"},
    {"Origin": "null"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "URL"},
    {"Origin": "URL", "Sec-Fetch-Site": "same-site"},
]
OWN = [
    {},
    {"Origin": "URL"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "URL", "Sec-Fetch-Site": "same-origin"},
]


def filled(headers, service):
    port = str(service.port)
    return {name: value.replace("URL", service.url).replace("PORT", port) for name, value in headers.items()}


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize(
    "method, target",
    [("POST", "/articles"), ("POST", "/"), ("PUT", "/articles/x"), ("PUT", "/articles/"), ("DELETE", "/articles/1")],
)
@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
def test_other_sites_cannot_change_anything(service, headers, method, target, kind):
    body = b"text=A+story" if method != "DELETE" else None
    reply = service.request(method, target, body, {**filled(headers, service), "Content-Type": kind})
    reply.problem(403)
    assert "Access-Control-Allow-Origin" not in reply.headers
    assert service.get("/articles").json()["items"] == []


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_own_pages_and_programs_can(fresh, headers):
    fresh.post("/articles", samples.NOTE, "text/plain", **filled(headers, fresh)).expect(201)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_reading_is_not_changing(service, headers):
    reply = service.request("GET", "/healthz", headers=filled(headers, service)).expect(200)
    assert "Access-Control-Allow-Origin" not in reply.headers


ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.parametrize(
    "target",
    ["/", "/articles", "/articles/1", "/articles/1.md", "/articles/1/original", "/add", "/static/style.css", "/healthz",
     "/openapi.json", "/nothing", "/articles?limit=x"],
)  # fmt: skip
@pytest.mark.parametrize("accept", ["*/*", BROWSER])
def test_headers_of_every_answer(service, target, accept):
    service.post("/articles", samples.PAGE)
    reply = service.get(target, Accept=accept)
    for name, value in ALWAYS.items():
        # An article's page is sandboxed, has no origin, and needs the style sheet all the same.
        is_shared = name == "Cross-Origin-Resource-Policy" and target.startswith("/static/")
        assert reply.headers.get_all(name) == ["cross-origin" if is_shared else value], name
    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
    for word in ("unsafe-inline", "unsafe-eval", "allow-scripts", "allow-same-origin", "*"):
        assert word not in policy
    if "script-src" in policy:
        # Only pages have a script: our own file, which can make no markup of text.
        assert reply.type() == "text/html"
        assert "script-src 'self';" in policy and "trusted-types 'none'" in policy
    assert reply.headers["X-Request-Id"]
    assert "camera" in reply.headers["Permissions-Policy"]
    assert reply.headers["Server"] is None
    if reply.type() in ("text/html", "text/plain", "text/markdown"):
        assert "charset=utf-8" in reply.headers["Content-Type"].lower() or "original" in target


def test_article_documents_are_sandboxed(service):
    """What ".html" gives is for keeping and handing on, and can do nothing at all."""
    path = service.post("/articles", samples.PAGE).headers["Location"]
    reply = service.get(path + ".html", Cookie="look=3")
    policy = reply.headers["Content-Security-Policy"]
    assert "sandbox" in policy and "form-action 'none'" in policy and "script-src" not in policy
    assert not re.search("<script|<form|<button|data-theme", reply.text())
    assert reply.headers["ETag"] != service.get(path, Accept=BROWSER).headers["ETag"]


HOST = "Host: localhost"
SECOND = b"GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n"
SMUGGLED = {
    "two lengths": ["POST /articles HTTP/1.1", HOST, "Content-Length: 4", f"Content-Length: {4 + len(SECOND)}"],
    "two encodings": ["POST /articles HTTP/1.1", HOST, "Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
    "length and encoding": ["POST /articles HTTP/1.1", HOST, "Content-Length: 4", "Transfer-Encoding: chunked"],
    "unknown encoding": ["POST /articles HTTP/1.1", HOST, "Transfer-Encoding: xchunked"],
    "encoding list": ["POST /articles HTTP/1.1", HOST, "Transfer-Encoding: gzip, chunked"],
    "two hosts": ["GET /healthz HTTP/1.1", HOST, "Host: evil.example"],
    "no host": ["GET /healthz HTTP/1.1"],
    "NUL in the path": ["GET /healthz%00x HTTP/1.1", HOST],
    "bad escape": ["GET /healthz%zz HTTP/1.1", HOST],
    "bad length": ["POST /articles HTTP/1.1", HOST, "Content-Length: 4x"],
    "negative length": ["POST /articles HTTP/1.1", HOST, "Content-Length: -4"],
    "unknown expectation": ["POST /articles HTTP/1.1", HOST, "Content-Length: 4", "Expect: a-pony"],
}


@pytest.mark.parametrize("name", SMUGGLED)
def test_framing_tricks_are_refused(service, name):
    """One request, one answer: what follows is never read as a second request."""
    head = "\r\n".join([*SMUGGLED[name], "", ""]).encode("latin-1")
    body = b"4\r\nabcd\r\n0\r\n\r\n" if b"chunked" in head else b"abcd"
    answer = service.raw(head, body, SECOND, timeout=8, half_close=True)
    assert b"articled" not in answer or b'"version"' not in answer, answer[:2000]
    assert raw_code(answer) in (0, 400, 404, 411, 413, 415, 417, 501), answer[:300]
    assert service.get("/healthz").code == 200


def test_long_targets_and_headers(service):
    assert raw_code(ask(service, f"GET /{'a' * 9000} HTTP/1.1", HOST)) in (404, 414, 431)
    assert raw_code(ask(service, f"GET /{'a' * 200000} HTTP/1.1", HOST)) in (0, 400, 414, 431)
    many = [f"X-{number}: {'v' * 90}" for number in range(3000)]
    assert raw_code(ask(service, "GET /healthz HTTP/1.1", HOST, *many)) in (0, 400, 413, 431)
    assert service.get("/healthz").code == 200


JUNK = {
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "empty lines": b"\r\n\r\n\r\n",
    "only a method": b"GET\r\n\r\n",
    "NULs": b"\0" * 4096,
    "a version to come": b"GET / HTTP/9.9\r\n\r\n",
}


@pytest.mark.parametrize("junk", JUNK.values(), ids=JUNK)
def test_junk(service, junk):
    assert raw_code(service.raw(junk, timeout=3, half_close=True)) in (0, 400, 404, 405, 414, 421, 431, 501, 505)
    assert service.get("/healthz").code == 200


def test_slow_senders_do_not_stop_others(service):
    """Forty half-sent requests: the forty-first client does not notice."""
    links = []
    for number in range(40):
        link = socket.create_connection((service.host, service.port), 10)
        whole = b"POST /articles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc"
        link.sendall(whole[: 20 + number * 2])
        links.append(link)
    began = time.monotonic()
    assert service.get("/healthz").code == 200
    service.post("/articles", samples.numbered_page(500)).expect(200, 201)
    assert time.monotonic() - began < 10
    for link in links:
        link.close()
    assert service.get("/healthz").code == 200


def test_a_header_value_is_never_from_input(service):
    """CR and LF in what was given stay out of Location, Link and all other headers."""
    path = "/articles?title=a%0d%0aSet-Cookie:%20x=1&tags=b%0d%0aX-Evil:%201"
    reply = service.post(path, samples.numbered_page(501)).expect(201)
    assert reply.headers["Set-Cookie"] is None and reply.headers["X-Evil"] is None
    reply = service.get("/articles?tag=b%0d%0aX-Evil:%201&limit=1")
    assert reply.headers["X-Evil"] is None
