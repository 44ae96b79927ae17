"""Articles by address: fetched well, refused where they must be, and never without bounds."""

import threading
from urllib.parse import quote

import pytest

import samples
from schema import check
from service import Service, curl, is_sanitized, run
from upstream import Upstream, closed_port, self_signed


@pytest.fixture(scope="module")
def upstream():
    server = Upstream()
    yield server
    server.close()


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    running = Service(tmp_path_factory.mktemp("data"), "--fetch-allow", "127.0.0.1/32").start()
    yield running
    running.stop()


def test_every_way_to_give_an_address(service, upstream):
    ways = [
        lambda url: service.post("/articles", url),
        lambda url: service.post("/", url + "\n", "text/plain"),
        lambda url: service.post_json("/articles", {"url": url, "tags": ["found"]}),
        lambda url: service.post("/articles", "url=" + quote(url, safe=""), "application/x-www-form-urlencoded"),
        lambda url: service.post("/articles?url=" + quote(url, safe=""), ""),
        lambda url: service.request("PUT", "/articles/", url.encode()),
        lambda url: curl("-d", url, service.url + "/articles"),
        lambda url: curl("-d", "url=" + url, service.url + "/articles"),
        lambda url: curl("-F", "url=" + url, service.url + "/articles"),
        lambda url: curl("--json", f'{{"url": "{url}"}}', service.url + "/articles"),
        lambda url: curl("-X", "POST", f"{service.url}/articles?url={url}"),
    ]
    for number, way in enumerate(ways, 10):
        url = upstream.url(f"/page/{number}?x=1&y=2")
        reply = way(url).expect(201)
        article = reply.json()
        assert reply.headers["Location"] == f"/articles/{article['id']}"
        assert (article["url"], article["is_new"], article["kind"]) == (url, True, "html")
        assert article["title"] and f"lighthouse keeper counted {number * 7 + 3} gulls" in article["content_text"]
        assert article["sources"]["url"] == "given"
        assert upstream.hits(f"/page/{number}?x=1&y=2") == 1
    assert service.get("/articles?tag=found").json()["items"]


def test_it_asks_politely(service, upstream):
    service.post("/clean", upstream.url("/page/31")).expect(200)
    headers = upstream.seen[-1][1]
    assert "articled/" in headers["User-Agent"]
    assert "text/html" in headers["Accept"] and "gzip" in headers["Accept-Encoding"]
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_a_known_address_is_not_fetched_again(service, upstream):
    first = service.post("/articles", upstream.url("/page/32?utm_source=letter&a=b#top")).expect(201).json()
    again = service.post("/articles", upstream.url("/page/32?a=b&fbclid=xyz")).expect(200)
    assert (again.json()["id"], again.json()["is_new"]) == (first["id"], False)
    assert again.headers["Location"] == f"/articles/{first['id']}"
    assert sum(target.startswith("/page/32") for target, _ in upstream.seen) == 1


def test_what_the_sender_says_counts(service, upstream):
    fields = {"url": upstream.url("/page/33"), "title": "My own title", "tags": ["a", "b"], "state": "archived"}
    article = service.post_json("/articles", fields).expect(201).json()
    assert (article["title"], article["tags"], article["state"]) == ("My own title", ["a", "b"], "archived")
    assert article["sources"]["title"] == article["sources"]["tags"] == "given"


def test_clean_fetches_and_keeps_nothing(service, upstream):
    before = service.get("/healthz").json()["articles"]
    url = upstream.url("/page/34?x=1&y=2")
    for reply in (
        service.get("/clean?url=" + quote(url, safe="")),
        service.get("/clean?url=" + url),
        service.get("/clean?title=T&url=" + url),
        service.post("/clean", url),
        service.post_json("/clean", {"url": url}),
        curl(service.url + "/clean?url=" + url),
    ):
        article = reply.expect(200).json()
        assert (article["url"], article["id"]) == (url, None)
        check(article, {"$ref": "#/components/schemas/Article"}, service.get("/openapi.json").json())
    markdown = service.get("/clean?url=" + url, Accept="text/markdown").expect(200)
    assert markdown.type() == "text/markdown" and markdown.text().startswith("---")
    assert service.get("/healthz").json()["articles"] == before
    service.request("HEAD", "/clean?url=" + url).expect(200)


def test_another_sites_page_may_not_ask_for_it(service, upstream):
    target = "/clean?url=" + upstream.url("/page/35")
    service.get(target, Sec_Fetch_Site="cross-site").problem(403)
    service.get(target, Origin="https://elsewhere.example").problem(403)
    assert not upstream.hits("/page/35")
    service.get(target, Sec_Fetch_Site="none").expect(200)


