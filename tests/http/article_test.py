"""Reading one article: representations, validators, the original, deletion."""

import json

import pytest

import samples

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
TYPES = {"json": "application/json", "html": "text/html", "md": "text/markdown", "txt": "text/plain"}


@pytest.fixture(scope="module")
def path(service):
    return service.post("/articles", samples.PAGE, "text/html").expect(201).headers["Location"]


NEGOTIATED = [
    (None, "json"),
    ("*/*", "json"),
    ("application/json", "json"),
    ("application/*", "json"),
    ("text/html", "html"),
    (BROWSER, "html"),
    ("text/markdown", "md"),
    ("text/plain", "txt"),
    ("text/html;q=0.5, text/markdown", "md"),
    ("text/plain;q=0.3,text/markdown;q=0.2,application/json;q=0.1", "txt"),
    ("application/json;q=0, */*;q=0.1", "html"),
    ("TEXT/MARKDOWN", "md"),
    ("image/png, text/plain;q=0.001", "txt"),
    ("application/json ; q=0.2 , text/plain ; q=0.9", "txt"),
]


@pytest.mark.parametrize("accept, suffix", NEGOTIATED)
def test_accept_chooses(service, path, accept, suffix):
    reply = service.get(path, **({"Accept": accept} if accept else {})).expect(200)
    assert reply.type() == TYPES[suffix]
    assert "accept" in reply.headers["Vary"].lower()


@pytest.mark.parametrize("suffix", TYPES)
@pytest.mark.parametrize("accept", [BROWSER, "application/json", "image/png"])
def test_a_suffix_wins(service, path, suffix, accept):
    reply = service.get(f"{path}.{suffix}", Accept=accept).expect(200)
    assert reply.type() == TYPES[suffix]


def test_every_representation_holds_the_article(service, path):
    end = "a box that is clearly labelled"
    page = service.get(path + ".html").text()
    assert page.lower().startswith("<!doctype html>") and end in page and samples.PAGE_TITLE in page
    assert "Ingrid Maelstrom" in page and "12 March 2024" in page
    markdown = service.get(path + ".md").text()
    assert markdown.startswith("---\n") and "## A boat too deep" in markdown and end in markdown
    text = service.get(path + ".txt").text()
    assert text.startswith(samples.PAGE_TITLE) and end in text and "<" not in text
    article = service.get(path + ".json").json()
    assert end in article["content_text"] and end in article["content_html"]
    assert "is_new" not in article


def test_links_lead_somewhere(service, path):
    links = service.get(path).json()["links"]
    assert links["self"] == path
    for link in links.values():
        service.get(link).expect(200)


@pytest.mark.parametrize(
    "accept", ["image/png", "application/epub+zip", "application/json;q=0", "text/html;q=0,text/css"]
)
def test_406_names_the_types(service, path, accept):
    detail = service.get(path, Accept=accept).problem(406)["detail"]
    assert all(kind in detail for kind in TYPES.values()), detail


@pytest.mark.parametrize("suffix", TYPES)
def test_304_for_what_the_client_has(service, path, suffix):
    first = service.get(f"{path}.{suffix}")
    etag = first.headers["ETag"]
    assert etag.startswith('"') and etag.endswith('"')
    for value in (etag, "W/" + etag, f'"other", {etag}', "*"):
        reply = service.get(f"{path}.{suffix}", If_None_Match=value).expect(304)
        assert reply.body == b""
        assert reply.headers["ETag"] == etag
        assert reply.headers["Cache-Control"] == first.headers["Cache-Control"]
        # RFC 9111, 4.3.4: a browser replaces the headers of its copy by these.
        for name in ("Content-Security-Policy", "X-Content-Type-Options", "Vary"):
            assert reply.headers[name] in (None, first.headers[name]), name
        assert reply.headers["Content-Length"] in (None, "0", str(len(first.body)))
    service.get(f"{path}.{suffix}", If_None_Match='"other"').expect(200)
    modified = first.headers["Last-Modified"]
    service.get(f"{path}.{suffix}", If_Modified_Since=modified).expect(304)
    # RFC 9110, 13.1.3: If-Modified-Since is not looked at beside If-None-Match.
    service.get(f"{path}.{suffix}", If_None_Match='"other"', If_Modified_Since=modified).expect(200)
    service.get(f"{path}.{suffix}", If_Modified_Since="Sat, 01 Jan 2000 00:00:00 GMT").expect(200)
    service.get(f"{path}.{suffix}", If_Modified_Since="no date").expect(200)


def test_every_representation_has_its_own_etag(service, path):
    etags = {service.get(f"{path}.{suffix}").headers["ETag"] for suffix in TYPES}
    assert len(etags) == len(TYPES)
    assert service.get(path).headers["ETag"] == service.get(path + ".json").headers["ETag"]


@pytest.mark.parametrize("target", ["", ".json", ".html", ".md", ".txt", "/original"])
def test_head_is_get_without_the_body(service, path, target):
    got = service.get(path + target)
    head = service.request("HEAD", path + target)
    changing = {"Date", "X-Request-Id"}
    assert head.code == got.code
    assert head.body == b""
    assert {k: v for k, v in head.headers.items() if k not in changing} == {
        k: v for k, v in got.headers.items() if k not in changing
    }
    assert head.headers["Content-Length"] == str(len(got.body))


@pytest.mark.parametrize(
    "sent, label, kind",
    [
        (samples.PAGE.replace("forty", "fifty").replace("ferry-sails", "x"), "text/html", "text/plain"),
        (samples.numbered_page(5), None, "application/octet-stream"),
        (samples.page_in("cp1252", samples.GERMAN), "text/html; charset=windows-1252", "text/plain"),
        (samples.NOTE, "text/markdown", "text/plain"),
        ("\ufeff" + samples.DUMP + "\r\n\r\n", "text/plain", "text/plain"),
    ],
    ids=["html", "unlabelled", "windows-1252", "markdown", "with a byte order mark"],
)
def test_the_original_is_kept_and_caged(service, sent, label, kind):
    sent = sent.encode("utf-8") if isinstance(sent, str) else sent
    path = service.post("/articles", sent, label).expect(201).headers["Location"]
    reply = service.get(path + "/original", Accept=BROWSER).expect(200)
    assert reply.body == sent
    assert reply.type() == kind
    assert "sandbox" in reply.headers["Content-Security-Policy"]
    assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
    assert reply.headers["Content-Disposition"].startswith("attachment")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"


def test_the_original_of_json_is_the_document_in_it(service):
    path = service.post_json("/articles", {"text": "Only these\nfew words were in the field."}).headers["Location"]
    assert service.get(path + "/original").body == b"Only these\nfew words were in the field."


def test_delete_leaves_a_tombstone(fresh):
    path = fresh.post("/articles", samples.numbered_page(7)).headers["Location"]
    other = fresh.post("/articles", samples.numbered_page(8)).headers["Location"]
    reply = fresh.request("DELETE", path).expect(204)
    assert reply.body == b""
    for target in ("", ".json", ".html", ".md", ".txt", "/original"):
        fresh.get(path + target).expect(410)
    fresh.request("DELETE", path).problem(410)
    fresh.get(path).problem(410)
    items = fresh.get("/articles").json()["items"]
    assert [item["links"]["self"] for item in items] == [other]
    again = fresh.post("/articles", samples.numbered_page(7)).expect(201)
    assert again.headers["Location"] not in (path, other)
    fresh.get(path).expect(410)
    fresh.get(other).expect(200)


def test_ids_are_not_used_again_after_a_restart(fresh):
    path = fresh.post("/articles", samples.numbered_page(9)).headers["Location"]
    fresh.request("DELETE", path).expect(204)
    fresh.stop()
    fresh.start()
    fresh.get(path).expect(410)
    assert fresh.post("/articles", samples.numbered_page(9)).headers["Location"] != path


@pytest.mark.parametrize(
    "target",
    ["/articles/999999", "/articles/0", "/articles/-1", "/articles/1x", "/articles/99999999999999999999",
     "/articles/1.pdf", "/articles/1/revision", "/nothing", "/articles.json.x", "/static/nothing.css",
     "/static/../config.h", "/static/templates/page.html"],
)  # fmt: skip
def test_404(service, path, target):
    service.get(target).problem(404)
    page = service.get(target, Accept=BROWSER).expect(404)
    assert page.type() == "text/html" and "404" in page.text()


@pytest.mark.parametrize(
    "method, target, allowed",
    [
        ("PATCH", "/articles", {"GET", "HEAD", "POST", "OPTIONS", "PUT"}),
        ("DELETE", "/articles", {"GET", "HEAD", "POST", "OPTIONS", "PUT"}),
        ("POST", "/healthz", {"GET", "HEAD", "OPTIONS"}),
        ("PUT", "/clean", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("PATCH", "/openapi.json", {"GET", "HEAD", "OPTIONS"}),
        ("POST", "/articles/1/original", {"GET", "HEAD", "OPTIONS", "PUT"}),
    ],
)
def test_405_says_what_is_allowed(service, path, method, target, allowed):
    reply = service.request(method, target, b"" if method in ("POST", "PUT", "PATCH") else None)
    reply.problem(405)
    said = {word.strip() for word in reply.headers["Allow"].split(",")}
    assert said <= allowed and said >= allowed - {"OPTIONS", "PUT"}


@pytest.mark.parametrize(
    "target, allowed",
    [
        ("/articles", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("/articles/1", {"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"}),
        ("/clean", {"GET", "HEAD", "POST", "OPTIONS"}),
        ("/healthz", {"GET", "HEAD", "OPTIONS"}),
    ],
)
def test_options(service, target, allowed):
    reply = service.request("OPTIONS", target).expect(200, 204)
    assert reply.body == b""
    assert {word.strip() for word in reply.headers["Allow"].split(",")} >= allowed
    assert "Access-Control-Allow-Origin" not in reply.headers
    assert ("Accept-Post" in reply.headers) == ("POST" in allowed)
    assert ("Accept-Patch" in reply.headers) == ("PATCH" in allowed)


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "BREW", "get", "PROPFIND"])
def test_methods_that_nobody_knows(service, method):
    answer = service.raw(f"{method} /articles HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
    assert answer.split()[1:2] in ([b"501"], [b"405"], [b"400"]), answer[:200]


def test_the_page_says_what_is_known(fresh):
    """A warning on the article is shown to whoever reads it, and unknown facts leave no empty places."""
    fields = {"html": "<p>Nothing but this line of text without title.</p>"}
    path = fresh.post_json("/articles", fields).headers["Location"]
    page = fresh.get(path, Accept=BROWSER).expect(200).text()
    assert "Nothing but this line" in page
    assert "null" not in page and "None" not in page
    assert json.loads(fresh.get(path).text())["published"] is None