def test_redirects_are_followed(service, upstream):
    for code in (301, 302, 303, 307, 308):
        article = service.post("/clean", upstream.url(f"/go/{code}?/page/36")).expect(200).json()
        assert article["url"] == upstream.url("/page/36")
    assert service.post("/clean", upstream.url("/hops/5")).expect(200)
    assert "redirects more than 5 times" in service.post("/clean", upstream.url("/hops/6")).problem(502)["detail"]
    service.post("/clean", upstream.url("/go/302?")).problem(502)


FORBIDDEN = [
    "http://127.0.0.2/",
    "http://localhost.localdomain/",
    "http://10.1.2.3/",
    "http://192.168.0.1:8080/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[64:ff9b::a00:1]/",
    "http://2130706434/",
    "http://0x7f000002/",
    "http://0177.0.0.2/",
    "http://127.2/",
    "http://0/",
    "http://8.8.8.8:22/",
    "http://１２７.0.0.2/",
]


def test_what_is_forbidden_is_refused_with_one_text(service):
    details = {service.post("/articles", url).problem(403)["detail"] for url in FORBIDDEN}
    details |= {service.get("/clean?url=" + quote(url, safe="")).problem(403)["detail"] for url in FORBIDDEN}
    assert len(details) == 1 and "post the page itself" in details.pop()


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "http://user@example.org/", "http:/", "gopher://x/", "nonsense"]
)
def test_what_is_no_address_is_a_mistake(service, url):
    assert service.post_json("/articles", {"url": url}).problem(422)["errors"][0]["pointer"] == "/url"
    service.get("/clean?url=" + quote(url, safe="")).problem(422)


def test_redirects_are_judged_like_addresses(service, upstream):
    own = f"http://127.0.0.1:{service.port}/healthz"
    locations = [*FORBIDDEN[:-1], "file:///etc/passwd", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/", "gopher://a/1", own]
    for location in locations:
        reply = service.post("/clean", upstream.url("/go/302?" + quote(location)))
        assert "usual ports" in reply.problem(403)["detail"], location
    service.post("/clean", own).problem(403)


def test_nothing_private_without_leave(fresh, upstream):
    """Also by a name: the address that it has is judged when the connection is made."""
    for host in ("127.0.0.1", "localhost", "router", "nas.local", "vault.internal", "example.org"):
        fresh.post("/articles", f"http://{host}:{upstream.port}/page/37").problem(403)
    assert not upstream.hits("/page/37")


def test_a_name_is_judged_by_its_address(tmp_path, upstream):
    """With leave for other addresses names get to the resolver, and what they are there is refused."""
    running = Service(tmp_path / "data", "--fetch-allow", "192.0.2.0/24").start()
    running.post("/clean", f"http://localhost:{upstream.port}/page/38").problem(403)
    running.stop()
    assert not upstream.hits("/page/38")


def test_no_proxy_is_asked(tmp_path, upstream):
    """Nor does it learn of the address, whatever the environment says."""
    proxy = Upstream()
    names = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
    environment = {name: proxy.url("") for name in names} | {"no_proxy": "", "NO_PROXY": ""}
    running = Service(tmp_path / "data", "--fetch-allow", "127.0.0.1", environment=environment).start()
    running.post("/clean", upstream.url("/page/42")).expect(200)
    running.stop()
    proxy.close()
    assert upstream.hits("/page/42") == 1 and not proxy.seen


def test_it_can_be_turned_off(tmp_path, upstream):
    for flags, environment in ((["--no-fetch"], {}), ([], {"ARTICLED_NO_FETCH": "1"})):
        running = Service(tmp_path / "data", *flags, environment=environment).start()
        for url in ("https://example.org/", upstream.url("/page/39")):
            assert "does not fetch" in running.post("/articles", url).problem(403)["detail"]
            running.get("/clean?url=" + url).problem(403)
        running.stop()
    assert not upstream.hits("/page/39")


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/missing", 502, "404"),
        ("/broken", 502, "500"),
        ("/empty", 502, "empty"),
        ("/nothing", 502, "empty"),
        ("/cut", 502, "breaks off"),
        ("/chatty", 502, "headers"),
        ("/pdf", 415, "application/pdf"),
        ("/image", 415, "PNG"),
        ("/address", 502, "another address"),
        ("/announced", 413, "16 MB"),
        ("/endless", 413, "16 MB"),
        ("/bomb", 413, "16 MB"),
    ],
)
def test_what_comes_back_wrong_is_named(service, upstream, path, code, words):
    before = service.get("/healthz").json()["articles"]
    assert words in service.post("/articles", upstream.url(path)).problem(code)["detail"]
    assert service.get("/healthz").json()["articles"] == before


def test_memory_is_bounded(tmp_path, upstream):
    if is_sanitized():
        pytest.skip("a sanitizer needs memory of its own")
    running = Service(tmp_path / "data", "--fetch-allow", "127.0.0.1/32").start()
    threads = [
        threading.Thread(target=running.post, args=("/clean", upstream.url(path)))
        for path in ["/bomb", "/endless"] * 6
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert running.memory_mb() < 160
    running.stop()


def test_no_connection(service, tmp_path):
    detail = service.post("/articles", f"http://127.0.0.1:{closed_port()}/").problem(502)["detail"]
    assert "cannot be reached" in detail and "curl -s ADDRESS" in detail
    secure = Upstream(self_signed(tmp_path))
    try:
        assert "certificate" in service.post("/articles", secure.url("/page/1")).problem(502)["detail"]
        assert not secure.seen
    finally:
        secure.close()


def test_who_says_nothing_is_given_up(service, upstream):
    """And meanwhile no worker waits: more of them than there are threads hinder nobody."""
    replies = []
    urls = [upstream.url(f"/silent/{number}") for number in range(8)]
    # Of another name, as few are asked at once of one host.
    urls.append(f"http://localhost:{upstream.port}/drip")
    threads = [threading.Thread(target=lambda url=url: replies.append(service.post("/clean", url))) for url in urls]
    for thread in threads:
        thread.start()
    service.post("/clean", samples.PAGE, "text/html", timeout=5).expect(200)
    for thread in threads:
        thread.join()
    assert {reply.code for reply in replies} <= {503, 504} and len(replies) == 9
    assert upstream.hits("/drip") == 1
    assert any("within" in reply.problem(504)["detail"] for reply in replies if reply.code == 504)


def test_stopping_does_not_wait_for_others(tmp_path, upstream):
    running = Service(tmp_path / "data", "--fetch-allow", "127.0.0.1/32").start()
    replies = []
    thread = threading.Thread(target=lambda: replies.append(running.post("/articles", upstream.url("/silent"))))
    thread.start()
    while not upstream.hits("/silent"):
        pass
    running.stop()
    thread.join()
    assert replies[0].code == 503


def test_documents_of_other_kinds(service, upstream):
    latin = service.post("/clean", upstream.url("/latin")).expect(200).json()
    assert "Lichthäuschen" in latin["content_text"] + (latin["title"] or "")
    assert "counted 24 gulls" in service.post("/clean", upstream.url("/gzip")).json()["content_text"]
    assert service.post("/clean", upstream.url("/note.md")).json()["kind"] == "markdown"
    assert service.post("/clean", upstream.url("/untyped")).json()["kind"] == "html"
    assert service.post("/clean", upstream.url("/json")).json()["title"] == "From JSON"


def test_the_original_is_what_came(service, upstream):
    path = service.post("/articles", upstream.url("/latin?keep")).expect(201).headers["Location"]
    original = service.get(path + "/original").expect(200)
    assert "Lichthäuschen".encode("latin-1") in original.body


def test_a_browser_is_sent_on(service, upstream):
    form = "content=" + quote(upstream.url("/page/40"), safe="")
    headers = {"Accept": "text/html", "Sec_Fetch_Site": "same-origin"}
    reply = service.post("/articles", form, "application/x-www-form-urlencoded", **headers).expect(303)
    assert reply.headers["Location"].startswith("/articles/")
    refused = service.post("/articles", "content=http%3A%2F%2F10.0.0.1%2F", "application/x-www-form-urlencoded", **headers)
    assert refused.expect(403).type() == "text/html"


def test_ranges_must_be_ranges(tmp_path):
    done = run("serve", "--data", tmp_path, "--fetch-allow", "everywhere")
    assert done.returncode == 2 and b"--fetch-allow" in done.stderr


def test_return_minimal(service, upstream):
    reply = service.post("/articles", upstream.url("/page/41"), Prefer="return=minimal").expect(201)
    assert reply.body == b"" and reply.headers["Location"].startswith("/articles/")
    assert reply.headers["Preference-Applied"] == "return=minimal"
    again = service.post("/articles", samples.NOTE, Prefer="return=minimal").expect(200, 201)
    assert again.body == b"" and again.headers["Location"]
